import { findInlineBlocks, type InlineBlock } from './pgp-blocks.ts';

/** What can be read, and in its place what cannot: block `index` of `findInlineBlocks`, or armor of another kind. */
export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'block'; readonly index: number; readonly protection: InlineBlock['kind'] }
  | { readonly kind: 'armor'; readonly holds: 'key' | 'unreadable' };

/** Armor that is no block: a key, a signature alone, or a message that was cut off. It goes on to its last line, or to the end. */
const otherArmor =
  /^[ \t]*-----BEGIN PGP ([A-Z ]{1,30})-----[ \t\r]*$(?:(?!\n[ \t]*-----END PGP)[\s\S])*(?:\n[ \t]*-----END PGP [A-Z ]{1,30}-----)?/m;
const anyArmor = /-----BEGIN PGP [A-Z ]{1,30}-----/;

/** Armor that an answer quotes is nobody's to open; one mark of the quote stays for it. */
const quotedArmor =
  /^([> \t]*>)[ \t]*-----BEGIN PGP [^\n]*(?:\n[> \t]*>(?![ \t]*-----END PGP)[^\n]*)*(?:\n[> \t]*>[ \t]*-----END PGP [^\n]*)?/gm;

/** RFC 9580, 7: the signed text between its headers and its signature, with "- " before dashes taken away. */
function signedText(block: string): string {
  const begin = block.search(/\n[ \t\r]*\n/);
  const end = block.lastIndexOf('-----BEGIN PGP SIGNATURE-----');
  if (begin < 0 || end < begin) return '';
  return block.slice(begin, end).trim().replaceAll(/^- /gm, '');
}

/**
 * A text without its armor: null where there is none in it. What was signed inline is read like the rest; that it was signed
 * shows where its block is opened.
 */
export function readableText(text: string): readonly TextPiece[] | null {
  if (!anyArmor.test(text)) return null;
  const pieces: TextPiece[] = [];
  let from = 0;
  findInlineBlocks(text).forEach(({ kind, at, end, text: block }, index) => {
    pieces.push(...withoutOtherArmor(text.slice(from, at)));
    if (kind === 'signed') pieces.push({ kind: 'text', text: signedText(block) });
    pieces.push({ kind: 'block', index, protection: kind });
    from = end;
  });
  pieces.push(...withoutOtherArmor(text.slice(from)));
  return pieces
    .map((piece) => (piece.kind === 'text' ? { ...piece, text: withoutEmptyEnds(piece.text) } : piece))
    .filter((piece) => piece.kind !== 'text' || piece.text !== '');
}

function withoutEmptyEnds(text: string): string {
  return text.replace(/^(?:[ \t\r]*\n)+/, '').trimEnd();
}

function withoutOtherArmor(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let rest = text.replaceAll(quotedArmor, '$1 …');
  for (let found = otherArmor.exec(rest); found !== null; found = otherArmor.exec(rest)) {
    pieces.push({ kind: 'text', text: rest.slice(0, found.index) });
    pieces.push({ kind: 'armor', holds: found[1] === 'PUBLIC KEY BLOCK' ? 'key' : 'unreadable' });
    rest = rest.slice(found.index + found[0].length);
  }
  pieces.push({ kind: 'text', text: rest });
  return pieces;
}
