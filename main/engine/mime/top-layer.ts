import { findField, listFields, newHeaderBudget, readHeaderBlock } from './header-block.ts';
import { defaultLimits } from './limits.ts';
import { parseStructuredField, type StructuredField } from './structured-field.ts';
import { decodeTransfer, readTransferEncoding } from './transfer-encoding.ts';
import type { HeaderField } from './types.ts';

/** The outermost cryptographic layer of a message, and the bytes that belong to it. */
export type TopLayer =
  /** RFC 3156, 4: the armored OpenPGP message. */
  | { readonly kind: 'pgp-encrypted'; readonly ciphertext: Uint8Array }
  /** RFC 3156, 5: the signed entity, byte for byte with CRLF line ends, and the armored signature. */
  | { readonly kind: 'pgp-signed'; readonly signed: Uint8Array; readonly signature: Uint8Array }
  /** RFC 8551, 3.3 and 3.5.2: the CMS message, encrypted or signed around its content; itself says which. */
  | { readonly kind: 'smime-opaque'; readonly cms: Uint8Array }
  /** RFC 8551, 3.5.3: the signed entity as with OpenPGP, and the signature. */
  | { readonly kind: 'smime-signed'; readonly signed: Uint8Array; readonly signature: Uint8Array }
  | { readonly kind: 'none' };

type Part = { readonly fields: readonly HeaderField[]; readonly whole: Buffer; readonly body: Buffer };

const none: TopLayer = { kind: 'none' };
const smimeTypes = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime']);
const smimeSignatures = new Set(['application/pkcs7-signature', 'application/x-pkcs7-signature']);
const transparent = new Set(['', '7bit', '8bit', 'binary']);

/**
 * Finds the outermost cryptographic layer, and no other: a layer inside a foreign multipart covers only a part of what
 * is shown, and gets no status. Strict, since each leniency here is a way to show a tick for something unsigned:
 * exactly two parts of the right types, the right protocol, one Content-Type, a closing delimiter. All else is `none`.
 */
export function readTopLayer(raw: Uint8Array): TopLayer {
  const message = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const budget = newHeaderBudget(defaultLimits);
  const block = readHeaderBlock(message, 0, message.length, defaultLimits, budget);
  const [field, ...others] = listFields(block.fields, 'content-type');
  if (field === undefined || others.length > 0 || budget.cut) return none;
  const type = parseStructuredField(field);
  if (smimeTypes.has(type.value)) {
    const body = message.subarray(block.bodyStart);
    return { kind: 'smime-opaque', cms: decodeBody({ fields: block.fields, body, whole: message }) };
  }
  const isEncrypted = type.value === 'multipart/encrypted';
  if (!isEncrypted && type.value !== 'multipart/signed') return none;
  const protocol = (type.parameters.get('protocol') ?? '').toLowerCase();
  const isSmime = !isEncrypted && smimeSignatures.has(protocol);
  if (!isSmime && protocol !== (isEncrypted ? 'application/pgp-encrypted' : 'application/pgp-signature')) return none;
  if (!transparent.has(readTransferEncoding(findField(block.fields, 'content-transfer-encoding')))) return none;
  const parts = splitTwo(message.subarray(block.bodyStart), type.parameters.get('boundary') ?? '');
  if (parts === null) return none;
  if (isSmime) return readSmimeSigned(parts);
  return isEncrypted ? readEncrypted(parts) : readSigned(parts);
}

function readSmimeSigned([signed, signature]: readonly [Part, Part]): TopLayer {
  if (!smimeSignatures.has(partType(signature)?.value ?? '')) return none;
  return { kind: 'smime-signed', signed: withCrlf(signed.whole), signature: decodeBody(signature) };
}

function readEncrypted([control, data]: readonly [Part, Part]): TopLayer {
  if (partType(control)?.value !== 'application/pgp-encrypted') return none;
  if (partType(data)?.value !== 'application/octet-stream') return none;
  if (!/^\s*version:\s*1\s*$/i.test(decodeBody(control).toString('latin1').slice(0, 1_000))) return none;
  return { kind: 'pgp-encrypted', ciphertext: decodeBody(data) };
}

function readSigned([signed, signature]: readonly [Part, Part]): TopLayer {
  if (partType(signature)?.value !== 'application/pgp-signature') return none;
  return { kind: 'pgp-signed', signed: withCrlf(signed.whole), signature: decodeBody(signature) };
}

function partType(part: Part): StructuredField | null {
  const [field, ...others] = listFields(part.fields, 'content-type');
  return field === undefined || others.length > 0 ? null : parseStructuredField(field);
}

function decodeBody(part: Part): Buffer {
  const encoding = readTransferEncoding(findField(part.fields, 'content-transfer-encoding'));
  const bytes = decodeTransfer(part.body, encoding);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Splits a multipart that has exactly two parts and is closed; null for any other. */
function splitTwo(body: Buffer, boundary: string): readonly [Part, Part] | null {
  if (boundary === '' || boundary.length > 200) return null;
  const delimiter = Buffer.from(`--${boundary}`, 'utf8');
  const starts: number[] = [];
  const ends: number[] = [];
  let closed = false;
  for (let at = findLine(body, delimiter, 0); at >= 0; at = findLine(body, delimiter, at + delimiter.length)) {
    const newline = body.indexOf(0x0a, at);
    const next = newline < 0 ? body.length : newline + 1;
    const rest = body.toString('latin1', at + delimiter.length, Math.min(next, at + delimiter.length + 100));
    const opens = /^[ \t]*\r?\n?$/.test(rest);
    if (!opens && !/^--[ \t]*\r?\n?$/.test(rest)) continue;
    // A delimiter after the closing one, or a third part.
    if (closed || starts.length > 2) return null;
    if (starts.length > 0) ends.push(withoutLineEnd(body, at));
    if (opens) starts.push(next);
    else closed = true;
  }
  const [first, second] = starts;
  const [firstEnd, secondEnd] = ends;
  if (!closed || starts.length !== 2 || first === undefined || second === undefined) return null;
  if (firstEnd === undefined || secondEnd === undefined) return null;
  return [readPart(body, first, firstEnd), readPart(body, second, secondEnd)];
}

function readPart(body: Buffer, start: number, end: number): Part {
  const whole = body.subarray(start, Math.max(start, end));
  const block = readHeaderBlock(whole, 0, whole.length, defaultLimits, newHeaderBudget(defaultLimits));
  return { fields: block.fields, whole, body: whole.subarray(block.bodyStart) };
}

/** The next place at or after `position` where a line starts with the delimiter. */
function findLine(body: Buffer, delimiter: Buffer, position: number): number {
  let at = body.indexOf(delimiter, position);
  while (at > 0 && body[at - 1] !== 0x0a) at = body.indexOf(delimiter, at + 1);
  return at;
}

function withoutLineEnd(body: Buffer, position: number): number {
  let at = position;
  if (at > 0 && body[at - 1] === 0x0a) at -= 1;
  if (at > 0 && body[at - 1] === 0x0d) at -= 1;
  return at;
}

/**
 * The canonical form that is signed has CRLF line ends (RFC 3156, 5); some servers deliver bare LF. Blanks stay. Bytes that
 * have it already are not copied.
 */
function withCrlf(bytes: Buffer): Uint8Array {
  let bare = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0x0a && bytes[at - 1] !== 0x0d) bare += 1;
  }
  if (bare === 0) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const result = new Uint8Array(bytes.length + bare);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0a && bytes[at - 1] !== 0x0d) {
      result[length] = 0x0d;
      length += 1;
    }
    result[length] = byte;
    length += 1;
  }
  return result;
}
