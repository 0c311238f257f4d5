import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { buildPayload, buildPlain } from '../../../main/engine/mime/build-message.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import type { Mail } from '../../../main/engine/mime/types.ts';
import { needPackages } from '../../support/debian.ts';
import { mailOf } from './message-of.ts';

/**
 * The second opinion: Python's email package, printing what it reads as JSON. The names compared fit one encoded word,
 * since Python 3.11 puts a blank between two.
 */
const reader = `
import sys, json, email, email.policy, email.utils
message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
body = lambda kind: (lambda part: part and part.get_content())(message.get_body((kind,)))
mailboxes = lambda name: [[a.display_name, a.addr_spec] for a in (message[name].addresses if message[name] else [])]
print(json.dumps({
  'subject': message['subject'], 'from': mailboxes('from'), 'to': mailboxes('to'), 'cc': mailboxes('cc'),
  'id': message['message-id'], 'date': message['date'].datetime.timestamp(),
  'text': body('plain'), 'html': body('html'),
  'files': [[p.get_filename(), p.get_content_type(), list(p.get_payload(decode=True))] for p in message.iter_attachments()],
  'defects': [str(d) for p in message.walk() for d in p.defects],
}))`;
const hasPython = spawnSync('python3', ['--version']).status === 0 || (await needPackages(['python3']));

const cases: readonly (readonly [string, Partial<Mail>])[] = [
  ['plain words', {}],
  [
    'names in many scripts',
    {
      from: { name: 'Dr. Müller "Elm"', address: 'desk@clinic.example' },
      to: [
        { name: '张伟', address: 'z@mail.example' },
        { name: 'Ña Núñez 😀', address: 'n@mail.example' },
      ],
      cc: [{ name: 'Ω (alpha) <beta>', address: 'o@mail.example' }],
    },
  ],
  ['a long subject', { subject: `Your results ${'and more results '.repeat(30)}end` }],
  ['a long subject that is not ASCII', { subject: `Größe — ${'über Ärzte und 😀 '.repeat(20)}Ende` }],
  ['long lines', { text: `${'x'.repeat(5_000)}\n${'word '.repeat(1_000)}end` }],
  ['8-bit text and HTML', { text: 'Grüße aus Köln\n\n“quotes” 😀\n日本語', html: '<p>Grüße &amp; <b>日本語</b></p>' }],
  [
    'files with names of any kind',
    {
      attachments: [
        {
          name: 'Befund Müller 2025.pdf',
          contentType: 'application/pdf',
          bytes: new Uint8Array([0, 1, 2, 255, 13, 10]),
          contentId: null,
        },
        { name: '検査結果.png', contentType: 'image/png', bytes: new Uint8Array([9]), contentId: null },
        { name: `${'lang '.repeat(30)}ü.txt`, contentType: 'text/plain', bytes: Buffer.from('a\nb'), contentId: null },
        { name: `it's "quoted"; a=b%.csv`, contentType: 'text/csv', bytes: Buffer.from('a,b'), contentId: null },
      ],
    },
  ],
  [
    'many recipients',
    { to: Array.from({ length: 100 }, (_, n) => ({ name: `Person Nr. ${n}`, address: `person-${n}@mail.example` })) },
  ],
  ['a text with odd lines', { text: '.\n..\n>From\nFrom me\n--b\n=20\n=\n\ttab\ntrailing  \nend' }],
];

const builders: readonly (readonly [string, (mail: Mail) => Promise<Uint8Array>])[] = [
  ['a plain mail', buildPlain],
  ['a payload', (mail) => buildPayload(mail, { subject: 'Message' })],
];

describe.each(builders)('%s', (_builder, build) => {
  it.each(cases)('with %s is read as it was written', async (_name, changes) => {
    const mail = mailOf(changes);
    const message = await parseMessage(await build(mail));
    expect(message).toMatchObject({
      subject: mail.subject,
      from: [mail.from],
      to: mail.to,
      cc: mail.cc,
      messageIdHeader: mail.messageIdHeader,
      date: mail.date,
      text: mail.text,
      html: mail.html,
      warnings: [],
    });
    expect(message.parts.map(({ contentType, bytes }) => [contentType, [...bytes]])).toEqual(
      mail.attachments.map(({ contentType, bytes }) => [contentType, [...bytes]]),
    );
    const saved = mail.attachments.map(({ name }) => name.replaceAll(/["?]/g, '_'));
    expect(message.parts.map(({ name }) => name)).toEqual(saved);
  });

  it.runIf(hasPython).each(cases)('with %s is read the same by Python', async (_name, changes) => {
    const mail = mailOf(changes);
    const python = spawnSync('python3', ['-c', reader], { input: await build(mail), maxBuffer: 64_000_000 });
    expect(python.stderr.toString()).toBe('');
    const lines = (text: unknown) => (typeof text === 'string' ? text.replaceAll('\r\n', '\n').trimEnd() : null);
    const read = JSON.parse(python.stdout.toString());
    expect({ ...read, text: lines(read.text), html: lines(read.html) }).toEqual({
      subject: mail.subject,
      from: [[mail.from.name, mail.from.address]],
      to: mail.to.map(({ name, address }) => [name, address]),
      cc: mail.cc.map(({ name, address }) => [name, address]),
      id: mail.messageIdHeader,
      date: mail.date / 1_000,
      text: mail.text,
      html: mail.html,
      files: mail.attachments.map(({ name, contentType, bytes }) => [name, contentType, [...bytes]]),
      defects: [],
    });
  });
});
