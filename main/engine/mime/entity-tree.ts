import { findField, type HeaderBudget, readHeaderBlock } from './header-block.ts';
import type { MimeLimits } from './limits.ts';
import { parseStructuredField, type StructuredField } from './structured-field.ts';
import type { HeaderField, MessageWarning } from './types.ts';

/** One entity of RFC 2045: a header, a content type, and the bytes of its body in the raw message. */
export type Entity = {
  /** IMAP's section number (RFC 3501, 6.4.5); empty for a message that is a multipart. */
  readonly path: string;
  readonly fields: readonly HeaderField[];
  readonly type: StructuredField;
  readonly bodyStart: number;
  bodyEnd: number;
  readonly children: Entity[];
};

type Open = { readonly entity: Entity; readonly boundary: string; closed: boolean };

const longestBoundary = 1_000;
const plainText: StructuredField = { value: 'text/plain', parameters: new Map() };
const attachedMessage: StructuredField = { value: 'message/rfc822', parameters: new Map() };
const opaque: StructuredField = { value: 'application/octet-stream', parameters: new Map() };
const typeForm = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/;

/**
 * Splits a message into its entities in one pass, without recursion, so that nesting costs nothing. Only a line that is
 * exactly a delimiter of an open multipart splits (RFC 2046, 5.1.1); the innermost one wins.
 */
export function splitEntities(
  raw: Buffer,
  limits: MimeLimits,
  budget: HeaderBudget,
  warn: (warning: MessageWarning) => void,
): Entity {
  const stack: Open[] = [];
  /** Levels of the stack by boundary, innermost last: a line costs one look-up, however deep the nesting. */
  const levels = new Map<string, number[]>();
  let longest = 0;
  let count = 0;

  const findDelimiter = (lineStart: number, lineEnd: number): { level: number; closes: boolean } | null => {
    let end = lineEnd;
    while (end > lineStart && isBlankByte(raw[end - 1])) end -= 1;
    if (end - lineStart - 2 > longest + 2) return null;
    const line = raw.toString('latin1', lineStart + 2, end);
    const opens = levels.get(line)?.at(-1) ?? -1;
    const closes = line.endsWith('--') ? (levels.get(line.slice(0, -2))?.at(-1) ?? -1) : -1;
    if (opens < 0 && closes < 0) return null;
    return opens > closes ? { level: opens, closes: false } : { level: closes, closes: true };
  };

  const pop = () => {
    const open = stack.pop();
    if (open === undefined) return;
    const list = levels.get(open.boundary);
    list?.pop();
    if (list?.length === 0) levels.delete(open.boundary);
  };

  const startEntity = (start: number, path: string, fallback: StructuredField): Entity => {
    count += 1;
    const block = readHeaderBlock(
      raw,
      start,
      raw.length,
      limits,
      budget,
      (from, to) => findDelimiter(from, to) !== null,
    );
    const type = readType(block.fields, fallback);
    const isMultipart = type.value.startsWith('multipart/');
    const boundary = Buffer.from(type.parameters.get('boundary') ?? '', 'utf8')
      .toString('latin1')
      .trimEnd();
    const opens = isMultipart && boundary !== '' && boundary.length <= longestBoundary;
    const tooDeep = opens && stack.length >= limits.depth;
    if (tooDeep) warn('too-deep');
    const entity: Entity = {
      path,
      fields: block.fields,
      type: tooDeep ? opaque : type,
      bodyStart: block.bodyStart,
      bodyEnd: raw.length,
      children: [],
    };
    if (opens && !tooDeep) {
      levels.set(boundary, [...(levels.get(boundary) ?? []), stack.length]);
      stack.push({ entity, boundary, closed: false });
      longest = Math.max(longest, boundary.length);
    }
    return entity;
  };

  const root = startEntity(0, '', plainText);
  let current: Entity | null = stack.length > 0 ? null : root;
  let position = root.bodyStart;
  while (stack.length > 0) {
    const lineStart = findDashes(raw, position);
    if (lineStart < 0) break;
    const newline = raw.indexOf(0x0a, lineStart);
    const next = newline < 0 ? raw.length : newline + 1;
    const delimiter = findDelimiter(lineStart, endOfLine(raw, lineStart, next));
    position = next;
    if (delimiter === null) continue;
    // The line end before a delimiter belongs to the delimiter.
    const contentEnd = endOfLine(raw, Math.max(0, lineStart - 2), lineStart);
    if (current !== null) current.bodyEnd = Math.max(current.bodyStart, contentEnd);
    current = null;
    while (stack.length > delimiter.level + 1) closeEntity(stack, contentEnd, pop);
    const open = stack.at(-1);
    if (open === undefined) break;
    if (delimiter.closes) {
      closeEntity(stack, next, pop);
      continue;
    }
    if (count >= limits.parts) {
      warn('too-many-parts');
      break;
    }
    const path = `${open.entity.path}${open.entity.path === '' ? '' : '.'}${open.entity.children.length + 1}`;
    const depth = stack.length;
    const child = startEntity(next, path, open.entity.type.value === 'multipart/digest' ? attachedMessage : plainText);
    open.entity.children.push(child);
    current = stack.length > depth ? null : child;
    position = child.bodyStart;
  }
  return root;
}

function closeEntity(stack: readonly Open[], end: number, pop: () => void): void {
  const open = stack.at(-1);
  if (open !== undefined) open.entity.bodyEnd = Math.max(open.entity.bodyStart, end);
  pop();
}

/** A missing or misspelt type is plain text (RFC 2045, 5.2), unless it has a file's name. */
function readType(fields: readonly HeaderField[], fallback: StructuredField): StructuredField {
  const field = findField(fields, 'content-type');
  if (field === null) return fallback;
  const type = parseStructuredField(field);
  if (typeForm.test(type.value)) return type;
  if (type.value === 'text') return { ...type, value: 'text/plain' };
  return { ...type, value: type.parameters.has('name') ? 'application/octet-stream' : 'text/plain' };
}

/** The next line that starts with "--", at or after `position`, which is the start of a line. */
function findDashes(raw: Buffer, position: number): number {
  if (raw[position] === 0x2d && raw[position + 1] === 0x2d) return position;
  const at = raw.indexOf('\n--', position, 'latin1');
  return at < 0 ? -1 : at + 1;
}

function endOfLine(raw: Buffer, start: number, next: number): number {
  let at = next;
  if (at > start && raw[at - 1] === 0x0a) at -= 1;
  if (at > start && raw[at - 1] === 0x0d) at -= 1;
  return at;
}

function isBlankByte(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
