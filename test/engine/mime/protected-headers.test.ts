import { describe, expect, it } from 'vitest';
import { buildEncrypted, buildPayload } from '../../../main/engine/mime/build-message.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { readProtectedHeaders, sameAddresses } from '../../../main/engine/mime/protected-headers.ts';
import { mailOf, parseLines } from './message-of.ts';

const armor = '-----BEGIN PGP MESSAGE-----\n\nwcBMA0\n-----END PGP MESSAGE-----\n';
const mail = mailOf({
  subject: 'Ana Ruiz: blood count — übersicht',
  replyTo: { name: 'Labor Müller', address: 'lab@clinic.example' },
  cc: [{ name: 'Luis Ruiz', address: 'luis@größe.example' }],
  inReplyTo: '<1@mail.example>',
  references: ['<0@mail.example>', '<1@mail.example>'],
  headers: [{ name: 'Autocrypt', value: `addr=desk@clinic.example; keydata=${'QUJD'.repeat(100)}` }],
});
const subject = 'Message from Elm Street Clinic';

describe('a payload we build', () => {
  it('has the whole header inside, and says so', async () => {
    const payload = await parseMessage(await buildPayload(mail, { subject }));
    expect(readProtectedHeaders(payload)).toMatchObject({
      scheme: 'hp',
      mode: 'cipher',
      subject: mail.subject,
      from: [mail.from],
      to: mail.to,
      cc: [{ name: 'Luis Ruiz', address: 'luis@xn--gre-6ka8i.example' }],
      replyTo: [mail.replyTo],
      date: mail.date,
      messageIdHeader: mail.messageIdHeader,
      inReplyTo: mail.inReplyTo,
      references: mail.references,
    });
    expect(payload.text).toBe(mail.text);
  });

  it('names in HP-Outer exactly the fields that stand outside', async () => {
    const payload = readProtectedHeaders(await parseMessage(await buildPayload(mail, { subject })));
    const outside = await parseMessage(await buildEncrypted({ ...mail, subject }, armor));
    const structural = new Set(['mime-version', 'content-type']);
    expect(payload?.outer).toEqual(outside.headers.filter(({ name }) => !structural.has(name)));
    expect(payload?.outer).toContainEqual({ name: 'subject', value: subject });
    expect(JSON.stringify(payload?.outer)).not.toMatch(/Ruiz|blood/);
  });

  it('marks the outermost Content-Type, whatever the body is', async () => {
    const file = { name: 'a.pdf', contentType: 'application/pdf', bytes: new Uint8Array([1]), contentId: null };
    for (const body of [{}, { html: '<p>x</p>' }, { attachments: [file] }]) {
      const raw = Buffer.from(await buildPayload({ ...mail, ...body }, { subject })).toString('latin1');
      expect(raw.replaceAll('\r\n ', ' ')).toMatch(/^Content-Type: [^\n]*; hp="?cipher"?/m);
      expect(raw).not.toMatch(/^MIME-Version/m);
    }
  });
});

describe('a payload of others', () => {
  it('is read in the older scheme', async () => {
    const payload = await parseLines('Subject: real', 'Content-Type: text/plain; protected-headers="v1"', '', 'x');
    expect(readProtectedHeaders(payload)).toMatchObject({
      scheme: 'v1',
      mode: null,
      subject: 'real',
      from: [],
      outer: [],
    });
  });

  it('is read as signed in clear', async () => {
    const payload = await parseLines(
      'Subject: real',
      'Content-Type: text/plain; hp="clear"',
      'HP-Outer: Subject: x',
      '',
      'x',
    );
    expect(readProtectedHeaders(payload)).toMatchObject({
      scheme: 'hp',
      mode: 'clear',
      outer: [{ name: 'subject', value: 'x' }],
    });
  });

  it.each([
    ['no mark', ['Subject: x', 'Content-Type: text/plain']],
    ['no type', ['Subject: x']],
    ['a mark nobody knows', ['Subject: x', 'Content-Type: text/plain; hp=maybe']],
    ['two types', ['Subject: x', 'Content-Type: text/plain; hp=cipher', 'Content-Type: text/plain']],
  ])('has no protected header with %s', async (_name, fields) => {
    expect(readProtectedHeaders(await parseLines(...fields, '', 'x'))).toBeNull();
  });

  it('has no subject inside where only other fields are', async () => {
    const payload = await parseLines('From: a@b.example', 'Content-Type: text/plain; hp=cipher', '', 'x');
    expect(readProtectedHeaders(payload)?.subject).toBeNull();
  });

  it('loses the copy of its header that was put before the text', async () => {
    const plain = await parseLines(
      'Content-Type: text/plain; hp=cipher; hp-legacy-display=1',
      '',
      'Subject: real',
      '',
      'Dear Ana',
      '',
      'x',
    );
    expect(plain.text).toBe('Dear Ana\n\nx');
    const html = await parseLines(
      'Content-Type: text/html; hp=cipher; hp-legacy-display=1',
      '',
      '<body><div class="header-protection-legacy-display"><pre>Subject: real</pre></div><p>Dear Ana</p></body>',
    );
    expect(html.html).toBe('<body><p>Dear Ana</p></body>');
  });
});

it('compares addresses without names, order and case', () => {
  const left = [
    { name: 'A', address: 'a@b.example' },
    { name: '', address: 'C@d.example' },
  ];
  expect(
    sameAddresses(left, [
      { name: '', address: 'c@D.example' },
      { name: '', address: 'a@b.example' },
    ]),
  ).toBe(true);
  expect(sameAddresses(left, [{ name: '', address: 'a@b.example' }])).toBe(false);
});
