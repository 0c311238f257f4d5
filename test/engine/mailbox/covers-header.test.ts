import { createMessage, readPrivateKey, sign } from 'openpgp';
import { beforeAll, describe, expect, test } from 'vitest';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';
import type { ReadMessage } from '../../../main/engine/mailbox/read-result.ts';
import { buildEncrypted, buildPayload } from '../../../main/engine/mime/build-message.ts';
import type { Mail } from '../../../main/engine/mime/types.ts';
import { encryptAndSign } from '../../../main/engine/protection/openpgp.ts';
import { createPracticeKey, type PracticeKey } from '../../../main/engine/protection/practice-key.ts';

const day = 24 * 3_600_000;
const now = Date.UTC(2026, 10, 24, 12);
const us = 'desk@elm.example';
const ana = 'ana@mail.example';
let ours: PracticeKey;
let hers: PracticeKey;

beforeAll(async () => {
  ours = await createPracticeKey({ name: 'Elm Street', address: us, now: now - 900 * day });
  hers = await createPracticeKey({ name: 'Ana', address: ana, now: now - 900 * day });
});

type Fields = Readonly<Record<string, string>>;

const written: Fields = {
  From: `Ana <${ana}>`,
  To: us,
  Subject: 'My new dose',
  Date: new Date(now).toUTCString().replace('GMT', '+0000'),
};
const lines = (fields: Fields) => Object.entries(fields).map(([name, value]) => `${name}: ${value}`);

/** A mail that Ana signed without encrypting it (RFC 3156, 5), with a header inside or without. */
async function signedMail(inside: Fields | null, outside: Fields, signedAt = now): Promise<Uint8Array> {
  const type = `Content-Type: text/plain; charset=utf-8${inside === null ? '' : '; hp="clear"'}`;
  const signed = [...lines(inside ?? {}), type, '', 'Twice a day now.'].join('\r\n');
  const signature = await sign({
    message: await createMessage({ binary: Buffer.from(signed) }),
    signingKeys: await readPrivateKey({ armoredKey: hers.privateKey }),
    detached: true,
    date: new Date(signedAt),
  });
  const whole = [
    ...lines(outside),
    'MIME-Version: 1.0',
    'Content-Type: multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha512; boundary=b',
    '',
    '--b',
    signed,
    '--b',
    'Content-Type: application/pgp-signature',
    '',
    signature,
    '--b--',
    '',
  ];
  return Buffer.from(whole.join('\r\n'));
}

const read = (source: Uint8Array, arrivedAt = now): Promise<ReadMessage> =>
  readMessage({
    source,
    privateKeys: [ours.privateKey],
    candidates: [{ fingerprint: hers.fingerprint, publicKey: hers.publicKey, addresses: [ana], compared: true }],
    ownAddress: us,
    arrivedAt,
    now: arrivedAt,
  });

const tick = { kind: 'signed', signer: 'verified', compared: true, covers: 'message' };
const textOnly = { ...tick, covers: 'text' };

describe('a signature', () => {
  test('over a header inside covers the whole message, and shows the subject from there', async () => {
    const { status, subject } = await read(await signedMail(written, { ...written, Subject: 'Free pills' }));
    expect({ status, subject }).toMatchObject({ status: tick, subject: 'My new dose' });
  });

  test('without a header inside covers the text alone: the subject is anybody’s', async () => {
    const { status, subject } = await read(await signedMail(null, { ...written, Subject: 'Send it to Eve' }));
    expect({ status, subject }).toMatchObject({ status: textOnly, subject: 'Send it to Eve' });
  });

  const { Subject: _subject, ...noSubject } = written;
  test.each<[string, Fields, Fields]>([
    ['to somebody else, sent on to us', { ...written, To: 'other@clinic.example' }, written],
    [
      'to somebody else, sent on as it was',
      { ...written, To: 'other@clinic.example' },
      { ...written, To: 'other@clinic.example' },
    ],
    ['with a recipient added outside', written, { ...written, Cc: 'eve@bad.example' }],
    ['with another place for answers outside', written, { ...written, 'Reply-To': 'eve@bad.example' }],
    ['whose header inside has no subject', noSubject, written],
    ['that says nothing of its recipients', { Subject: 'My new dose', From: ana }, written],
  ])('over a message %s covers the text alone', async (_, inside, outside) => {
    expect((await read(await signedMail(inside, outside))).status).toMatchObject(textOnly);
  });

  test('of an old message that comes again covers the text alone, whatever Date stands outside', async () => {
    const old = now - 400 * day;
    const date = new Date(old).toUTCString().replace('GMT', '+0000');
    const source = await signedMail({ ...written, Date: date }, written, old);
    expect((await read(source)).status).toMatchObject(textOnly);
    expect((await read(source, old + 3 * day)).status).toMatchObject(tick);
  });

  test('that says it was made long ago covers the text alone, whatever date stands inside', async () => {
    expect((await read(await signedMail(written, written, now - 30 * day))).status).toMatchObject(textOnly);
  });

  test('is dated by itself where the header inside has no date', async () => {
    const { Date: _date, ...undated } = written;
    expect((await read(await signedMail(undated, written))).status).toMatchObject(tick);
    expect((await read(await signedMail(undated, written, now - 30 * day))).status).toMatchObject(textOnly);
  });

  test('by somebody who may not speak for the sender gets no tick, header or not', async () => {
    const forged = { ...written, From: 'eve@bad.example' };
    expect((await read(await signedMail(written, forged))).status).toMatchObject({ signer: 'mismatch' });
  });
});

describe('a signed message that was encrypted', () => {
  const mail: Mail = {
    messageIdHeader: '<1@mail.example>',
    date: now,
    from: { name: 'Ana', address: ana },
    to: [{ name: '', address: us }],
    cc: [],
    subject: 'My new dose',
    inReplyTo: null,
    references: [],
    text: 'Twice a day now.',
    html: null,
    attachments: [],
  };

  async function encrypted(inside: Mail, outside: Mail): Promise<Uint8Array> {
    const payload = await buildPayload(inside, { subject: '...' });
    const options = { payload, privateKey: hers.privateKey, recipients: [ours.publicKey], now };
    return buildEncrypted({ ...outside, subject: '...' }, await encryptAndSign(options));
  }

  test('to us is covered as a whole', async () => {
    expect((await read(await encrypted(mail, mail))).status).toMatchObject({ ...tick, kind: 'encrypted' });
  });

  test('to another practice, which encrypted it anew for us, is covered in its text alone', async () => {
    const toOther = { ...mail, to: [{ name: '', address: 'front@oak.example' }] };
    expect((await read(await encrypted(toOther, mail))).status).toMatchObject({ ...textOnly, kind: 'encrypted' });
  });
});
