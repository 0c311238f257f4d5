import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKey } from 'openpgp';
import { beforeAll, describe, expect, test } from 'vitest';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import type { ReadInput, ReadMessage } from '../../../main/engine/mailbox/read-result.ts';
import { buildEncrypted, buildPayload, buildPlain } from '../../../main/engine/mime/build-message.ts';
import type { Mail } from '../../../main/engine/mime/types.ts';
import { autocryptHeader } from '../../../main/engine/protection/autocrypt.ts';
import { encryptAndSign } from '../../../main/engine/protection/openpgp.ts';
import { createPracticeKey, type PracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { lockAnswer } from '../../../renderer/sealed/lock-answer.ts';
import { describeCorpus } from '../../support/corpora.ts';

const now = Date.now();
const ana = 'ana@mail.example';
let ours: PracticeKey;
let hers: PracticeKey;
let candidates: ReadInput['candidates'];

beforeAll(async () => {
  ours = await createPracticeKey({ name: 'Elm Street', address: 'desk@elm.example', now });
  hers = await createPracticeKey({ name: 'Ana', address: ana, now });
  candidates = [{ fingerprint: hers.fingerprint, publicKey: hers.publicKey, addresses: [ana], compared: true }];
});

const read = (source: Uint8Array | string, more: Partial<ReadInput> = {}): Promise<ReadMessage> =>
  readMessage({
    source: typeof source === 'string' ? Buffer.from(source) : source,
    privateKeys: [ours.privateKey],
    candidates,
    ownAddress: 'desk@elm.example',
    arrivedAt: now,
    now,
    ...more,
  });

const mail = (more: Partial<Mail> = {}): Mail => ({
  messageIdHeader: '<1@mail.example>',
  date: now,
  from: { name: 'Ana', address: ana },
  to: [{ name: '', address: 'desk@elm.example' }],
  cc: [],
  subject: 'Re: Lab results',
  inReplyTo: '<0@elm.example>',
  references: ['<0@elm.example>'],
  text: 'The fever is gone.',
  html: null,
  attachments: [],
  ...more,
});

async function encrypted(more: Partial<Mail> = {}, to: Uint8Array = ours.publicKey): Promise<Uint8Array> {
  const whole = mail(more);
  const payload = await buildPayload(whole, { subject: '...' });
  const armored = await encryptAndSign({ payload, privateKey: hers.privateKey, recipients: [to], now });
  return buildEncrypted({ ...whole, subject: '...' }, armored);
}

describe('an encrypted message', () => {
  test('shows the subject, text and files from inside, and who signed', async () => {
    const file = { name: 'photo.jpg', contentType: 'image/jpeg', contentId: null, bytes: new Uint8Array([1, 2, 3]) };
    const message = await read(await encrypted({ attachments: [file] }));
    expect(message).toMatchObject({
      subject: 'Re: Lab results',
      baseSubject: 'Lab results',
      text: expect.stringContaining('The fever is gone.'),
      snippet: 'The fever is gone.',
      references: ['<0@elm.example>'],
      status: { kind: 'encrypted', signer: 'verified', fingerprint: hers.fingerprint, compared: true },
      warnings: [],
    });
    expect(message.attachments).toMatchObject([{ name: 'photo.jpg', bytes: new Uint8Array([1, 2, 3]) }]);
    expect(message.indexText).toContain('fever');
  });

  test('from another address than the signer’s has no tick, and the sender outside is the one shown', async () => {
    const source = Buffer.from(await encrypted())
      .toString('latin1')
      .replace(/^From: .*$/m, 'From: eve@bad.example');
    const message = await read(Buffer.from(source, 'latin1'));
    expect(message.from).toMatchObject([{ address: 'eve@bad.example' }]);
    expect(message.status).toMatchObject({ kind: 'encrypted', signer: 'mismatch' });
    expect(message.warnings).toContain('protected-from-differs');
  });

  test('by a key nobody knows is encrypted, and its signer unknown', async () => {
    expect((await read(await encrypted(), { candidates: [] })).status).toMatchObject({
      kind: 'encrypted',
      signer: 'unknown',
    });
  });

  test('for somebody else is listed as such', async () => {
    expect((await read(await encrypted({}, hers.publicKey))).status).toEqual({
      kind: 'unopenable',
      reason: 'not-for-us',
    });
  });

  test('is opened with an older key of ours too', async () => {
    const next = await createPracticeKey({ name: 'Elm Street', address: 'desk@elm.example', now });
    const { status } = await read(await encrypted(), { privateKeys: [next.privateKey, ours.privateKey] });
    expect(status).toMatchObject({ kind: 'encrypted', signer: 'verified' });
  });

  test('that was damaged on its way is listed, without its text', async () => {
    const source = Buffer.from(await encrypted()).toString('latin1');
    const middle = source.indexOf('\r\n\r\n', source.indexOf('BEGIN PGP MESSAGE')) + 300;
    const broken = `${source.slice(0, middle)}${source[middle] === 'A' ? 'B' : 'A'}${source.slice(middle + 1)}`;
    const message = await read(Buffer.from(broken, 'latin1'));
    expect(message.status).toEqual({ kind: 'unopenable', reason: 'damaged' });
    expect(message.text).not.toContain('fever');
  });

  test('inside a stranger’s multipart is plain, and stays closed', async () => {
    const inner = Buffer.from(await encrypted()).toString('latin1');
    const wrapped = `From: eve@bad.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSee below\r\n--x\r\n${inner.slice(inner.search(/^Content-Type: multipart/m))}\r\n--x--\r\n`;
    const message = await read(wrapped);
    expect(message.status).toEqual({ kind: 'plain' });
    expect(JSON.stringify([message.text, message.html, message.indexText])).not.toContain('fever');
  });
});

describe('an answer to a sealed letter', () => {
  const locked = (): Promise<string> =>
    lockAnswer({
      letter: {
        letterId: 'letter1',
        replySecret: 's'.repeat(43),
        publicKey: Buffer.from(ours.publicKey).toString('base64'),
        sentAt: now,
      },
      text: 'I feel better, gracias.',
      files: [{ name: 'arm.jpg', contentType: 'image/jpeg', bytes: new Uint8Array([9, 8, 7]) }],
      now,
    });
  const intact = {
    text: 'I feel better, gracias.',
    html: null,
    snippet: 'I feel better, gracias.',
    answer: { letterId: 'letter1', replySecret: 's'.repeat(43), answerId: expect.any(String) },
    attachments: [{ name: 'arm.jpg', contentType: 'image/jpeg', bytes: new Uint8Array([9, 8, 7]) }],
  };
  const escaped = (text: string): string => text.replaceAll('+', '&#43;').replaceAll('\n', '<br>\n');

  test.each<[string, (armored: string) => Partial<Mail>]>([
    ['as mail text', (text) => ({ text })],
    ['quoted', (text) => ({ text: text.replaceAll(/^/gm, '> ') })],
    ['with words around it', (text) => ({ text: `Hello,\n\n${text}\n\n--\nSent from my phone` })],
    ['as HTML only', (text) => ({ text: '', html: `<p>Hi</p><div>${escaped(text)}</div>` })],
    [
      'as a file',
      (text) => ({
        text: 'see file',
        attachments: [{ name: 'answer.asc', contentType: 'text/plain', contentId: null, bytes: Buffer.from(text) }],
      }),
    ],
  ])('is found %s', async (_, more) => {
    expect(await read(await buildPlain(mail(more(await locked()))))).toMatchObject(intact);
  });

  test('cannot be read without our key, and is then just text', async () => {
    const other = await createPracticeKey({ name: 'X', address: 'x@x.example', now });
    const source = await buildPlain(mail({ text: await locked() }));
    expect(await read(source, { privateKeys: [other.privateKey] })).toMatchObject({
      answer: null,
      status: { kind: 'plain' },
    });
  });
});

describe('an ordinary message', () => {
  test('offers the sender’s Autocrypt key, and nobody else’s', async () => {
    const headers = [{ name: 'Autocrypt', value: autocryptHeader(ana, hers.publicKey) }];
    expect((await read(await buildPlain(mail({ headers })))).autocryptKey).toEqual(hers.publicKey);
    const foreign = mail({ headers, from: { name: '', address: 'eve@bad.example' } });
    expect((await read(await buildPlain(foreign))).autocryptKey).toBeNull();
  });

  test.each([
    ['nothing at all', ''],
    ['no headers', '\r\n\r\njust text'],
    ['only garbage', '\u0000\u00ff\u0001'.repeat(1000)],
    [
      'a multipart a thousand deep',
      Array.from({ length: 1000 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join(
        '',
      ),
    ],
    ['an unknown charset', 'From: a@x.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\nqapla'],
  ])('with %s is read', async (_, source) => {
    await expect(read(source)).resolves.toMatchObject({ status: { kind: 'plain' } });
  });
});

describeCorpus('openpgp/thunderbird', (path) => {
  const verified = new Set([
    'signed-by-0xfbfcc82a015e7330-to-0xf231550c4f47e38e-unencrypted-with-key.eml',
    'signed-by-0xfbfcc82a015e7330-to-0xf231550c4f47e38e-unencrypted.eml',
  ]);
  const key = (name: string) => readFileSync(join(path, 'keys', name), 'utf8');
  const messages = path === '' ? [] : readdirSync(join(path, 'messages'));

  test.each(messages)('%s has a tick only where one is due', async (name) => {
    const known: ReadInput['candidates'][number][] = [];
    for (const [file, address] of [
      ['bob@openpgp.example-0xfbfcc82a015e7330-pub.asc', 'bob@openpgp.example'],
      ['carol@example.com-0x3099ff1238852b9f-pub.asc', 'carol@example.com'],
      ['alice@openpgp.example-0xf231550c4f47e38e-pub.asc', 'alice@openpgp.example'],
    ] as const) {
      const publicKey = (await readKey({ armoredKey: key(file) })).write();
      const fingerprint = (await readKey({ binaryKey: publicKey })).getFingerprint();
      known.push({ fingerprint, publicKey, addresses: [address], compared: false });
    }
    const { status } = await read(readFileSync(join(path, 'messages', name)), {
      privateKeys: [key('alice@openpgp.example-0xf231550c4f47e38e-secret.asc')],
      candidates: known,
    });
    const signer = 'signer' in status ? status.signer : null;
    expect(signer === 'verified').toBe(verified.has(name));
  });
});
