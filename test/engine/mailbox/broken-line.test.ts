import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../main/engine/base/secret.ts';
import { connectImap } from '../../../main/engine/wire/imap-connection.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { openTestStore } from '../../support/open-test-store.ts';
import { desk, letter, openSync, password, rowsOf, subjectsOf, until } from './open-sync.ts';

const ready = await needMailServers();

describe.skipIf(!ready)('when the line breaks', () => {
  let servers: MailServers;
  beforeAll(async () => {
    servers = await startMailServers({ users: [{ user: 'desk', password }], domain: 'clinic.test' });
  });
  afterAll(() => servers.stop());

  test('it says offline, what a person does waits, and all is caught up when it is back', async () => {
    const place = openTestStore();
    const proxy = await startFaultProxy({ target: servers.imap });
    const sync = openSync(servers, place.store, {
      connect: () =>
        connectImap(
          { host: proxy.host, port: proxy.port, security: 'implicit' },
          { user: desk, password: new Secret(password) },
          {
            roots: [servers.root],
          },
        ),
    });
    try {
      await servers.deliver(letter('before'), desk);
      sync.start();
      await until(() => sync.state().state === 'up-to-date' && subjectsOf(place.store).length === 1);

      proxy.setFault({ kind: 'cut', direction: 'down', afterBytes: 0 });
      proxy.cutAll();
      await until(() => sync.state().state === 'offline');
      await servers.deliver(letter('meanwhile'), desk);
      sync.actions.flag(rowsOf(place.store)[0]?.id ?? '', true);
      await expect(sync.sentFolder.append(letter('copy'), Date.now())).rejects.toMatchObject({ code: 'offline' });
      expect(rowsOf(place.store)[0]?.flagged).toBe(true);

      proxy.setFault({ kind: 'none' });
      sync.syncNow();
      await until(() => subjectsOf(place.store).join() === 'meanwhile,before');
      await until(async () => (await servers.readMailbox(desk)).some(({ flags }) => flags.includes('F')));
    } finally {
      await sync.stop();
      await proxy.stop();
      place.remove();
    }
  });

  test('in the middle of a message, nothing is lost and nothing comes twice', async () => {
    const place = openTestStore();
    const proxy = await startFaultProxy({ target: servers.imap });
    await servers.dovecot.admin('expunge', '-u', desk, 'mailbox', '*', 'all');
    for (let number = 0; number < 30; number += 1) {
      await servers.deliver(letter(`m${number}`, { from: `p${number}@x.example`, body: 'text '.repeat(2_000) }), desk);
    }
    proxy.setFault({ kind: 'cut', direction: 'down', afterBytes: 120_000 });
    const sync = openSync(servers, place.store, {
      connect: () =>
        connectImap(
          { host: proxy.host, port: proxy.port, security: 'implicit' },
          { user: desk, password: new Secret(password) },
          {
            roots: [servers.root],
          },
        ),
    });
    try {
      sync.start();
      await until(() => sync.state().state === 'offline');
      proxy.setFault({ kind: 'none' });
      await until(() => {
        sync.syncNow();
        return rowsOf(place.store).length === 30;
      }, 15_000);
      expect(place.store.read.get<{ n: number }>('SELECT count(*) AS n FROM message').n).toBe(30);
    } finally {
      await sync.stop();
      await proxy.stop();
      place.remove();
    }
  });

  test('a copy filed into Sent is found there by its Message-ID', async () => {
    const place = openTestStore();
    const sync = openSync(servers, place.store);
    try {
      sync.start();
      await until(() => sync.state().state === 'up-to-date');
      expect(await sync.sentFolder.has('<ours@clinic.test>')).toBe(false);
      await sync.sentFolder.append(letter('ours', { id: 'ours@clinic.test', from: desk }), Date.now());
      expect(await sync.sentFolder.has('<ours@clinic.test>')).toBe(true);
      await until(() => subjectsOf(place.store, { kind: 'role', role: 'sent' }).includes('ours'));
      await servers.deliver(letter('still listening'), desk);
      await until(() => subjectsOf(place.store).includes('still listening'));
      // Where there is nothing to look into, nothing is said: not having found it there would prove nothing.
      place.store.write((db) => db.changeAny("UPDATE mailbox SET role = NULL WHERE role = 'sent'", {}));
      expect(await sync.sentFolder.has('<ours@clinic.test>')).toBe(null);
    } finally {
      await sync.stop();
      place.remove();
    }
  });
});
