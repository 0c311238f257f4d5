import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectImap } from '../../main/engine/wire/imap-connection.ts';
import type { FetchedMessage, ImapConnection } from '../../main/engine/wire/imap-types.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { desk, eventually, openPractice, type Practice } from './open-practice.ts';

describe.skipIf(!(await needMailServers()))('an IMAP connection to a real Dovecot', () => {
  let practice: Practice;
  const open: ImapConnection[] = [];
  const connect = async () => {
    const connection = await practice.connect();
    open.push(connection);
    return connection;
  };
  let number = 0;
  /** Puts messages into a fresh mailbox of their own and selects it. */
  const withMessages = async (count: number) => {
    number += 1;
    const path = `Box ${number}`;
    const connection = await connect();
    await connection.createMailbox(path);
    const subjects = Array.from({ length: count }, (_, index) => `m${number}-${index + 1}`);
    for (const subject of subjects) await connection.append(path, practice.message(subject), [], new Date(0));
    const selected = await connection.select(path);
    return { connection, path, selected, subjects };
  };

  beforeAll(async () => {
    practice = await openPractice();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((connection) => connection.close()));
  });
  afterAll(() => practice.stop());

  it.each(['imap', 'imapStartTls'] as const)('signs in over TLS 1.2 or later (%s)', async (kind) => {
    const connection = await connectImap(practice[kind], practice.login, { roots: practice.roots });
    open.push(connection);
    expect(connection.tls.protocol).toMatch(/^TLSv1\.[23]$/);
    expect(connection.capabilities).toEqual({ condstore: true, qresync: true, move: true });
  });

  it('lists the mailboxes with what they are for', async () => {
    const listed = await (await connect()).listMailboxes();
    const roles = Object.fromEntries(listed.map(({ path, role }) => [path, role]));
    expect(roles).toMatchObject({
      INBOX: 'inbox',
      Sent: 'sent',
      Drafts: 'drafts',
      Junk: 'junk',
      Trash: 'trash',
      Archive: 'archive',
    });
    expect(listed.every(({ subscribed, selectable, delimiter }) => subscribed && selectable && delimiter === '/')).toBe(
      true,
    );
  });

  it('handles mailbox names in any script', async () => {
    const connection = await connect();
    const path = 'Befunde & 検査/Año "1"';
    await connection.createMailbox(path);
    expect((await connection.listMailboxes()).map((mailbox) => mailbox.path)).toContain(path);
    const uid = await connection.append(path, practice.message('here'), ['\\Seen'], new Date());
    await connection.select(path);
    expect(await connection.listUids()).toEqual([{ uid, flags: ['\\Seen'], modseq: expect.any(BigInt) }]);
  });

  it('says that a mailbox is not there, and goes on', async () => {
    const connection = await connect();
    await expect(connection.select('Nowhere')).rejects.toMatchObject({ code: 'not-found' });
    expect((await connection.select('INBOX')).path).toBe('INBOX');
  });

  it('reads whole messages byte for byte, with flags and dates', async () => {
    const connection = await connect();
    const date = new Date('2020-02-03T04:05:06Z');
    const bytes = practice.message('exact', '.dots\r\n..\r\nnul-free \xff\xfe bytes');
    const uid = await connection.append('Archive', bytes, ['\\Flagged', 'clinic-label'], date);
    await connection.select('Archive');
    const got: FetchedMessage[] = [];
    await connection.fetchSources([uid ?? 0], (message) => void got.push(message));
    expect(got).toHaveLength(1);
    expect(Buffer.from(got[0]?.source ?? []).equals(bytes)).toBe(true);
    expect(got[0]).toMatchObject({ uid, internalDate: date, size: bytes.length, complete: true });
    expect([...(got[0]?.flags ?? [])].sort()).toEqual(['\\Flagged', 'clinic-label']);
  });

  it('reads the newest first, and skips what is gone', async () => {
    const { connection, selected } = await withMessages(50);
    const wanted = Array.from({ length: 60 }, (_, index) => selected.uidNext + 9 - index);
    const got: number[] = [];
    await connection.fetchSources(wanted, (message) => void got.push(message.uid));
    expect(got).toHaveLength(50);
    expect(Math.min(...got.slice(0, 10))).toBeGreaterThan(Math.max(...got.slice(10)));
  });

  it('cuts a message at the limit and says so', async () => {
    const { connection, selected } = await withMessages(2);
    const got: FetchedMessage[] = [];
    await connection.fetchSources([selected.uidNext - 1], (message) => void got.push(message), { sizeLimit: 40 });
    expect(got[0]).toMatchObject({ complete: false });
    expect(got[0]?.source.length).toBe(40);
    expect(got[0]?.size).toBeGreaterThan(40);
  });

  it('waits for the reader, stops when told, and passes on what the reader throws', async () => {
    const { connection, selected } = await withMessages(30);
    const uids = Array.from({ length: 30 }, (_, index) => selected.uidNext - 30 + index);
    const stop = new AbortController();
    let read = 0;
    await connection.fetchSources(
      uids,
      async () => {
        read += 1;
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (read === 5) stop.abort();
      },
      { signal: stop.signal },
    );
    expect(read).toBe(5);
    const full = Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    const failing = connection.fetchSources(uids, () => {
      throw full;
    });
    await expect(failing).rejects.toBe(full);
    expect(await connection.listUids()).toHaveLength(30);
  });

  it('reads a message of 30 MB', async () => {
    const connection = await connect();
    const line = `${'x'.repeat(76)}\r\n`;
    const bytes = practice.message('large', line.repeat(Math.ceil((30 * 1024 * 1024) / line.length)));
    const uid = await connection.append('Archive', bytes, [], new Date());
    await connection.select('Archive');
    let same = false;
    await connection.fetchSources([uid ?? 0], (message) => {
      same = bytes.equals(message.source);
    });
    expect(same).toBe(true);
  });

  it('sets and takes flags, and another connection sees it', async () => {
    const { connection, path, selected } = await withMessages(3);
    const other = await connect();
    await other.select(path);
    const uids = (await connection.listUids()).map(({ uid }) => uid);
    await connection.storeFlags(uids, ['\\Seen', 'clinic-done'], []);
    await connection.storeFlags(uids.slice(0, 1), [], ['\\Seen']);
    const rows = await other.listUids();
    expect(rows.map(({ flags }) => [...flags].sort())).toEqual([
      ['clinic-done'],
      ['\\Seen', 'clinic-done'],
      ['\\Seen', 'clinic-done'],
    ]);
    const changes = await other.changedSince(selected.highestModseq ?? 0n);
    expect(changes?.changed.map(({ uid }) => uid)).toEqual(uids);
    expect(changes?.vanished).toEqual([]);
  });

  it('tells within seconds, while idle, of new mail, flags and deletions', async () => {
    const { connection: other, path } = await withMessages(2);
    const connection = await connect();
    await connection.select(path);
    const heard: string[] = [];
    connection.events.on('exists', ({ count }) => heard.push(`exists ${count}`));
    connection.events.on('flags', ({ uid, flags }) => heard.push(`flags ${uid} ${flags.join(' ')}`));
    connection.events.on('expunge', ({ uid }) => heard.push(`expunge ${uid}`));
    const stopWatching = connection.watch();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const hears = (what: string) => eventually(() => (heard.includes(what) ? true : null));
    const start = Date.now();
    await other.append(path, practice.message('new'), [], new Date());
    await hears('exists 3');
    const took = Date.now() - start;
    await other.storeFlags([1], ['\\Answered'], []);
    await hears('flags 1 \\Answered');
    await other.moveMessages([2], 'Trash');
    await hears('expunge 2');
    expect(took).toBeLessThan(5_000);
    // A command in between breaks IDLE, and IDLE goes on afterwards.
    expect(await connection.listUids()).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await other.append(path, practice.message('newer'), [], new Date());
    await hears('exists 3');
    stopWatching();
  });

  it('hears of a message that comes in from outside', async () => {
    const connection = await connect();
    const { exists } = await connection.select('INBOX');
    const counts: number[] = [];
    connection.events.on('exists', ({ count }) => counts.push(count));
    connection.watch();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await practice.servers.deliver(practice.message('outside'), desk);
    expect(await eventually(() => counts.at(-1) ?? null)).toBe(exists + 1);
  });

  it('moves messages and tells their new UIDs', async () => {
    const { connection, path } = await withMessages(3);
    await connection.createMailbox(`${path}/target`);
    const map = await connection.moveMessages([1, 3], `${path}/target`);
    expect([...(map ?? [])]).toEqual([
      [1, 1],
      [3, 2],
    ]);
    expect((await connection.listUids()).map(({ uid }) => uid)).toEqual([2]);
    await expect(connection.moveMessages([2], 'Nowhere')).rejects.toMatchObject({ code: 'server-protocol' });
    expect((await connection.listUids()).map(({ uid }) => uid)).toEqual([2]);
  });

  it('says which messages are gone since a modification sequence', async () => {
    const { connection, selected } = await withMessages(4);
    const other = await connect();
    await other.select(selected.path);
    await other.moveMessages([2, 3], 'Trash');
    await other.storeFlags([4], ['\\Seen'], []);
    const changes = await connection.changedSince(selected.highestModseq ?? 0n);
    expect(changes?.vanished).toEqual([2, 3]);
    expect(changes?.changed.map(({ uid }) => uid)).toEqual([4]);
  });

  it('lists only the range asked for, also past the end', async () => {
    const { connection } = await withMessages(5);
    expect((await connection.listUids('3:*')).map(({ uid }) => uid)).toEqual([3, 4, 5]);
    expect(await connection.listUids('6:*')).toEqual([]);
    expect((await connection.listUids('2:3')).map(({ uid }) => uid)).toEqual([2, 3]);
  });

  it('finds a Message-ID in another mailbox and stays where it was', async () => {
    const { connection, path } = await withMessages(2);
    const uid = await connection.append('Sent', practice.message('search-me'), ['\\Seen'], new Date());
    expect(await connection.searchMessageId('Sent', '<search-me@home.test>')).toEqual([uid]);
    expect(await connection.searchMessageId('Sent', '<not-there@home.test>')).toEqual([]);
    await expect(connection.searchMessageId('Nowhere', '<x@y>')).rejects.toMatchObject({ code: 'not-found' });
    await connection.append(path, practice.message('one-more'), [], new Date());
    expect(await connection.listUids()).toHaveLength(3);
  });

  it('runs calls that come at once one after the other', async () => {
    const { connection, path } = await withMessages(3);
    const [rows, found, , more] = await Promise.all([
      connection.listUids(),
      connection.searchMessageId('Drafts', '<x@y>'),
      connection.storeFlags([1], ['\\Seen'], []),
      connection.listUids(),
    ]);
    expect(rows).toHaveLength(3);
    expect(found).toEqual([]);
    expect(more[0]?.flags).toContain('\\Seen');
    expect((await connection.select(path)).exists).toBe(3);
  });

  it('touches nothing once UIDVALIDITY has changed', async () => {
    const { connection, path } = await withMessages(2);
    const before = await connection.select(path);
    const other = await connect();
    await practice.servers.dovecot.admin('mailbox', 'delete', '-u', desk, path);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await other.createMailbox(path);
    await other.append(path, practice.message('another'), [], new Date());
    const again = await connect();
    const after = await again.select(path);
    expect(after.uidValidity).not.toBe(before.uidValidity);
    // The connection that knew the old one: looks elsewhere, comes back, and refuses.
    await connection.searchMessageId('Drafts', '<x@y>').catch(() => {});
    await expect(connection.storeFlags([1], ['\\Deleted'], [])).rejects.toMatchObject({ code: 'state-changed' });
    await expect(connection.moveMessages([1], 'Trash')).rejects.toMatchObject({ code: 'state-changed' });
    expect(await again.listUids()).toEqual([{ uid: 1, flags: [], modseq: expect.any(BigInt) }]);
  });

  it('needs a selected mailbox for whatever names UIDs', async () => {
    await expect((await connect()).listUids()).rejects.toMatchObject({ code: 'state-changed' });
  });

  it('tells once that it was closed, and fails every later call', async () => {
    const connection = await connect();
    const closed: unknown[] = [];
    connection.events.on('closed', (event) => closed.push(event));
    await connection.close();
    await connection.close();
    expect(closed).toEqual([{ because: null }]);
    await expect(connection.select('INBOX')).rejects.toMatchObject({ code: 'offline' });
  });
});
