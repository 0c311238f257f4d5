import { randomBytes } from 'node:crypto';
import type { Attachment, Mail } from '../../../main/engine/mime/types.ts';

export const practiceAddress = 'desk@clinic.example';
export const correspondentAddress = 'ana@mail.example';

const photo: Attachment = {
  name: 'blood values, März.pdf',
  contentType: 'application/pdf',
  contentId: null,
  bytes: new Uint8Array(randomBytes(300_000)),
};

/** What is sent about, in both directions: each with a subject and people inside the protection. */
export const contents = {
  'text and protected headers': [],
  'an attachment': [photo],
} as const satisfies Readonly<Record<string, readonly Attachment[]>>;

export const words = { subject: 'Your thyroid values ½', text: 'The value is 2.4 mU/l.\nGrüße, María ☀' } as const;

/** Our letter to them. */
export function ourMail(attachments: readonly Attachment[]): Mail {
  return {
    messageIdHeader: `<${randomBytes(8).toString('hex')}@clinic.example>`,
    date: Date.now(),
    from: { name: 'Elm Street Clinic', address: practiceAddress },
    to: [{ name: 'Ana Ruiz', address: correspondentAddress }],
    cc: [],
    subject: words.subject,
    text: words.text,
    html: null,
    attachments,
    inReplyTo: null,
    references: [],
  };
}

/** Their letter to us as a mail program writes it, protected headers of the common draft included. Lines end with CRLF. */
export function theirEntity(attachments: readonly Attachment[]): Buffer {
  const text = Buffer.from(words.text.replaceAll('\n', '\r\n'), 'utf8').toString('base64');
  const head = [
    'From: Ana Ruiz <ana@mail.example>',
    `To: ${practiceAddress}`,
    `Subject: =?utf-8?B?${Buffer.from(words.subject).toString('base64')}?=`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
  ];
  const body = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', ...cut(text)];
  if (attachments.length === 0) {
    const [type = '', ...rest] = body;
    return Buffer.from([...head, `${type}; protected-headers="v1"`, ...rest, ''].join('\r\n'));
  }
  const files = attachments.flatMap(({ name, contentType, bytes }) => [
    '--inner',
    `Content-Type: ${contentType}`,
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`,
    'Content-Transfer-Encoding: base64',
    '',
    ...cut(Buffer.from(bytes).toString('base64')),
  ]);
  return Buffer.from(
    [
      ...head,
      'Content-Type: multipart/mixed; boundary=inner; protected-headers="v1"',
      '',
      '--inner',
      ...body,
      ...files,
      '--inner--',
      '',
    ].join('\r\n'),
  );
}

const cut = (base64: string): readonly string[] => base64.match(/.{1,76}/g) ?? [];

/** The message around it (RFC 3156). */
export function theirMail(kind: 'encrypted' | 'signed', armor: string, signed?: Uint8Array): Uint8Array {
  const head = [
    ...outside(kind),
    'MIME-Version: 1.0',
    `Content-Type: multipart/${kind}; protocol="application/pgp-${kind === 'encrypted' ? 'encrypted' : 'signature'}"; boundary=b`,
    '',
    '--b',
  ].join('\r\n');
  const crlf = armor.trimEnd().replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');
  if (signed === undefined) {
    const control = 'Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--b';
    return Buffer.from(`${head}\r\n${control}\r\nContent-Type: application/octet-stream\r\n\r\n${crlf}\r\n--b--\r\n`);
  }
  const signature = `\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\n${crlf}\r\n--b--\r\n`;
  return Buffer.concat([Buffer.from(`${head}\r\n`), signed, Buffer.from(signature)]);
}

/** The message around an entity of S/MIME, which names its own MIME-Version (RFC 8551, 3). */
export function theirSmimeMail(kind: 'encrypted' | 'signed', entity: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${outside(kind).join('\r\n')}\r\n`), entity]);
}

/** What stands outside; the subject does not where it would be read on the way. */
function outside(kind: 'encrypted' | 'signed'): readonly string[] {
  const subject = kind === 'encrypted' ? '...' : `=?utf-8?B?${Buffer.from(words.subject).toString('base64')}?=`;
  return [
    'From: Ana Ruiz <ana@mail.example>',
    `To: ${practiceAddress}`,
    `Subject: ${subject}`,
    `Message-ID: <${randomBytes(8).toString('hex')}@mail.example>`,
  ];
}
