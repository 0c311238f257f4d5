import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { longestTurnAllowed, watchTurns } from '../../support/longest-turn.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { accountOf, type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

describe.skipIf(!(await needMailServers()))('odd mail', { timeout: 240_000 }, () => {
  let servers: MailServers;
  let practice: Practice;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        { user: 'ana', password: 'password of a patient' },
      ],
    });
    practice = await startPractice(servers);
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  const inbox = { view: { kind: 'role', role: 'inbox' }, cursor: null, limit: 100 } as const;

  /** Lets bytes arrive as they are; gives back the one thread that is new, or new with this subject. */
  async function arrive(bytes: Buffer | string, subject: string | null = null, onDelivered = () => {}) {
    const known = new Set((await practice.call('threads.list', inbox)).rows.map(({ id }) => id));
    const isNew = (row: { readonly id: string; readonly subject: string }) =>
      !known.has(row.id) && (subject === null || row.subject === subject);
    await servers.deliver(Buffer.from(bytes), practiceAddress);
    onDelivered();
    const { rows } = await practice.until(
      () => practice.call('threads.list', inbox),
      (list) => list.rows.some(isNew),
      60_000,
    );
    const threadId = rows.find(isNew)?.id ?? '';
    const { messages } = await practice.call('threads.get', { threadId });
    const [message] = messages;
    if (message === undefined) throw new Error('no message');
    return { threadId, message, body: await practice.call('messages.body', { messageId: message.id }) };
  }

  async function readWhole(attachmentId: string): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for (let offset = 0; ; ) {
      const { bytes, done } = await practice.call('messages.attachmentPiece', { attachmentId, offset });
      expect(bytes.length).toBeLessThanOrEqual(1024 * 1024);
      pieces.push(bytes);
      offset += bytes.length;
      if (done) return Buffer.concat(pieces);
    }
  }

  it('without any header is listed and can be read', async () => {
    const { message, body } = await arrive('\r\nJust words, and nothing above them.\r\n');
    expect(`${message.snippet}${body.text}`).toContain('Just words');
  });

  it('of a thousand multiparts in each other is listed, with a warning, and blocks nothing', async () => {
    const depth = 1_000;
    const open = Array.from(
      { length: depth },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    );
    const close = Array.from({ length: depth }, (_, at) => `--b${depth - 1 - at}--\r\n`);
    const bytes = `From: a@b.example\r\nSubject: Deep\r\n${open.join('')}Content-Type: text/plain\r\n\r\nAt the bottom.\r\n${close.join('')}`;
    const { message } = await arrive(bytes);
    expect(message.subject).toBe('Deep');
    expect(message.warnings).toContain('too-deep');
    expect((await arrive('Subject: After the deep one\r\n\r\nHello.\r\n')).message.subject).toBe('After the deep one');
  });

  it('in a character set that nobody knows is shown as well as it can be', async () => {
    const head =
      'From: a@b.example\r\nSubject: Odd letters\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=x-klingon\r\n\r\n';
    const { message, body } = await arrive(`${head}Gr\u00fc\u00dfe, still readable.\r\n`);
    expect(message.warnings).toContain('unknown-charset');
    expect(body.text).toContain('still readable');
  });

  it('of ten thousand header lines is listed', async () => {
    const fields = Array.from({ length: 10_000 }, (_, at) => `X-Field-${at}: ${'v'.repeat(60)}\r\n`).join('');
    const { message } = await arrive(`From: a@b.example\r\nSubject: Many fields\r\n${fields}\r\nHello.\r\n`);
    expect(message.subject).toBe('Many fields');
  });

  it('comes in once, whole, when the line breaks again and again', async () => {
    const proxy = await startFaultProxy({ target: servers.imap });
    const other = await startPractice(servers, { imapPort: proxy.port });
    await other.until(
      async () => (await other.call('account.get', {}))?.connection.state,
      (state) => state === 'up-to-date',
      60_000,
    );
    const expected = (await practice.call('threads.list', inbox)).total;
    proxy.setFault({ kind: 'cut', direction: 'down', afterBytes: 200_000 });
    proxy.cutAll();
    for (let at = 0; at < 8; at += 1) {
      await servers.deliver(
        Buffer.from(`From: a@b.example\r\nSubject: Broken ${at}\r\n\r\n${'words '.repeat(20_000)}\r\n`),
        practiceAddress,
      );
    }
    await other.call('account.syncNow', {});
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    proxy.setFault({ kind: 'none' });
    await other.call('account.syncNow', {});
    const list = await other.until(
      () => other.call('threads.list', inbox),
      ({ total }) => total >= expected + 8,
      60_000,
    );
    const subjects = list.rows.map(({ subject }) => subject).filter((subject) => subject.startsWith('Broken'));
    expect(subjects.sort()).toEqual(Array.from({ length: 8 }, (_, at) => `Broken ${at}`));
    await other.stop();
    await proxy.stop();
  });

  it('with a file of 30 MB comes in whole, while the engine goes on answering', async () => {
    const file = randomBytes(30 * 1024 * 1024);
    const base64 = file.toString('base64').replace(/(.{76})/g, '$1\r\n');
    const head = [
      'From: ana@clinic.example',
      `To: ${practiceAddress}`,
      'Subject: Thirty megabytes',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'The scan is attached.',
      '--b',
      'Content-Type: application/pdf; name=scan.pdf',
      'Content-Transfer-Encoding: base64',
      '',
      '',
    ].join('\r\n');
    const bytes = Buffer.from(`${head}${base64}\r\n--b--\r\n`, 'latin1');
    let turns = watchTurns();
    const before = process.memoryUsage().rss;
    const { message } = await arrive(bytes, 'Thirty megabytes', () => {
      // Handing it to the server is this test's own work.
      turns.stop();
      turns = watchTurns();
    });
    turns.stop();
    console.info(
      `30 MB in: longest turn ${turns.longest()} ms, memory +${Math.round((process.memoryUsage().rss - before) / 1e6)} MB`,
    );
    expect(turns.longest()).toBeLessThan(longestTurnAllowed);
    const [attachment] = message.attachments;
    const got = await readWhole(attachment?.id ?? '');
    expect(hash(got)).toBe(hash(file));
  });

  it('with a file of 30 MB goes out whole, while the engine goes on answering', async () => {
    const { patientId } = await practice.addPatient({ name: 'Ana', address: 'ana@clinic.example' });
    await practice.recordConsent(patientId);
    const draft = await practice.writeNew(patientId, {
      subject: 'Your scan',
      html: '<div>Here it is.</div>',
      contentKind: 'general',
    });
    const file = randomBytes(30 * 1024 * 1024);
    await practice.attach(draft.id, 'scan.pdf', file, 'application/pdf');
    await practice.choose(draft.threadId ?? '', 'open');
    const turns = watchTurns();
    await practice.send(draft);
    await practice.call('outbox.sendNow', {});
    await practice.until(
      () => practice.call('outbox.list', {}),
      (rows) => rows.length === 0,
      120_000,
    );
    turns.stop();
    // Some time passes between Postfix's answer and the mailbox.
    await practice.until(
      () => servers.dovecot.admin('mailbox', 'status', '-u', 'ana@clinic.example', 'messages', 'INBOX'),
      (line) => line.includes('messages=1'),
      60_000,
    );
    const [mail] = await servers.readMailbox('ana@clinic.example');
    console.info(`30 MB out: longest turn ${turns.longest()} ms`);
    expect(turns.longest()).toBeLessThan(longestTurnAllowed);
    const encoded = mail?.bytes.toString('latin1').replaceAll('\r\n', '') ?? '';
    expect(encoded.includes(file.toString('base64').replace(/=+$/, ''))).toBe(true);
  });

  it('of more than the server takes is refused before it is built, with the sizes', async () => {
    const { rows } = await practice.call('patients.list', { text: 'Ana', offset: 0, limit: 1 });
    const draft = await practice.writeNew(rows[0]?.id ?? '', { subject: 'Too much', html: '<div>All of it.</div>' });
    await practice.attach(draft.id, 'scan.pdf', new Uint8Array(45 * 1024 * 1024));
    await practice.choose(draft.threadId ?? '', 'open');
    expect(await practice.refusals(draft)).toContain('too-large');
    await practice.call('drafts.discard', { draftId: draft.id });
  });

  it('is asked for no longer where the password is wrong, and the account says so', async () => {
    const check = await practice.call('account.save', { ...accountOf(servers), password: 'wrong password' });
    expect(check).toMatchObject({
      imap: { ok: false, code: 'sign-in-refused' },
      smtp: { ok: false, code: 'sign-in-refused' },
    });
    expect(JSON.stringify(check)).not.toContain('wrong password');
    expect((await practice.call('account.get', {}))?.connection.state).not.toBe('failed');
  });
});

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
