import { randomBytes } from 'node:crypto';
import { createMessage, encrypt, readKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageView } from '../../../main/contract/messages.ts';
import type { LetterHeader } from '../../../main/contract/sealed/letter.ts';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { openSealedPage, writeSealedAnswer } from '../../support/patient.ts';
import { type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

/** A letter that went out, and where it stands. */
type SentLetter = { readonly header: LetterHeader; readonly threadId: string; readonly address: string };

describe.skipIf(!(await needMailServers()))('the answer to a sealed letter', { timeout: 60_000 }, () => {
  let servers: MailServers;
  let practice: Practice;
  let ana: SentLetter;
  let ben: SentLetter;
  let count = 0;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        { user: 'ana', password: 'password of a patient' },
        { user: 'ben', password: 'password of a patient' },
      ],
    });
    practice = await startPractice(servers);
    ana = await writeTo('Ana Ruiz', 'ana@clinic.example');
    ben = await writeTo('Ben Cole', 'ben@clinic.example');
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
  });

  async function writeTo(name: string, address: string): Promise<SentLetter> {
    const { patientId } = await practice.addPatient({ name, address });
    const phrase = await practice.givePhrase(patientId);
    const draft = await practice.writeNew(patientId, {
      subject: `Results of ${name}`,
      html: '<div>All is well.</div>',
    });
    const threadId = draft.threadId ?? '';
    await practice.choose(threadId, 'sealed');
    await practice.send(draft);
    await practice.call('outbox.sendNow', {});
    const [mail] = await practice.until(
      () => servers.readMailbox(address),
      (list) => list.length === 1,
      20_000,
    );
    const { header } = await openSealedPage(mail?.bytes ?? Buffer.alloc(0), phrase);
    return { header, threadId, address };
  }

  /** Lets a mail with this content arrive; gives back where and how it was filed, and after how many milliseconds. */
  async function arrive(mail: {
    readonly from: string;
    readonly body: string;
    readonly headers?: readonly string[];
  }): Promise<{ readonly threadId: string; readonly message: MessageView; readonly ms: number }> {
    count += 1;
    const messageId = `<answer-${count}@patients.example>`;
    const head = [
      `From: ${mail.from}`,
      `To: ${practiceAddress}`,
      `Subject: Locked answer ${count}`,
      `Message-ID: ${messageId}`,
      'MIME-Version: 1.0',
      ...(mail.headers ?? ['Content-Type: text/plain; charset=utf-8']),
    ];
    const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${mail.body.replace(/\r?\n/g, '\r\n')}\r\n`);
    const begun = performance.now();
    await servers.deliver(bytes, practiceAddress, 'world@elsewhere.example');
    const subject = `Locked answer ${count}`;
    const found = await practice.until(
      () => findMessage(subject),
      (message) => message !== null,
      20_000,
    );
    if (found === null) throw new Error('not found');
    return { ...found, ms: performance.now() - begun };
  }

  async function findMessage(subject: string) {
    const { rows } = await practice.call('threads.list', {
      view: { kind: 'role', role: 'inbox' },
      cursor: null,
      limit: 100,
    });
    for (const { id } of rows) {
      const { messages } = await practice.call('threads.get', { threadId: id });
      const message = messages.find((each) => each.subject === subject);
      if (message) return { threadId: id, message };
    }
    return null;
  }

  const binding = ({ status }: MessageView) => (status.kind === 'sealed-answer' ? status.binding : status.kind);
  const textOf = async ({ id }: MessageView) => (await practice.call('messages.body', { messageId: id })).text;
  const answer = (letter: SentLetter, text: string, change: Partial<LetterHeader> = {}) =>
    writeSealedAnswer({ ...letter.header, ...change }, text);

  const quoted = (text: string) => text.replace(/^/gm, '> ');
  const wrapped = (text: string) => text.replace(/(.{56})(?=.)/g, '$1\n');
  const asHtml = (text: string) =>
    `<html><body><p>Sent from my phone</p><div>${text.split('\n').join('<br>')}</div></body></html>`;

  it.each([
    ['as the page hands it over', (armor: string) => armor],
    ['wrapped at 72 columns and shorter', wrapped],
    ['quoted with "> "', (armor: string) => `On Tuesday you wrote:\n${quoted(armor)}`],
    [
      'between a greeting and a signature',
      (armor: string) => `Hello!\n\n${armor}\n\n-- \nAna Ruiz\nsent from my phone`,
    ],
    ['wrapped, quoted and signed', (armor: string) => `${quoted(wrapped(armor))}\n\n-- \nAna`],
  ])('stands in its thread within five seconds, %s', async (_, mangle) => {
    const text = `Thursday is fine (${count}).`;
    const { threadId, message, ms } = await arrive({ from: ana.address, body: mangle(await answer(ana, text)) });
    expect({ threadId, binding: binding(message) }).toEqual({ threadId: ana.threadId, binding: 'ours' });
    expect(await textOf(message)).toBe(text);
    expect(ms).toBeLessThan(5_000);
  });

  it('is found in a mail that is HTML only', async () => {
    const body = asHtml(await answer(ana, 'From the web mail.'));
    const headers = ['Content-Type: text/html; charset=utf-8'];
    const { threadId, message, ms } = await arrive({ from: ana.address, body, headers });
    expect({ threadId, binding: binding(message) }).toEqual({ threadId: ana.threadId, binding: 'ours' });
    expect(await textOf(message)).toBe('From the web mail.');
    expect(ms).toBeLessThan(5_000);
  });

  it('is found as an .asc file beside a text', async () => {
    const armor = await answer(ana, 'As a file.');
    const body = [
      '--b',
      'Content-Type: text/plain',
      '',
      'See the file.',
      '--b',
      'Content-Type: application/octet-stream; name="answer.asc"',
      'Content-Disposition: attachment; filename="answer.asc"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(armor).toString('base64'),
      '--b--',
    ].join('\n');
    const headers = ['Content-Type: multipart/mixed; boundary=b'];
    const { message } = await arrive({ from: ana.address, body, headers });
    expect(binding(message)).toBe('ours');
    expect(await textOf(message)).toBe('As a file.');
  });

  it('gets no tick and not into the thread with a wrong secret', async () => {
    const replySecret = randomBytes(32).toString('base64url');
    const { threadId, message } = await arrive({
      from: ana.address,
      body: await answer(ana, 'I am Ana, believe me.', { replySecret }),
    });
    expect(binding(message)).toBe('unverified');
    expect(threadId).not.toBe(ana.threadId);
  });

  it('gets no tick for a letter that was never written', async () => {
    const { message, threadId } = await arrive({
      from: ana.address,
      body: await answer(ana, 'An answer to nothing.', { letterId: 'lt_doesnotexist000' }),
    });
    expect(binding(message)).toBe('unverified');
    expect(threadId).not.toBe(ana.threadId);
  });

  it('is no answer at all without a secret, whoever encrypts it to the public key', async () => {
    const key = await readKey({ binaryKey: Buffer.from(ana.header.publicKey, 'base64') });
    const text = JSON.stringify({
      v: 1,
      l: ana.header.letterId,
      a: randomBytes(16).toString('base64url'),
      w: 1,
      t: 'Trust me.',
    });
    const armor = await encrypt({ message: await createMessage({ text }), encryptionKeys: key });
    const { message, threadId } = await arrive({ from: ana.address, body: armor });
    expect(message.status.kind).not.toBe('sealed-answer');
    expect(threadId).not.toBe(ana.threadId);
    expect(await textOf(message)).not.toContain('Trust me.');
  });

  it('is a copy when it comes again, also from somebody else', async () => {
    const armor = await answer(ana, 'Only once.');
    expect(binding((await arrive({ from: ana.address, body: armor })).message)).toBe('ours');
    expect(binding((await arrive({ from: ana.address, body: armor })).message)).toBe('copy');
    expect(binding((await arrive({ from: 'eve@bad.example', body: armor })).message)).toBe('copy');
  });

  it('carries a warning when it comes from another address', async () => {
    const { message, threadId } = await arrive({
      from: 'ana.at.work@office.example',
      body: await answer(ana, 'From my work address.'),
    });
    expect({ binding: binding(message), threadId }).toEqual({ binding: 'other-address', threadId: ana.threadId });
  });

  it('of one patient never gets into the thread of another', async () => {
    const fromBen = await arrive({ from: ben.address, body: await answer(ana, 'Ben with a letter of Ana.') });
    expect(binding(fromBen.message)).toBe('other-address');
    const { replySecret } = ben.header;
    const mixed = await arrive({ from: ben.address, body: await answer(ana, 'Two letters mixed.', { replySecret }) });
    expect(binding(mixed.message)).toBe('unverified');
    expect(mixed.threadId).not.toBe(ana.threadId);
    const { messages } = await practice.call('threads.get', { threadId: ben.threadId });
    expect(messages).toHaveLength(1);
  });

  it('is found by searching its text', async () => {
    const view = { kind: 'search', text: 'phone believe' } as const;
    const { rows } = await practice.call('threads.list', { view, cursor: null, limit: 10 });
    expect(rows).toEqual([]);
    const found = await practice.call('threads.list', {
      view: { kind: 'search', text: 'web mail' },
      cursor: null,
      limit: 10,
    });
    expect(found.rows.map(({ id }) => id)).toEqual([ana.threadId]);
  });
});
