import { EngineError } from '../base/errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Beginnings of files that are no text, whatever their name says. */
const foreign: readonly (readonly [kind: string, beginning: readonly number[]])[] = [
  // An Excel workbook is a ZIP, too. It is never unpacked: no archive bomb can go off.
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['old-excel', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['compressed', [0x1f, 0x8b]],
  ['compressed', [0x42, 0x5a, 0x68]],
  ['compressed', [0x37, 0x7a, 0xbc, 0xaf]],
  ['compressed', [0x52, 0x61, 0x72, 0x21]],
];

/** Throws `import-unreadable` where the first bytes say that this is something else than text. */
export function assertText(head: Uint8Array): void {
  for (const [reason, beginning] of foreign) {
    if (beginning.every((byte, at) => head[at] === byte)) throw new EngineError('import-unreadable', { reason });
  }
  if (encodingByMark(head) === null && utf16ByZeros(head) === null && head.includes(0))
    throw new EngineError('import-unreadable', { reason: 'not-text' });
}

/** The encoding that a byte order mark names, and the mark's length. */
function encodingByMark(head: Uint8Array): { readonly encoding: Encoding; readonly mark: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  return null;
}

/** UTF-16 without a mark: in a list with Latin names almost every second byte is zero. */
function utf16ByZeros(head: Uint8Array): Encoding | null {
  const looked = Math.min(head.length, 64 * 1024);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < looked; at += 1) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = looked / 2;
  if (odd > half * 0.6 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.6 && odd < half * 0.05) return 'utf-16be';
  return null;
}

/**
 * The encoding of a text: by its mark, by its zeros, else UTF-8 where every byte is valid, else Windows-1252. Throws
 * `import-unreadable` where some of it is UTF-8 and some is not: reading it either way would spoil names.
 */
export function detectEncoding(pieces: () => Iterable<Uint8Array>): Encoding {
  const head = firstOf(pieces());
  const byMark = encodingByMark(head)?.encoding ?? utf16ByZeros(head);
  if (byMark !== null) return byMark;
  const strict = new TextDecoder('utf-8', { fatal: true });
  try {
    for (const piece of pieces()) strict.decode(piece, { stream: true });
    strict.decode();
    return 'utf-8';
  } catch {
    if (hasUtf8Letters(pieces())) throw new EngineError('import-unreadable', { reason: 'mixed-encoding' });
    return 'windows-1252';
  }
}

/** Two-byte letters of UTF-8, which as Windows-1252 would be "Ã" before a symbol. */
function hasUtf8Letters(pieces: Iterable<Uint8Array>): boolean {
  for (const piece of pieces) {
    for (let at = 0; at + 1 < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      const next = piece[at + 1] ?? 0;
      if ((byte === 0xc3 || byte === 0xc2) && next >= 0x80 && next <= 0xbf) return true;
    }
  }
  return false;
}

function firstOf(pieces: Iterable<Uint8Array>): Uint8Array {
  for (const piece of pieces) return piece;
  return new Uint8Array();
}

/** The text in stretches. Throws `import-unreadable` where characters turn up that no text has. */
export function* decodedText(pieces: Iterable<Uint8Array>, encoding: Encoding): Generator<string> {
  // The decoder leaves the byte order mark out by itself.
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (const piece of pieces) {
      const text = decoder.decode(piece, { stream: true });
      assertCharacters(text, encoding);
      if (text !== '') yield text;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError('import-unreadable', { reason: 'encoding' });
  }
}

function assertCharacters(text: string, encoding: Encoding): void {
  if (text.includes('\u0000')) throw new EngineError('import-unreadable', { reason: 'not-text' });
  // Bytes that Windows-1252 leaves empty come out as controls: it is another encoding.
  if (encoding === 'windows-1252' && /[\u0080-\u009f]/.test(text))
    throw new EngineError('import-unreadable', { reason: 'encoding' });
}
