import { decodeWords } from 'postal-mime';
import { decodeCharset } from './charset.ts';

/** A field such as Content-Type: the value in lower case, and its parameters, by name in lower case. */
export type StructuredField = { readonly value: string; readonly parameters: ReadonlyMap<string, string> };

type Section = { readonly index: number; readonly text: string; readonly encoded: boolean };
type Parameter = { readonly name: string; readonly text: string };

const mostParameters = 200;
/** A thousand open parentheses would else cost a million steps. */
const longestComment = 200;
/** No field with parameters is longer; what follows is not read. */
const longestField = 64 * 1024;
const sectionName = /^(.*?)\*(?:(\d{1,3})(\*)?)?$/;

/**
 * Reads a field with parameters (RFC 2045, 5.1; RFC 2231 for long and encoded values). Of a name that comes twice the
 * first counts. Comments are dropped, a missing semicolon is forgiven.
 */
export function parseStructuredField(field: string): StructuredField {
  const scanner = scan(field.slice(0, longestField));
  const parameters = new Map<string, string>();
  const sections = new Map<string, Section[]>();
  for (const { name, text } of scanner.parameters) {
    const match = name.includes('*') ? sectionName.exec(name) : null;
    if (match === null) {
      if (!parameters.has(name)) parameters.set(name, text);
      continue;
    }
    const base = match[1] ?? '';
    const list = sections.get(base) ?? [];
    sections.set(base, list);
    list.push({ index: Number(match[2] ?? 0), text, encoded: match[2] === undefined || match[3] === '*' });
  }
  for (const [name, list] of sections) parameters.set(name, joinSections(list));
  return { value: scanner.value.toLowerCase(), parameters };
}

/** A parameter that people read, such as a file name: encoded words in it are decoded, though no RFC allows them there. */
export function findTextParameter(field: StructuredField, name: string): string | null {
  const text = field.parameters.get(name);
  return text === undefined ? null : decodeWords(text);
}

/** RFC 2231, 3 and 4: sections in order of number; neighbours that are encoded may share a character. */
function joinSections(sections: readonly Section[]): string {
  const ordered = [...sections].sort((left, right) => left.index - right.index);
  let charset: string | null = 'utf-8';
  let result = '';
  let pending = '';
  const flush = () => {
    result += pending === '' ? '' : decodeCharset(percentDecode(pending), charset).text;
    pending = '';
  };
  for (const [position, section] of ordered.entries()) {
    if (!section.encoded) {
      flush();
      result += section.text;
      continue;
    }
    const quoted = position === 0 ? /^([^']*)'[^']*'(.*)$/s.exec(section.text) : null;
    if (quoted !== null) charset = quoted[1] === '' ? 'utf-8' : (quoted[1] ?? null);
    pending += quoted?.[2] ?? section.text;
  }
  flush();
  return result;
}

function percentDecode(text: string): Uint8Array {
  const source = Buffer.from(text, 'utf8');
  const bytes = new Uint8Array(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at += 1) {
    const byte = source[at] ?? 0;
    const pair = byte === 0x25 ? source.toString('latin1', at + 1, at + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(pair)) {
      bytes[length] = Number.parseInt(pair, 16);
      at += 2;
    } else {
      bytes[length] = byte;
    }
    length += 1;
  }
  return bytes.subarray(0, length);
}

/** One pass over the characters: value, then `name=value` pairs. */
function scan(field: string): { value: string; parameters: Parameter[] } {
  const parameters: Parameter[] = [];
  let at = skipBlanks(field, 0);
  const valueStart = at;
  while (at < field.length && !isOneOf(field[at], ' \t;(')) at += 1;
  const value = field.slice(valueStart, at);
  while (parameters.length < mostParameters) {
    at = skipBlanks(field, at);
    while (field[at] === ';') at = skipBlanks(field, at + 1);
    if (at >= field.length) break;
    const nameStart = at;
    while (at < field.length && !isOneOf(field[at], ' \t;=(')) at += 1;
    const name = field.slice(nameStart, at).toLowerCase();
    at = skipBlanks(field, at);
    if (field[at] !== '=') {
      if (at === nameStart) at += 1;
      continue;
    }
    at = skipBlanks(field, at + 1);
    const token = field[at] === '"' ? scanQuoted(field, at) : scanToken(field, at);
    parameters.push({ name, text: token.text });
    at = token.end;
  }
  return { value, parameters };
}

function scanQuoted(field: string, start: number): { text: string; end: number } {
  let text = '';
  let at = start + 1;
  while (at < field.length && field[at] !== '"') {
    if (field[at] === '\\' && at + 1 < field.length) at += 1;
    text += field[at];
    at += 1;
  }
  // What follows the closing quote up to the next semicolon belongs to nothing.
  at += 1;
  return { text, end: at };
}

/** Unquoted values run to the semicolon: `filename=my file.pdf` is common, and a parenthesis in a word is no comment. */
function scanToken(field: string, start: number): { text: string; end: number } {
  let at = start;
  let end = start;
  while (at < field.length && field[at] !== ';') {
    const blank = isOneOf(field[at], ' \t');
    if (blank && startsParameter(field, at)) break;
    if (blank && field[skipBlanksOnly(field, at)] === '(') break;
    at += 1;
    if (!blank) end = at;
    if (blank) at = skipBlanksOnly(field, at);
  }
  return { text: field.slice(start, end), end: at };
}

const nextParameter = /[ \t]+[a-z][a-z0-9*-]{0,40}=/iy;

function startsParameter(field: string, at: number): boolean {
  nextParameter.lastIndex = at;
  return nextParameter.test(field);
}

function isOneOf(character: string | undefined, set: string): boolean {
  return character !== undefined && set.includes(character);
}

function skipBlanksOnly(field: string, start: number): number {
  let at = start;
  while (isOneOf(field[at], ' \t')) at += 1;
  return at;
}

/** Skips blanks and comments (RFC 5322, 3.2.2). An unclosed or endless comment is only a parenthesis. */
function skipBlanks(field: string, start: number): number {
  let at = skipBlanksOnly(field, start);
  while (field[at] === '(') {
    const end = commentEnd(field, at);
    if (end < 0) return at + 1;
    at = skipBlanksOnly(field, end);
  }
  return at;
}

function commentEnd(field: string, start: number): number {
  let depth = 0;
  const limit = Math.min(field.length, start + longestComment);
  for (let at = start; at < limit; at += 1) {
    if (field[at] === '\\') at += 1;
    else if (field[at] === '(') depth += 1;
    else if (field[at] === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}
