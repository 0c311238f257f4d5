import { TextDecoder } from 'node:util';
import { decodeUtf7 } from './utf-7.ts';

/** Text decoded, and whether the label named a character set that nobody knows. */
export type DecodedText = { readonly text: string; readonly unknown: boolean };

/** Labels seen in mail that the Encoding Standard does not list. Case, "x-" and separators do not count. */
const aliases = new Map([
  ['cp932', 'shift_jis'],
  ['windows932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['cp950', 'big5'],
  ['cp874', 'windows-874'],
  ['tis620', 'windows-874'],
  ['iso2022jp1', 'iso-2022-jp'],
  ['iso2022jp2', 'iso-2022-jp'],
  ['cp50220', 'iso-2022-jp'],
  ['cp50221', 'iso-2022-jp'],
  ['eucjp', 'euc-jp'],
  ['euckr', 'euc-kr'],
  ['sjis', 'shift_jis'],
  ['shiftjis', 'shift_jis'],
  ['big5', 'big5'],
  ['macroman', 'macintosh'],
  ['utf8mb4', 'utf-8'],
]);
/** These say nothing of the upper 128 values; many programs write them over UTF-8. */
const sevenBit = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'default', 'unknown-8bit', '7bit', '8bit']);
const longestLabel = 64;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');
const decoders = new Map<string, TextDecoder | null>();
const mostDecoders = 200;

/** Decodes bytes by their charset label; without one, or with one nobody knows, as UTF-8 if they are that, else Windows-1252. */
export function decodeCharset(bytes: Uint8Array, label: string | null): DecodedText {
  const wanted = (label ?? '').trim().toLowerCase();
  if (sevenBit.has(wanted)) return { text: guess(bytes), unknown: false };
  if (/^(x-)?(unicode-1-1-)?utf-?7$/.test(wanted)) return { text: decodeUtf7(bytes), unknown: false };
  const decoder = findDecoder(wanted);
  return decoder === null ? { text: guess(bytes), unknown: true } : { text: decoder.decode(bytes), unknown: false };
}

function guess(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

function findDecoder(label: string): TextDecoder | null {
  if (label.length > longestLabel) return null;
  const known = decoders.get(label);
  if (known !== undefined) return known;
  const plain = label.replace(/^(x-|cs)/, '').replaceAll(/[\s._-]+/g, '');
  const decoder = newDecoder(label) ?? newDecoder(aliases.get(plain) ?? plain);
  // The map is bounded, since senders choose the labels.
  if (decoders.size < mostDecoders) decoders.set(label, decoder);
  return decoder;
}

function newDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
