import { findUrl } from '../../text/find-url.ts';

/** A run of lines of a plain text message: written, or quoted from an earlier one, or the signature below. */
export type TextBlock = {
  readonly kind: 'written' | 'quoted' | 'signature';
  readonly text: string;
  /** Number of its first line. */
  readonly line: number;
};

/** A stretch of text, or an address in it; `at` is its first character. */
export type TextPiece =
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'link'; readonly at: number; readonly text: string; readonly url: string };

const quoteLine = /^\s{0,3}>/;
const attribution = /^(?:on|am|le|el) .{5,300}(?:wrote|schrieb|écrit|escribió)\s*:\s*$/i;
/** Outlook and phones put the whole history below such a line, without marks. */
const historyBegins =
  /^\s*(?:-{2,}\s*(?:original message|forwarded message|mensaje original|ursprüngliche nachricht)\s*-{2,}|_{20,})\s*$/i;

function kindOfLine(lines: readonly string[], index: number): TextBlock['kind'] {
  const line = lines[index] ?? '';
  if (quoteLine.test(line)) return 'quoted';
  if (!/^(?:on|am|le|el) /i.test(line)) return 'written';
  // "On Tue, 24 Nov 2026 at 9:42, Ana Ruiz <ana@example.net>" is often broken into two lines.
  const next = lines[index + 1] ?? '';
  const whole = attribution.test(line) || (!quoteLine.test(next) && attribution.test(`${line} ${next}`));
  return whole ? 'quoted' : 'written';
}

/** Splits plain text into what was written and what is quoted, in order; joined again it is the same text. */
export function splitBlocks(text: string): TextBlock[] {
  const lines = text.replace(/\r\n?/g, '\n').trimEnd().split('\n');
  const blocks: { kind: TextBlock['kind']; line: number; lines: string[] }[] = [];
  let rest: TextBlock['kind'] | null = null;
  let attributed = false;
  lines.forEach((line, index) => {
    if (rest === null && line === '-- ') rest = 'signature';
    if (rest !== 'quoted' && historyBegins.test(line)) rest = 'quoted';
    let kind = rest ?? kindOfLine(lines, index);
    const last = blocks.at(-1);
    // The second half of a broken attribution, and empty lines inside a quote, stay with the quote.
    const quoteFollows = lines.slice(index + 1).find((next) => next.trim() !== '');
    if (attributed && last?.kind === 'quoted' && kind === 'written' && /:\s*$/.test(line)) kind = 'quoted';
    if (line.trim() === '' && last?.kind === 'quoted' && quoteFollows !== undefined && quoteLine.test(quoteFollows))
      kind = 'quoted';
    attributed = kind === 'quoted' && !quoteLine.test(line) && line.trim() !== '' && !attributed;
    if (last?.kind === kind) last.lines.push(line);
    else blocks.push({ kind, line: index, lines: [line] });
  });
  return blocks.map((block) => ({ kind: block.kind, line: block.line, text: block.lines.join('\n') }));
}

const address = /\b(?:https?:\/\/|www\.)[^\s<>"“”]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gi;

/** Punctuation behind an address belongs to the sentence, and a closing bracket only if none was opened inside. */
function trimTail(match: string): string {
  let end = match.replace(/[.,;:!?'")\]}>]+$/, (tail) => (tail.startsWith(')') && match.includes('(') ? ')' : ''));
  if (end === '') end = match;
  return end;
}

function targetOf(match: string): string | null {
  const href =
    match.includes('@') && !/^(?:https?:|www\.)/i.test(match)
      ? `mailto:${match}`
      : match.replace(/^www\./i, 'https://www.');
  return findUrl(href)?.href ?? null;
}

/** Finds web and mail addresses in plain text. */
export function linkify(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const found of text.matchAll(address)) {
    const match = trimTail(found[0]);
    const url = targetOf(match);
    if (url === null) continue;
    if (found.index > from) pieces.push({ kind: 'text', at: from, text: text.slice(from, found.index) });
    pieces.push({ kind: 'link', at: found.index, text: match, url });
    from = found.index + match.length;
  }
  if (from < text.length) pieces.push({ kind: 'text', at: from, text: text.slice(from) });
  return pieces;
}
