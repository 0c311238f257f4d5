/** What a file or a stretch of text holds, by its first bytes: its name and its type are only claims. */
export type PgpKind = 'public-key' | 'message' | 'signature';

/** RFC 9580, 5: what a transferable key, a message and a detached signature begin with. */
const tags: Readonly<Record<number, PgpKind>> = {
  4: 'message',
  8: 'message',
  6: 'public-key',
  1: 'message',
  3: 'message',
  18: 'message',
  2: 'signature',
};
const looksBinary = /\.(pgp|gpg|asc|key|sig)$/i;
/** Somebody may write a line or two above the armor. */
const searched = 4_096;

/** Null for what is not OpenPGP. Binary is looked for only where name or type speak of it, since a byte or two prove nothing. */
export function pgpKindOf(file: {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}): PgpKind | null {
  // A message or a page may have a key somewhere in it, and is no key for that.
  if (/^(message|multipart)\/|^text\/html$/.test(file.contentType)) return null;
  const head = new TextDecoder('latin1').decode(file.bytes.subarray(0, searched));
  const armored = /^-----BEGIN PGP (PUBLIC KEY BLOCK|MESSAGE|SIGNATURE)-----[ \t]*\r?$/m.exec(head)?.[1];
  if (armored !== undefined)
    return armored === 'MESSAGE' ? 'message' : armored === 'SIGNATURE' ? 'signature' : 'public-key';
  if (!looksBinary.test(file.name) && !file.contentType.startsWith('application/pgp-')) return null;
  return tags[tagOf(file.bytes[0] ?? 0)] ?? null;
}

/** The packet tag in the old or the new form of a packet's first byte (RFC 9580, 4.2); 0 for what is no packet. */
function tagOf(first: number): number {
  if ((first & 0x80) === 0) return 0;
  return (first & 0x40) === 0 ? (first >> 2) & 0xf : first & 0x3f;
}

/** Armor that stands in the text of a message, from `at` to before `end`. `text` is the block alone. */
export type InlineBlock = {
  readonly kind: 'encrypted' | 'signed';
  readonly text: string;
  readonly at: number;
  readonly end: number;
};

/** The first line of a text that is encrypted inline (RFC 9580, 6.2). */
export const encryptedBegins = '-----BEGIN PGP MESSAGE-----';
const begins = { encrypted: encryptedBegins, signed: '-----BEGIN PGP SIGNED MESSAGE-----' } as const;
const ends = { encrypted: '-----END PGP MESSAGE-----', signed: '-----END PGP SIGNATURE-----' } as const;
const mostBlocks = 20;

/**
 * Finds inline OpenPGP in a text, in the order it stands there. What an answer quotes ("> ") is no block. Takes time by the length
 * only.
 */
export function findInlineBlocks(text: string): readonly InlineBlock[] {
  const blocks: InlineBlock[] = [];
  for (let at = 0; blocks.length < mostBlocks; ) {
    const next = nextBlock(text, at);
    if (next === null) return blocks;
    const end = text.indexOf(ends[next.kind], next.at);
    if (end < 0) return blocks;
    at = end + ends[next.kind].length;
    blocks.push({ ...next, end: at, text: `${text.slice(next.at, at)}\n` });
  }
  return blocks;
}

function nextBlock(text: string, from: number): { readonly kind: InlineBlock['kind']; readonly at: number } | null {
  const encrypted = placeOf(text, 'encrypted', from);
  const signed = placeOf(text, 'signed', from);
  if (encrypted < 0 && signed < 0) return null;
  return signed < 0 || (encrypted >= 0 && encrypted < signed)
    ? { kind: 'encrypted', at: encrypted }
    : { kind: 'signed', at: signed };
}

/**
 * A signed text starts its line, for what stands before it would seem signed too. An encrypted one may have lost its lines where
 * HTML became text.
 */
function placeOf(text: string, kind: InlineBlock['kind'], from: number): number {
  const words = begins[kind];
  for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) {
    const line = text.slice(Math.max(from, text.lastIndexOf('\n', at - 1) + 1, at - 200), at).trim();
    if (line === '' || (kind === 'encrypted' && !line.startsWith('>'))) return at;
  }
  return -1;
}
