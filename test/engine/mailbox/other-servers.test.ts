import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { desk, letter, openSync, password, rowsOf, subjectsOf, until } from './open-sync.ts';

const ready = await needMailServers();

const servers = [
  ['without CONDSTORE, QRESYNC and MOVE', 'IMAP4rev1 SASL-IR LITERAL+ IDLE UIDPLUS NAMESPACE SPECIAL-USE'],
  ['with hardly anything', 'IMAP4rev1 LITERAL+'],
] as const;

describe.skipIf(!ready).each(servers)('a server %s', (_, capabilities) => {
  let server: MailServers;
  let place: TestStore;

  beforeAll(async () => {
    server = await startMailServers({
      users: [{ user: 'desk', password }],
      domain: 'clinic.test',
      dovecot: { capabilities },
    });
  });
  afterAll(() => server.stop());

  test('shows mail, takes flags and moves, and hears of deletions', async () => {
    place = openTestStore();
    const sync = openSync(server, place.store);
    try {
      for (const subject of ['moved', 'deleted', 'stays']) await server.deliver(letter(subject), desk);
      sync.start();
      await until(() => sync.state().state === 'up-to-date');
      expect(subjectsOf(place.store)).toEqual(['stays', 'deleted', 'moved']);

      sync.actions.move(rowsOf(place.store).find(({ subject }) => subject === 'moved')?.id ?? '', 'archive');
      sync.actions.markRead(rowsOf(place.store).find(({ subject }) => subject === 'stays')?.id ?? '', true);
      await until(async () => (await server.readMailbox(desk, 'Archive')).length === 1);
      await until(async () => (await server.readMailbox(desk)).some(({ flags }) => flags.includes('S')));
      await server.dovecot.admin('expunge', '-u', desk, 'mailbox', 'INBOX', 'header', 'subject', 'deleted');
      await server.deliver(letter('late'), desk);
      await until(() => {
        sync.syncNow();
        return subjectsOf(place.store).join() === 'late,stays';
      });
      await until(() => {
        sync.syncNow();
        return place.store.read.list('SELECT 1 FROM location WHERE uid < 0').length === 0;
      });
      expect(subjectsOf(place.store)).toEqual(['late', 'stays']);
      expect(subjectsOf(place.store, { kind: 'role', role: 'archive' })).toEqual(['moved']);
    } finally {
      await sync.stop();
      place.remove();
    }
  });
});
