import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectImap } from '../../main/engine/wire/imap-connection.ts';
import type { ImapConnection } from '../../main/engine/wire/imap-types.ts';
import type { Timeouts } from '../../main/engine/wire/timeouts.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { desk, eventually, openPractice, type Practice } from './open-practice.ts';

const real = await needMailServers();

describe.skipIf(!real)('an IMAP connection over a bad line', () => {
  let practice: Practice;
  let proxy: FaultProxy;
  const open: ImapConnection[] = [];

  beforeAll(async () => {
    practice = await openPractice();
    proxy = await startFaultProxy({ target: practice.imap });
    const filler = await practice.connect();
    for (let at = 0; at < 40; at += 1) {
      await filler.append(
        'INBOX',
        practice.message(`line-${at}`, 'x'.repeat(70).concat('\r\n').repeat(400)),
        [],
        new Date(),
      );
    }
    await filler.close();
  });
  afterEach(async () => {
    proxy.setFault({ kind: 'none' });
    await Promise.all(open.splice(0).map((connection) => connection.close()));
  });
  afterAll(async () => {
    await proxy.stop();
    await practice.stop();
  });

  const connect = async (timeouts: Partial<Timeouts> = {}) => {
    const settings = { host: proxy.host, port: proxy.port, security: 'implicit' } as const;
    const connection = await connectImap(settings, practice.login, { roots: practice.roots, timeouts });
    open.push(connection);
    const closed: unknown[] = [];
    connection.events.on('closed', ({ because }) => closed.push(because));
    return { connection, closed };
  };
  const all = Array.from({ length: 40 }, (_, index) => 40 - index);

  it('loses no message when everything comes in pieces of a few bytes', async () => {
    proxy.setFault({ kind: 'split', bytes: 7 });
    const { connection } = await connect();
    await connection.select('INBOX');
    const got = new Set<number>();
    await connection.fetchSources(all.slice(0, 3), ({ uid, complete }) => void (complete && got.add(uid)));
    expect([...got].sort()).toEqual([38, 39, 40]);
  });

  it.each([0, 1_000, 20_000, 200_000])(
    'ends a call and tells it is closed when the line is cut after %i bytes',
    async (afterBytes) => {
      proxy.setFault({ kind: 'cut', direction: 'down', afterBytes: afterBytes + 8_000 });
      const { connection, closed } = await connect();
      const got: number[] = [];
      const work = (async () => {
        await connection.select('INBOX');
        await connection.fetchSources(all, ({ uid, source, size, complete }) => {
          expect(complete && source.length === size).toBe(true);
          got.push(uid);
        });
      })();
      await expect(work).rejects.toMatchObject({ code: 'offline' });
      expect(got.length).toBeLessThan(40);
      await eventually(() => (closed.length > 0 ? true : null));
      expect(closed).toEqual(['offline']);
      await expect(connection.listUids()).rejects.toMatchObject({ code: 'offline' });
    },
  );

  it('gives up when the server falls silent in the middle', async () => {
    proxy.setFault({ kind: 'stall', direction: 'down', afterBytes: 60_000 });
    const { connection, closed } = await connect({ silence: 3_000 });
    await connection.select('INBOX');
    const start = Date.now();
    await expect(connection.fetchSources(all, () => {})).rejects.toMatchObject({
      code: expect.stringMatching(/^(offline|server-timeout)$/),
    });
    expect(Date.now() - start).toBeLessThan(15_000);
    expect(closed).toEqual(['server-timeout']);
  });

  it('notices while idle that the network has gone', async () => {
    const { connection, closed } = await connect();
    await connection.select('INBOX');
    connection.watch();
    await new Promise((resolve) => setTimeout(resolve, 300));
    proxy.cutAll();
    await eventually(() => (closed.length > 0 ? true : null));
    expect(closed).toEqual(['offline']);
  });

  it('gives up on a line that is cut or stalls before the sign-in', async () => {
    for (const kind of ['cut', 'stall'] as const) {
      const short = { connect: 800, greeting: 800, session: 1_500 };
      for (const afterBytes of [0, 500, 1_100]) {
        proxy.setFault({ kind, direction: 'down', afterBytes });
        await expect(connect(kind === 'stall' ? short : {})).rejects.toMatchObject({
          code: expect.stringMatching(kind === 'cut' ? /^(offline|server-protocol)$/ : /^server-timeout$/),
        });
      }
    }
  });
});

describe.skipIf(!real)('an IMAP server that can do little', () => {
  let practice: Practice;
  const names = ['Gesendet', 'Entwürfe', 'Papierkorb', 'Spam', 'Archiv', 'Enviados/2024'];

  beforeAll(async () => {
    practice = await openPractice({ dovecot: { capabilities: 'IMAP4rev1', plainMailboxes: names } });
  });
  afterAll(() => practice.stop());

  it('has its mailboxes recognised by their names', async () => {
    const connection = await practice.connect();
    const roles = Object.fromEntries((await connection.listMailboxes()).map(({ path, role }) => [path, role]));
    expect(roles).toEqual({
      INBOX: 'inbox',
      Gesendet: 'sent',
      Entwürfe: 'drafts',
      Papierkorb: 'trash',
      Spam: 'junk',
      Archiv: 'archive',
      'Enviados/2024': null,
    });
    await connection.close();
  });

  it('moves without deleting what others have marked', async () => {
    const connection = await practice.connect();
    expect(connection.capabilities).toEqual({ condstore: false, qresync: false, move: false });
    for (const subject of ['one', 'two', 'three'])
      await connection.append('INBOX', practice.message(subject), [], new Date());
    const selected = await connection.select('INBOX');
    expect(selected.highestModseq).toBeNull();
    await connection.storeFlags([1], ['\\Deleted'], []);
    // This Dovecot tells the new UID although it does not announce that it can.
    expect(await connection.moveMessages([2], 'Archiv')).toEqual(new Map([[2, 1]]));
    expect((await connection.listUids()).map(({ uid, flags }) => [uid, flags])).toEqual([
      [1, ['\\Deleted']],
      [2, ['\\Deleted']],
      [3, []],
    ]);
    expect(await connection.changedSince(1n)).toBeNull();
    const archived = await practice.servers.readMailbox(desk, 'Archiv');
    expect(archived.map(({ bytes }) => bytes.includes('Subject: two'))).toEqual([true]);
    await connection.close();
  });

  it('is listened to without IDLE, and still answers at once', async () => {
    const connection = await practice.connect();
    await connection.select('INBOX');
    const stop = connection.watch();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const start = Date.now();
    expect(await connection.append('Gesendet', practice.message('sent'), [], new Date())).toBe(1);
    expect(Date.now() - start).toBeLessThan(5_000);
    stop();
    await connection.close();
  });
});
