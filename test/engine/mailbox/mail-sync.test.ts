import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MailSync } from '../../../main/engine/mailbox/mail-sync.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { desk, letter, openSync, password, rowsOf, subjectsOf, until } from './open-sync.ts';

const ready = await needMailServers();

describe.skipIf(!ready)('an account over a real server', () => {
  let servers: MailServers;
  let place: TestStore;
  let sync: MailSync;

  beforeAll(async () => {
    servers = await startMailServers({ users: [{ user: 'desk', password }], domain: 'clinic.test' });
  });
  afterAll(() => servers.stop());
  beforeEach(async () => {
    await servers.dovecot.admin('expunge', '-u', desk, 'mailbox', '*', 'all');
    place = openTestStore();
    sync = openSync(servers, place.store);
  });
  afterEach(async () => {
    await sync.stop();
    place.remove();
  });

  const deliver = (subject: string, more?: Parameters<typeof letter>[1]) =>
    servers.deliver(letter(subject, more), desk);
  const started = async () => {
    sync.start();
    await until(() => sync.state().state === 'up-to-date');
  };

  test('what is there comes in, the newest first, with the roles of the mailboxes', async () => {
    for (const subject of ['one', 'two', 'three']) await deliver(subject);
    await started();
    expect(subjectsOf(place.store)).toEqual(['three', 'two', 'one']);
    expect(rowsOf(place.store)[0]).toMatchObject({ unread: true, messageCount: 1, snippet: 'Hello.' });
  });

  test('new mail stands in the list within two seconds', async () => {
    await started();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await deliver('news');
    expect(await until(() => subjectsOf(place.store).includes('news'))).toBeLessThan(2_000);
  });

  test('flags go both ways', async () => {
    await deliver('flags');
    await started();
    const [row] = rowsOf(place.store);
    sync.actions.markRead(row?.id ?? '', true);
    expect(rowsOf(place.store)[0]?.unread).toBe(false);
    await until(async () => (await servers.readMailbox(desk))[0]?.flags.includes('S') === true);
    await servers.dovecot.admin('flags', 'remove', '-u', desk, '\\Seen', 'mailbox', 'INBOX', 'all');
    await until(() => rowsOf(place.store)[0]?.unread === true);
    await servers.dovecot.admin('flags', 'add', '-u', desk, '\\Flagged', 'mailbox', 'INBOX', 'all');
    await until(() => rowsOf(place.store)[0]?.flagged === true);
  });

  test('a move is there at once, and then on the server', async () => {
    await deliver('to the archive');
    await deliver('stays');
    await started();
    const row = rowsOf(place.store).find(({ subject }) => subject === 'to the archive');
    sync.actions.move(row?.id ?? '', 'archive');
    expect(subjectsOf(place.store)).toEqual(['stays']);
    expect(subjectsOf(place.store, { kind: 'role', role: 'archive' })).toEqual(['to the archive']);
    await until(async () => (await servers.readMailbox(desk, 'Archive')).length === 1);
    await until(async () => (await servers.readMailbox(desk)).length === 1);
    sync.syncNow();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(subjectsOf(place.store, { kind: 'role', role: 'archive' })).toEqual(['to the archive']);
  });

  test('what somebody else deletes leaves the list', async () => {
    await deliver('goes');
    await deliver('remains');
    await started();
    await servers.dovecot.admin('expunge', '-u', desk, 'mailbox', 'INBOX', 'header', 'subject', 'goes');
    await until(() => subjectsOf(place.store).join() === 'remains');
  });

  test('a new UIDVALIDITY matches messages by their bytes and drops what was to be done to old UIDs', async () => {
    await deliver('kept');
    await started();
    await sync.stop();
    const [before] = rowsOf(place.store);
    sync.actions.markRead(before?.id ?? '', true);
    await servers.dovecot.admin('mailbox', 'update', '-u', desk, '--uid-validity', '4242', 'INBOX');
    sync = openSync(servers, place.store);
    await started();
    expect(rowsOf(place.store)).toMatchObject([{ id: before?.id, messageCount: 1, unread: true }]);
    expect((await servers.readMailbox(desk))[0]?.flags).not.toContain('S');
    expect(place.store.read.list('SELECT * FROM pending_action')).toEqual([]);
  });

  test('rests when nothing happens', async () => {
    await deliver('quiet');
    await started();
    await new Promise((resolve) => setTimeout(resolve, 500));
    let told = 0;
    sync.events.on('connection', () => {
      told += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(told).toBe(0);
  });
});
