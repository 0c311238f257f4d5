import { randomBytes } from 'node:crypto';
import { EngineError } from '../base/errors.ts';
import { joinBytes, type Pieces } from '../base/join-bytes.ts';
import { composeBody, composeEncryptedBody } from './compose-body.ts';
import { composeFields, outerHeaders, writeFields } from './header-fields.ts';
import { guardAttachment, guardMailHeaders, isValidAddress, wireAddress } from './header-guard.ts';
import type { Attachment, HeaderField, Mail, MailHeaders } from './types.ts';

const mimeVersion: HeaderField = { name: 'MIME-Version', value: '1.0' };
/** RFC 9788, and the parameter of the older draft that today's Thunderbird reads. */
const protectedParameters = '; hp="cipher"; protected-headers="v1"';
const armorStart = '-----BEGIN PGP MESSAGE-----\r\n';
const armorEnd = '\r\n-----END PGP MESSAGE-----';
/** What no armor holds: anything but printable ASCII, and line ends other than CRLF. Apart, since each alone is fast. */
const notArmor = /[^ -~\r\n]/;
const bareLineEnd = /\r(?!\n)|(?<!\r)\n/;

/** An ordinary mail, readable by all. Throws `header-invalid`, `recipient-invalid`. */
export async function buildPlain(mail: Mail): Promise<Uint8Array> {
  guardMail(mail);
  return join([...composeFields(mail), mimeVersion], composeBody(mail));
}

/**
 * The payload to be encrypted for a mail that `buildEncrypted` will carry: the whole header is inside, with `HP-Outer`
 * for each field as it stands outside (RFC 9788, 2.2). Give both the same mail and the same outer subject.
 * Throws `header-invalid`, `recipient-invalid`.
 */
export async function buildPayload(mail: Mail, outer: { readonly subject: string }): Promise<Uint8Array> {
  guardMail(mail);
  const outside = outerHeaders(mail, outer.subject);
  guardMailHeaders(outside);
  const copies = composeFields(outside).map(({ name, value }) => ({ name: 'HP-Outer', value: `${name}: ${value}` }));
  return join([...composeFields(mail), ...copies], composeBody(mail, protectedParameters));
}

/**
 * PGP/MIME (RFC 3156, 4). `headers.subject` is the neutral one; recipients' names are left out.
 * Throws `header-invalid`, `recipient-invalid`, and `protection-mismatch` where `armored` is no armored message.
 */
export async function buildEncrypted(headers: MailHeaders, armored: string): Promise<Uint8Array> {
  const outside = outerHeaders(headers, headers.subject);
  guardMailHeaders(outside);
  const armor = armored.includes('\r\n') ? armored : armored.replaceAll('\n', '\r\n');
  const isArmored =
    armor.startsWith(armorStart) &&
    armor.trimEnd().endsWith(armorEnd) &&
    ![notArmor, bareLineEnd].some((wrong) => wrong.test(armor));
  if (!isArmored) throw new EngineError('protection-mismatch', { reason: 'not-armored' });
  return join([...composeFields(outside), mimeVersion], [composeEncryptedBody(armor)]);
}

/**
 * The mail that carries a sealed letter: neutral subject, two plain sentences, and the letter as its one attachment (none
 * where it travels in a link). Recipients' names are left out. Throws `header-invalid`, `recipient-invalid`.
 */
export async function buildSealed(
  headers: MailHeaders,
  text: string,
  html: string | null,
  file: Attachment | null,
): Promise<Uint8Array> {
  const outside = outerHeaders(headers, headers.subject);
  guardMailHeaders(outside);
  if (file !== null) guardAttachment(file);
  const attachments = file === null ? [] : [file];
  return join([...composeFields(outside), mimeVersion], composeBody({ text, html, attachments }));
}

/** A new Message-ID: 128 random bits at the sender's mail domain, so that no computer's name is told. Throws `header-invalid`. */
export function newMessageIdHeader(domain: string): string {
  const address = `${randomBytes(16).toString('hex')}@${domain}`;
  if (!isValidAddress(address)) throw new EngineError('header-invalid', { field: 'Message-ID' });
  return `<${wireAddress(address)}>`;
}

function guardMail(mail: Mail): void {
  guardMailHeaders(mail);
  for (const attachment of mail.attachments) guardAttachment(attachment);
}

function join(fields: readonly HeaderField[], body: Pieces): Uint8Array {
  return joinBytes([Buffer.from(writeFields(fields), 'latin1'), ...body]);
}
