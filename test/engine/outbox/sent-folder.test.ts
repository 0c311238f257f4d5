import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAfterKill } from '../../support/after-kill.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

const server = { host: 'localhost', port: 993, security: 'implicit' };
/** Says of the test's own server that it files what was sent, as Gmail and Microsoft do. */
const providers = JSON.stringify([
  {
    id: 'test',
    name: 'Files by itself',
    domains: [],
    mx: [],
    imap: server,
    smtp: server,
    signIn: 'password',
    filesSentCopies: true,
  },
]);

describe.skipIf(!(await needMailServers())).each([
  { provider: 'that is known to file what was sent', wishes: { providers } },
  { provider: 'of which nobody knows that it files what was sent', wishes: {} },
])('Sent, at a provider $provider', { timeout: 60_000 }, ({ wishes }) => {
  const isKnown = 'providers' in wishes;
  let servers: MailServers;
  let proxy: FaultProxy;
  let practice: Practice;
  let patientId: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        { user: 'ana', password: 'password of a patient' },
      ],
    });
    const certificate = servers.authority.issue({ names: ['localhost', '127.0.0.1'] });
    proxy = await startFaultProxy({ target: servers.smtp, tls: { certificate, root: servers.root } });
    practice = await startPractice(servers, { smtpPort: proxy.port, ...wishes });
    ({ patientId } = await practice.addPatient({ name: 'Ana', address: 'ana@clinic.example' }));
    await practice.recordConsent(patientId);
  });
  afterEach(() => {
    proxy.setFault({ kind: 'none' });
    proxy.cutAll();
  });
  afterAll(async () => {
    await practice.stop();
    await proxy.stop();
    await servers.stop();
  });

  async function send(subject: string): Promise<string> {
    const draft = await practice.writeNew(patientId, { subject, html: '<div>A word.</div>', contentKind: 'general' });
    await practice.choose(draft.threadId ?? '', 'open');
    const [outboxId = ''] = await practice.send(draft);
    await practice.call('outbox.sendNow', {});
    return outboxId;
  }

  async function listWith(subject: string, address: string, mailbox: string) {
    const mails = await servers.readMailbox(address, mailbox);
    return mails.filter(({ bytes }) => bytes.includes(`Subject: ${subject}\r\n`));
  }
  const arrived = (subject: string) =>
    practice.until(
      () => listWith(subject, 'ana@clinic.example', 'INBOX'),
      (list) => list.length > 0,
      20_000,
    );

  /** What the provider does with a message that it took. */
  async function fileAsProvider(subject: string): Promise<void> {
    const [mail] = await arrived(subject);
    const folder = await mkdtemp(join(tmpdir(), 'postern-filed-'));
    await chmod(folder, 0o755);
    await writeFile(join(folder, 'mail'), mail?.bytes ?? '', { mode: 0o644 });
    await servers.dovecot.admin('save', '-u', practiceAddress, '-m', 'Sent', join(folder, 'mail'));
    await rm(folder, { recursive: true });
  }

  const state = async (engine: Practice, outboxId: string) => (await engine.row(outboxId))?.state ?? 'sent';

  it('gets no second copy where the provider files one', async () => {
    // The provider is quicker than the answer, as they are.
    proxy.setFault({ kind: 'lose-final-answer', stall: true });
    const outboxId = await send('Filed once');
    await fileAsProvider('Filed once');
    proxy.setFault({ kind: 'none' });
    proxy.cutAll();
    await practice.until(
      () => state(practice, outboxId),
      (found) => found === 'sent',
      20_000,
    );
    await practice.call('account.syncNow', {});
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await listWith('Filed once', practiceAddress, 'Sent')).toHaveLength(1);
    expect(await listWith('Filed once', 'ana@clinic.example', 'INBOX')).toHaveLength(1);
  });

  it('is looked into after a crash, before a person is asked', async () => {
    proxy.setFault({ kind: 'lose-final-answer', stall: true });
    const outboxId = await send('Died after the dot');
    await fileAsProvider('Died after the dot');
    const after = await startAfterKill(practice, servers, wishes);
    try {
      await practice.until(
        () => state(after, outboxId),
        (found) => found === 'sent',
        20_000,
      );
      expect((await after.call('mailboxes.counts', {})).outboxNeedsPerson).toBe(0);
      const { rows } = await after.call('journal.list', { before: null, limit: 20 });
      expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['message.unsure', 'message.sent']));
      expect(await listWith('Died after the dot', practiceAddress, 'Sent')).toHaveLength(1);
      expect(await listWith('Died after the dot', 'ana@clinic.example', 'INBOX')).toHaveLength(1);
    } finally {
      await after.stop();
    }
  });

  it('says what looking gave when nothing stands there, and a person is asked then', async () => {
    proxy.setFault({ kind: 'lose-final-answer', stall: true });
    const outboxId = await send('Nowhere to be seen');
    await arrived('Nowhere to be seen');
    const after = await startAfterKill(practice, servers, wishes);
    try {
      const row = await practice.until(
        () => after.row(outboxId),
        (found) => found !== null && found.checked !== 'not-checked',
        20_000,
      );
      expect(row).toMatchObject({ state: 'unsure', checked: isKnown ? 'not-in-sent' : 'cannot-tell' });
      expect((await after.call('mailboxes.counts', {})).outboxNeedsPerson).toBeGreaterThan(0);
      // Some providers file late.
      await fileAsProvider('Nowhere to be seen');
      await after.call('account.syncNow', {});
      await practice.until(
        () => state(after, outboxId),
        (found) => found === 'sent',
        20_000,
      );
      expect(await listWith('Nowhere to be seen', 'ana@clinic.example', 'INBOX')).toHaveLength(1);
    } finally {
      await after.stop();
    }
  });

  it('gets the practice’s own copy only where the provider files none', async () => {
    const outboxId = await send('Nobody files this');
    await practice.until(
      () => state(practice, outboxId),
      (found) => found === 'sent',
      20_000,
    );
    const wanted = isKnown ? 0 : 1;
    const copies = async () => {
      const all = await servers.readMailbox(practiceAddress, 'Sent');
      const { messages } = await practice.call('threads.get', { threadId: await threadOf('Nobody files this') });
      // Our copy is encrypted to ourselves, so that only its Message-ID tells.
      return { count: all.filter(({ bytes }) => bytes.includes('multipart/encrypted')).length, messages };
    };
    await practice.until(copies, ({ count }) => count >= wanted, 20_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await copies()).count).toBe(wanted);
    expect((await copies()).messages).toHaveLength(1);
  });

  async function threadOf(subject: string): Promise<string> {
    const view = { kind: 'search', text: subject } as const;
    const { rows } = await practice.call('threads.list', { view, cursor: null, limit: 1 });
    return rows[0]?.id ?? '';
  }
});
