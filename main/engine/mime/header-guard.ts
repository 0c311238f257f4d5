import { asciiDomain } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import type { Address, Attachment, HeaderField, MailHeaders } from './types.ts';

/** Line ends in any reading (CR, LF, NEL, U+2028, U+2029), NUL and the other control characters. A tab is a blank. */
const forbidden = /[^\P{Cc}\t]|[\u2028\u2029]/u;
const dotAtom = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const token = /^[\w!#$%&'*+.^`|~-]{1,100}$/;
const mediaType = /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/i;
const identifier = /^<[^\s<>]{1,900}>$/;
/** Fields that the builders write themselves, or that must never be written. */
const reserved = new Set(
  'from sender to cc bcc reply-to subject date message-id in-reply-to references mime-version return-path received hp-outer dkim-signature'.split(
    ' ',
  ),
);

/** Throws `header-invalid` where a value could end its line or break the encoding. The facts name the field, not the value. */
export function guardHeaderValue(value: string, field: string): void {
  if (!value.isWellFormed() || forbidden.test(value)) throw new EngineError('header-invalid', { field });
}

/** Throws `recipient-invalid` for anything but a plain `local@domain` (RFC 5321, without quotes and literals). */
export function guardAddress({ name, address }: Address, field: string): void {
  guardHeaderValue(name, field);
  if (!isValidAddress(address)) throw new EngineError('recipient-invalid', { field });
}

/**
 * True for an address that can be written to: one "@", a dot-atom before it in ASCII (no SMTPUTF8 yet), a host name after
 * it (an international one counts). Quoted local parts are refused: programs disagree on where such an address ends.
 */
export function isValidAddress(address: string): boolean {
  const [local, domain, ...others] = address.split('@');
  if (local === undefined || domain === undefined || others.length > 0) return false;
  if (local.length > 64 || !dotAtom.test(local)) return false;
  const ascii = asciiDomain(domain);
  return ascii !== null && ascii.length <= 253 && ascii.split('.').every((part) => label.test(part));
}

/** The address as it goes on the wire: an international domain in its ASCII form. The address must be valid. */
export function wireAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${asciiDomain(address.slice(at + 1)) ?? ''}`;
}

/** Checks all fields of a mail before anything is built. Throws `header-invalid` or `recipient-invalid`. */
export function guardMailHeaders(mail: MailHeaders): void {
  guardAddress(mail.from, 'From');
  if (mail.replyTo !== undefined) guardAddress(mail.replyTo, 'Reply-To');
  for (const address of mail.to) guardAddress(address, 'To');
  for (const address of mail.cc) guardAddress(address, 'Cc');
  guardHeaderValue(mail.subject, 'Subject');
  if (!Number.isSafeInteger(mail.date) || mail.date < 0 || mail.date > 253_402_300_799_999) {
    throw new EngineError('header-invalid', { field: 'Date' });
  }
  guardIdentifier(mail.messageIdHeader, 'Message-ID');
  if (mail.inReplyTo !== null) guardIdentifier(mail.inReplyTo, 'In-Reply-To');
  for (const id of mail.references) guardIdentifier(id, 'References');
  for (const field of mail.headers ?? []) guardField(field);
}

/** Checks what of an attachment stands in a header. Throws `header-invalid`. */
export function guardAttachment({ name, contentType, contentId }: Attachment): void {
  guardHeaderValue(name, 'Content-Disposition');
  if (!mediaType.test(contentType)) throw new EngineError('header-invalid', { field: 'Content-Type' });
  if (contentId !== null) guardIdentifier(`<${contentId}>`, 'Content-ID');
}

function guardIdentifier(id: string, field: string): void {
  guardHeaderValue(id, field);
  if (!identifier.test(id)) throw new EngineError('header-invalid', { field });
}

function guardField({ name, value }: HeaderField): void {
  const lower = name.toLowerCase();
  if (!token.test(name) || reserved.has(lower) || /^(content|resent|arc)-/.test(lower)) {
    throw new EngineError('header-invalid', { field: token.test(name) ? name : 'name' });
  }
  guardHeaderValue(value, name);
}
