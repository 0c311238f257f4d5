import { defaultLimits, type MimeLimits } from './limits.ts';
import type { HeaderField } from './types.ts';

/** What is left of the header limits; shared by all entities of one message. */
export type HeaderBudget = { fields: number; bytes: number; cut: boolean };

/** A header block: its fields, and where the body starts. */
export type HeaderBlock = { readonly fields: readonly HeaderField[]; readonly bodyStart: number };

const lineFeed = 0x0a;
const colon = 0x3a;
const space = 0x20;
const tab = 0x09;
const longestFieldName = 256;
const notAscii = /[\x80-\xff]/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');

/** A fresh budget of the limits given. */
export function newHeaderBudget(limits: MimeLimits): HeaderBudget {
  return { fields: limits.headerFields, bytes: limits.headerBytes, cut: false };
}

/**
 * Reads the header block that starts at `start` (RFC 5322, 2.2). A line that is no field is passed over where a field
 * follows it (a long field somebody wrapped without indenting), and starts the body otherwise. `isDelimiter` says
 * whether a line starting with "--" ends the entity before its body began.
 */
export function readHeaderBlock(
  raw: Buffer,
  start: number,
  end: number,
  limits: MimeLimits,
  budget: HeaderBudget,
  isDelimiter: (lineStart: number, lineEnd: number) => boolean = () => false,
): HeaderBlock {
  const fields: HeaderField[] = [];
  let position = start;
  if (start === 0 && startsWithMailboxLine(raw)) position = lineAfter(raw, 0, end);
  while (position < end) {
    const next = lineAfter(raw, position, end);
    const lineEnd = trimLineEnd(raw, position, next);
    if (lineEnd === position) return { fields, bodyStart: next };
    if (raw[position] === 0x2d && raw[position + 1] === 0x2d && isDelimiter(position, lineEnd)) break;
    const nameEnd = fieldNameEnd(raw, position, lineEnd);
    if (nameEnd < 0) {
      if (next < end && fieldNameEnd(raw, next, lineAfter(raw, next, end)) >= 0) {
        position = next;
        continue;
      }
      break;
    }
    let fieldEnd = next;
    while (fieldEnd < end && isBlank(raw[fieldEnd])) fieldEnd = lineAfter(raw, fieldEnd, end);
    // A line of nothing but blanks also continues the field; it is not the blank line that ends the block.
    budget.fields -= 1;
    budget.bytes -= Math.min(fieldEnd - position, limits.fieldBytes);
    if (budget.fields < 0 || budget.bytes < 0) {
      budget.cut = true;
    } else {
      const colonAt = raw.indexOf(colon, nameEnd);
      const cutAt = Math.min(fieldEnd, colonAt + 1 + limits.fieldBytes);
      if (cutAt < fieldEnd) budget.cut = true;
      fields.push({
        name: raw.toString('latin1', position, nameEnd).toLowerCase(),
        value: unfold(decodeFieldBytes(raw, colonAt + 1, cutAt)),
      });
    }
    position = fieldEnd;
  }
  return { fields, bodyStart: position };
}

/** The bytes of a message before its body. */
export function headerBytes(raw: Uint8Array): Uint8Array {
  const message = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  return raw.subarray(
    0,
    readHeaderBlock(message, 0, message.length, defaultLimits, newHeaderBudget(defaultLimits)).bodyStart,
  );
}

/** The first value of a field, or null. `name` in lower case. */
export function findField(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

/** All values of a field, in order. `name` in lower case. */
export function listFields(fields: readonly HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value);
}

function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === tab;
}

/** Mailbox files put "From sender date" before the first field; some tools quote it with ">". */
function startsWithMailboxLine(raw: Buffer): boolean {
  const line = raw.toString('latin1', 0, 6);
  return line.startsWith('From ') || line === '>From ';
}

/** The start of the line after the one at `position`. */
function lineAfter(raw: Buffer, position: number, end: number): number {
  const at = raw.indexOf(lineFeed, position);
  return at < 0 || at >= end ? end : at + 1;
}

function trimLineEnd(raw: Buffer, start: number, next: number): number {
  let at = next;
  if (at > start && raw[at - 1] === lineFeed) at -= 1;
  while (at > start && raw[at - 1] === 0x0d) at -= 1;
  return at;
}

/**
 * Where a field's name ends, or -1 where the line is no field. A name is printable ASCII (RFC 5322, 2.2), blanks before
 * the colon are the obsolete form (4.5). Anything wider, a no-break space for example, would let a second From stand
 * where a strict reader sees none.
 */
function fieldNameEnd(raw: Buffer, start: number, lineEnd: number): number {
  const limit = Math.min(lineEnd, start + longestFieldName);
  let at = start;
  while (at < limit) {
    const byte = raw[at] ?? 0;
    if (byte === colon || byte <= space || byte > 0x7e) break;
    at += 1;
  }
  if (at === start) return -1;
  const nameEnd = at;
  while (at < limit && isBlank(raw[at])) at += 1;
  return raw[at] === colon && at < lineEnd ? nameEnd : -1;
}

/** Header bytes are ASCII, or UTF-8 (RFC 6532), or what old programs wrote: then Windows-1252. */
function decodeFieldBytes(raw: Buffer, start: number, end: number): string {
  const text = raw.toString('latin1', start, end);
  if (!notAscii.test(text)) return text;
  const bytes = raw.subarray(start, end);
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

/** Unfolding removes line ends and keeps the blanks after them (RFC 5322, 2.2.3). A bare CR becomes a blank. */
function unfold(value: string): string {
  return trimBlanks(value.replaceAll('\r\n', '').replaceAll('\n', '').replaceAll('\r', ' '));
}

/** `trim` would also remove Unicode spaces, and a regular expression is slow on long runs of blanks. */
function trimBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && (value[start] === ' ' || value[start] === '\t')) start += 1;
  while (end > start && (value[end - 1] === ' ' || value[end - 1] === '\t')) end -= 1;
  return value.slice(start, end);
}
