import { encodeWord, foldLines, quoteString } from 'nodemailer/lib/mime-funcs';
import { EngineError } from '../base/errors.ts';
import { wireAddress } from './header-guard.ts';
import type { Address, HeaderField, MailHeaders } from './types.ts';

const longestLine = 998;
const wordLength = 52;
const mostReferences = 30;
const keyLineLength = 70;

/** The header fields of a mail in the order written, each value encoded (RFC 2047) but not folded. There is no Bcc. */
export function composeFields(mail: MailHeaders): HeaderField[] {
  const fields: HeaderField[] = [{ name: 'From', value: encodeAddresses([mail.from]) }];
  if (mail.replyTo !== undefined) fields.push({ name: 'Reply-To', value: encodeAddresses([mail.replyTo]) });
  if (mail.to.length > 0) fields.push({ name: 'To', value: encodeAddresses(mail.to) });
  if (mail.cc.length > 0) fields.push({ name: 'Cc', value: encodeAddresses(mail.cc) });
  fields.push({ name: 'Subject', value: encodeText(mail.subject) });
  fields.push({ name: 'Date', value: new Date(mail.date).toUTCString().replace('GMT', '+0000') });
  fields.push({ name: 'Message-ID', value: mail.messageIdHeader });
  const inReplyTo = mail.inReplyTo === null ? [] : writableIds([mail.inReplyTo]);
  if (inReplyTo.length > 0) fields.push({ name: 'In-Reply-To', value: inReplyTo.join(' ') });
  const references = shortened(writableIds(mail.references));
  if (references.length > 0) fields.push({ name: 'References', value: references.join(' ') });
  for (const { name, value } of mail.headers ?? []) {
    fields.push({ name, value: name.toLowerCase() === 'autocrypt' ? breakKeyData(value) : encodeText(value) });
  }
  return fields;
}

/**
 * What may stand outside a protected mail: the neutral subject, and recipients without their names, since a name says
 * who is a patient here (RFC 9788, 3.2.3 calls this the shy policy). Used for the outer mail and for HP-Outer alike.
 */
export function outerHeaders(mail: MailHeaders, subject: string): MailHeaders {
  const nameless = ({ address }: Address): Address => ({ name: '', address });
  return { ...mail, subject, to: mail.to.map(nameless), cc: mail.cc.map(nameless) };
}

/** Fields as bytes, folded at 76 characters, without the empty line. Throws `header-invalid` for what cannot be folded. */
export function writeFields(fields: readonly HeaderField[]): string {
  return fields
    .map(({ name, value }) => {
      const folded = foldLines(`${name}: ${value}`, 76);
      if (folded.split('\r\n').some((line) => line.length > longestLine || line.trim() === '')) {
        throw new EngineError('header-invalid', { field: name });
      }
      return `${folded}\r\n`;
    })
    .join('');
}

/**
 * Plain printable text stays; the rest becomes encoded words. So does text that reads like an encoded word, which the
 * recipient would otherwise decode into something nobody wrote, and runs of blanks, which folding would ruin.
 */
function encodeText(text: string): string {
  if (!/[^ -~]|=\?| {2}|^ | $|[^ ]{200}/.test(text)) return text;
  return encodeWord(text, encodingFor(text), wordLength);
}

function encodeAddresses(addresses: readonly Address[]): string {
  return addresses
    .map(({ name, address }) => {
      const wire = wireAddress(address);
      return name.trim() === '' ? wire : `${encodeName(name.trim())} <${wire}>`;
    })
    .join(', ');
}

function encodeName(name: string): string {
  if (/^[A-Za-z0-9]+( [A-Za-z0-9]+)*$/.test(name) && name.length < 200) return name;
  const encoded = encodeText(name);
  return encoded === name ? quoteString(name) : encoded;
}

/** Q keeps mostly Latin text readable in raw form; B is shorter for the rest. */
function encodingFor(text: string): 'Q' | 'B' {
  const letters = text.replaceAll(/[^A-Za-z]/g, '').length;
  return letters * 2 > text.length ? 'Q' : 'B';
}

/** Ids of strangers may be longer than a line or not ASCII; such an id is left out, threading has the others. */
function writableIds(ids: readonly string[]): string[] {
  return ids.filter((id) => /^<[!-;=?-~]{1,250}>$/.test(id));
}

/** Keeps the first, which names the thread, and the newest ones. */
function shortened(ids: readonly string[]): readonly string[] {
  const [first, ...rest] = ids;
  return first === undefined || ids.length <= mostReferences ? ids : [first, ...rest.slice(-mostReferences + 1)];
}

/** Autocrypt's key data is one long word; blanks in it are allowed so that it can be folded (Autocrypt 1.1, 2.1). */
function breakKeyData(value: string): string {
  const at = value.indexOf('keydata=');
  if (at < 0) return value;
  const keyData = value.slice(at + 'keydata='.length).replaceAll(/\s/g, '');
  const lines = keyData.match(new RegExp(`.{1,${keyLineLength}}`, 'g')) ?? [];
  return `${value.slice(0, at)}keydata= ${lines.join(' ')}`;
}
