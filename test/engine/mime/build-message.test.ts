import { describe, expect, it } from 'vitest';
import {
  buildEncrypted,
  buildPlain,
  buildSealed,
  newMessageIdHeader,
} from '../../../main/engine/mime/build-message.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { readTopLayer } from '../../../main/engine/mime/top-layer.ts';
import { mailOf } from './message-of.ts';

const armor = '-----BEGIN PGP MESSAGE-----\n\nwcBMA0\n=abcd\n-----END PGP MESSAGE-----\n';
const written = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const page = { name: 'letter.html', contentType: 'text/html', bytes: Buffer.from('<p>sealed</p>'), contentId: null };

describe('a plain mail', () => {
  it('is 7-bit, with CRLF and short lines, and tells neither host, program nor time zone', async () => {
    const raw = written(
      await buildPlain(
        mailOf({ text: `Grüße\n${'long '.repeat(500)}\n${'x'.repeat(3_000)}`, html: `<p>${'ü'.repeat(2_000)}</p>` }),
      ),
    );
    expect(raw).toMatch(/^[\r\n\t -~]+$/);
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(raw).toContain('Date: Mon, 24 Nov 2025 09:30:15 +0000\r\n');
    expect(raw).not.toMatch(/nodemailer|_NmP|postern|X-Mailer|User-Agent|Bcc/i);
  });

  it('has each field once', async () => {
    const raw = written(
      await buildPlain(
        mailOf({
          cc: [{ name: '', address: 'c@mail.example' }],
          replyTo: { name: 'Desk', address: 'reply@clinic.example' },
          inReplyTo: '<1@mail.example>',
          references: ['<0@mail.example>', '<1@mail.example>'],
          headers: [{ name: 'Auto-Submitted', value: 'auto-generated' }],
        }),
      ),
    );
    const names = (raw.split('\r\n\r\n')[0] ?? '').split('\r\n').flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? []);
    expect(names).toEqual(
      'From Reply-To To Cc Subject Date Message-ID In-Reply-To References Auto-Submitted MIME-Version Content-Type Content-Transfer-Encoding'.split(
        ' ',
      ),
    );
  });

  it('has its pictures beside its HTML, and files after both', async () => {
    const message = await parseMessage(
      await buildPlain(
        mailOf({
          html: '<img src="cid:logo@clinic.example">',
          attachments: [
            {
              name: 'logo.png',
              contentType: 'image/png',
              bytes: new Uint8Array([1]),
              contentId: 'logo@clinic.example',
            },
            { name: 'old.eml', contentType: 'message/rfc822', bytes: Buffer.from('Subject: x\n\ny'), contentId: null },
          ],
        }),
      ),
    );
    expect(message.parts.map(({ path, name, contentType, contentId }) => [path, name, contentType, contentId])).toEqual(
      [
        ['1.2.2', 'logo.png', 'image/png', 'logo@clinic.example'],
        ['2', 'old.eml', 'application/octet-stream', null],
      ],
    );
  });

  it('keeps what looks like an encoded word, runs of blanks and dots at line starts as typed', async () => {
    const subject = 'a  b =?utf-8?Q?=0D=0ABcc:_x?= ';
    const text = '.\n..\nFrom here\n\n-- \nsig';
    const mail = mailOf({ subject, text, to: [{ name: '=?utf-8?Q?x?=', address: 'a@mail.example' }] });
    const message = await parseMessage(await buildPlain(mail));
    expect(message).toMatchObject({ subject: subject.trim(), text, to: mail.to });
  });

  it('keeps many references short: the first and the newest', async () => {
    const references = Array.from({ length: 100 }, (_, index) => `<${index}@mail.example>`);
    const message = await parseMessage(await buildPlain(mailOf({ references })));
    expect(message.references).toHaveLength(30);
    expect([message.references[0], message.references.at(-1)]).toEqual(['<0@mail.example>', '<99@mail.example>']);
  });

  it('folds the key of an Autocrypt field, and refuses another value too long to fold', async () => {
    const value = `addr=desk@clinic.example; keydata=${'QUJD'.repeat(1_000)}`;
    const message = await parseMessage(await buildPlain(mailOf({ headers: [{ name: 'Autocrypt', value }] })));
    const field = message.headers.find(({ name }) => name === 'autocrypt')?.value ?? '';
    expect(field.replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
  });
});

describe('an encrypted mail', () => {
  it('is PGP/MIME with the neutral subject, and no name of a recipient', async () => {
    const {
      text: _text,
      html: _html,
      attachments: _attachments,
      ...headers
    } = mailOf({
      subject: 'Message from Elm Street Clinic',
      cc: [{ name: 'Luis Ruiz', address: 'luis@mail.example' }],
    });
    const raw = await buildEncrypted(headers, armor);
    const layer = readTopLayer(raw);
    expect(layer.kind === 'pgp-encrypted' && Buffer.from(layer.ciphertext).toString()).toBe(
      armor.replaceAll('\n', '\r\n'),
    );
    expect(await parseMessage(raw)).toMatchObject({
      subject: 'Message from Elm Street Clinic',
      from: [{ name: 'Elm Street Clinic' }],
      to: [{ name: '', address: 'ana@mail.example' }],
      cc: [{ name: '', address: 'luis@mail.example' }],
    });
    expect(written(raw)).not.toContain('Ruiz');
  });

  it.each([
    ['clear text', 'Dear Ana'],
    ['text before the armor', `Dear Ana\n${armor}`],
    ['text after the armor', `${armor}Dear Ana`],
    ['bytes that are not ASCII', armor.replace('wcB', 'wü')],
  ])('refuses %s in place of the armor', async (_name, wrong) => {
    await expect(buildEncrypted(mailOf(), wrong)).rejects.toMatchObject({ code: 'protection-mismatch' });
  });
});

it('carries a sealed letter as its one attachment, behind plain sentences', async () => {
  const raw = await buildSealed(
    mailOf({ subject: 'Message from Elm Street Clinic' }),
    'Two sentences.',
    '<p>Two.</p>',
    page,
  );
  expect(await parseMessage(raw)).toMatchObject({
    subject: 'Message from Elm Street Clinic',
    to: [{ name: '', address: 'ana@mail.example' }],
    text: 'Two sentences.',
    html: '<p>Two.</p>',
    parts: [
      { name: 'letter.html', contentType: 'text/html', disposition: 'attachment', bytes: new Uint8Array(page.bytes) },
    ],
    warnings: [],
  });
  expect(written(raw)).not.toContain('Ruiz');
});

it('makes message ids of 128 random bits at the domain, in ASCII', () => {
  const ids = Array.from({ length: 1_000 }, () => newMessageIdHeader('clinic.example'));
  expect(new Set(ids).size).toBe(1_000);
  expect(ids[0]).toMatch(/^<[0-9a-f]{32}@clinic\.example>$/);
  expect(newMessageIdHeader('größe.example')).toMatch(/@xn--gre-6ka8i\.example>$/);
  expect(() => newMessageIdHeader('a\r\nb')).toThrow('header-invalid');
});
