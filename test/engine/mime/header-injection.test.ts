import { describe, expect, it } from 'vitest';
import { buildEncrypted, buildPayload, buildPlain, buildSealed } from '../../../main/engine/mime/build-message.ts';
import { isValidAddress } from '../../../main/engine/mime/header-guard.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import type { Mail } from '../../../main/engine/mime/types.ts';
import { mailOf } from './message-of.ts';

const armor = '-----BEGIN PGP MESSAGE-----\n\nwcBMA0\n-----END PGP MESSAGE-----\n';
const page = { name: 'letter.html', contentType: 'text/html', bytes: new Uint8Array(), contentId: null };

const breaks: readonly (readonly [string, string])[] = [
  ['CR', '\r'],
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['a folded CRLF', '\r\n '],
  ['NUL', '\0'],
  ['vertical tab', '\v'],
  ['NEL', '\u0085'],
  ['U+2028', '\u2028'],
  ['U+2029', '\u2029'],
  ['a lone surrogate', '\ud800'],
];

const fields: readonly (readonly [string, (value: string) => Partial<Mail>])[] = [
  ['From name', (value) => ({ from: { name: value, address: 'desk@clinic.example' } })],
  ['From address', (value) => ({ from: { name: '', address: value } })],
  ['Reply-To name', (value) => ({ replyTo: { name: value, address: 'a@mail.example' } })],
  ['To address', (value) => ({ to: [{ name: '', address: value }] })],
  ['Cc address', (value) => ({ cc: [{ name: '', address: value }] })],
  ['Subject', (value) => ({ subject: value })],
  ['Message-ID', (value) => ({ messageIdHeader: `<${value}@mail.example>` })],
  ['In-Reply-To', (value) => ({ inReplyTo: `<${value}@mail.example>` })],
  ['References', (value) => ({ references: [`<${value}@mail.example>`] })],
  ['a field of one\u2019s own', (value) => ({ headers: [{ name: 'Autocrypt', value }] })],
];

const files: readonly (readonly [string, (value: string) => Mail['attachments'][number]])[] = [
  ['name', (value) => ({ ...page, name: value })],
  ['type', (value) => ({ ...page, contentType: `text/html${value}` })],
  ['content id', (value) => ({ ...page, contentId: `${value}@clinic.example` })],
];

const refused = { code: expect.stringMatching(/^(header|recipient)-invalid$/) };

describe.each(fields)('%s', (_field, put) => {
  it.each(breaks)('with %s is refused by every builder', async (_name, sign) => {
    const mail = mailOf(put(`a${sign}Bcc: spy@evil.example`));
    await expect(buildPlain(mail)).rejects.toMatchObject(refused);
    await expect(buildPayload(mail, { subject: 'Message' })).rejects.toMatchObject(refused);
    await expect(buildEncrypted(mail, armor)).rejects.toMatchObject(refused);
    await expect(buildSealed(mail, '', null, page)).rejects.toMatchObject(refused);
  });
});

describe.each(files)('the %s of a file', (_field, put) => {
  it.each(breaks)('with %s is refused', async (_name, sign) => {
    const file = put(`a${sign}Bcc: spy@evil.example`);
    await expect(buildPlain(mailOf({ attachments: [file] }))).rejects.toMatchObject(refused);
    await expect(buildPayload(mailOf({ attachments: [file] }), { subject: 'x' })).rejects.toMatchObject(refused);
    await expect(buildSealed(mailOf(), '', null, file)).rejects.toMatchObject(refused);
  });
});

it('refuses a line end in the outer subject', async () => {
  await expect(buildPayload(mailOf(), { subject: 'a\r\nBcc: x@evil.example' })).rejects.toMatchObject({
    code: 'header-invalid',
  });
});

it.each([
  'Bcc',
  'bcc',
  'From',
  'Content-Type',
  'content-disposition',
  'Subject',
  'Resent-Bcc',
  'HP-Outer',
  'X A',
  'X:A',
  'X\r\nBcc',
  '',
])('refuses a field of one’s own named %j', async (name) => {
  await expect(buildPlain(mailOf({ headers: [{ name, value: 'x' }] }))).rejects.toMatchObject({
    code: 'header-invalid',
  });
});

it.each([
  '=?utf-8?Q?a=0D=0ABcc:_spy=40evil.example?=',
  'a%0D%0ABcc: spy@evil.example',
  'a\\r\\nBcc: x',
  '=?utf-8?B?DQpCY2M6IHg=?=',
])('writes the encoded form %j as the text it is, with no field of its own', async (text) => {
  const mail = mailOf({ subject: text, from: { name: text, address: 'desk@clinic.example' } });
  const raw = await buildPlain(mail);
  const message = await parseMessage(raw);
  expect(message).toMatchObject({ subject: text, from: [{ name: text, address: 'desk@clinic.example' }] });
  expect(message.headers.map(({ name }) => name)).not.toContain('bcc');
  expect(Buffer.from(raw).toString('latin1')).not.toMatch(/^Bcc/im);
});

it('never writes a Bcc field, whatever it is given', async () => {
  const mail = { ...mailOf(), bcc: [{ name: '', address: 'spy@evil.example' }] };
  for (const raw of [
    await buildPlain(mail),
    await buildPayload(mail, { subject: 'x' }),
    await buildEncrypted(mail, armor),
  ]) {
    // Boundaries and ids are drawn by chance, and may have these letters in them.
    const text = Buffer.from(raw)
      .toString('latin1')
      .replaceAll(/[\da-f]{16,}/g, '');
    expect(text).not.toMatch(/bcc|spy/i);
  }
});

describe('an address', () => {
  it.each([
    'a@b.example',
    'first.last+tag@sub.mail.example',
    "o'hara@mail.example",
    'a@größe.example',
    'a@localhost',
    'x_y-z=1@m.example',
  ])('%j can be written to', (address) => {
    expect(isValidAddress(address)).toBe(true);
  });

  it.each([
    '',
    'a',
    '@b.example',
    'a@',
    'a@b@c.example',
    '"a b"@c.example',
    '"a@b"@c.example',
    'a b@c.example',
    ' a@b.example',
    'a@b.example ',
    'a@b..example',
    '.a@b.example',
    'a..b@c.example',
    'a@-b.example',
    'a@[192.0.2.1]',
    'a@192.0.2.1',
    'a,b@c.example',
    'a@b.example,c@d.example',
    '<a@b.example>',
    'Ana <a@b.example>',
    'a@b_c.example',
    'jösé@b.example',
    'a@b.example\u0000',
    'a@b%2eexample',
    'a@b\u3002example\n',
    `${'x'.repeat(65)}@b.example`,
    `a@${'x'.repeat(64)}.example`,
    `a@${'x.'.repeat(130)}example`,
    'a@b.example>',
    'a@b/c.example',
    'a@b?c',
    '=?utf-8?Q?a?=@',
  ])('%j cannot', (address) => {
    expect(isValidAddress(address)).toBe(false);
  });
});
