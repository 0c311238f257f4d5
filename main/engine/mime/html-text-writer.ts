const deepestQuote = 20;
const longestLinkText = 2_000;
const blanks = /[ \t\n\r\f\u00a0]+/g;
/** Fillers that newsletters put behind their preview line. */
const invisible = /[\u034f\u00ad\u200b\ufeff]/g;

/** Lays text out in lines: blanks folded as HTML does, blocks apart, quotes with ">". */
export type HtmlTextWriter = {
  readonly text: (text: string) => void;
  /** Ends the line; with 2, leaves an empty line too. Several in a row count once. */
  readonly block: (breaks: 1 | 2) => void;
  readonly lineBreak: () => void;
  readonly openQuote: () => void;
  readonly closeQuote: () => void;
  readonly openPreformatted: () => void;
  readonly closePreformatted: () => void;
  readonly openLink: (href: string) => void;
  readonly closeLink: () => void;
  readonly result: () => string;
};

export function createHtmlTextWriter(): HtmlTextWriter {
  const out: string[] = [];
  let breaks = 0;
  let atLineStart = true;
  let pendingBlank = false;
  let quotes = 0;
  let quotesBefore = 0;
  let preformatted = 0;
  let link: { href: string; text: string } | null = null;

  const prefix = (depth: number) => (depth === 0 ? '' : `${'>'.repeat(Math.min(depth, deepestQuote))} `);
  /** The quote depth of a line is that of its first word. */
  const startLine = () => {
    if (!atLineStart) return;
    for (; breaks > 0; breaks -= 1) {
      if (out.length > 0) out.push('\n');
      const both = Math.min(quotes, quotesBefore);
      if (breaks > 1 && out.length > 0 && both > 0) out.push(prefix(both).trimEnd());
    }
    out.push(prefix(quotes));
    quotesBefore = quotes;
    atLineStart = false;
    pendingBlank = false;
  };
  const endLine = (count: number) => {
    breaks = Math.max(breaks, count);
    atLineStart = true;
    pendingBlank = false;
  };
  const write = (word: string) => {
    startLine();
    out.push(pendingBlank ? ` ${word}` : word);
    pendingBlank = false;
  };
  const writeFolded = (text: string) => {
    const folded = text.replaceAll(invisible, '').replaceAll(blanks, ' ');
    const word = folded.trim();
    if (folded.startsWith(' ') && !atLineStart) pendingBlank = true;
    if (word === '') return;
    write(word);
    pendingBlank = folded.endsWith(' ');
  };

  return {
    text(text) {
      if (link !== null && link.text.length < longestLinkText) link.text += text;
      if (preformatted === 0) {
        writeFolded(text);
        return;
      }
      for (const [index, line] of text.replaceAll('\r', '').split('\n').entries()) {
        if (index > 0) this.lineBreak();
        if (line !== '') write(line);
      }
    },
    block(count) {
      if (!atLineStart || out.length > 0) endLine(count);
    },
    lineBreak() {
      if (atLineStart) breaks = Math.min(breaks + 1, 3);
      else endLine(1);
    },
    openQuote() {
      this.block(1);
      quotes += 1;
    },
    closeQuote() {
      this.block(1);
      quotes = Math.max(0, quotes - 1);
    },
    openPreformatted() {
      this.block(1);
      preformatted += 1;
    },
    closePreformatted() {
      preformatted = Math.max(0, preformatted - 1);
      this.block(1);
    },
    openLink(href) {
      link = { href, text: '' };
    },
    closeLink() {
      if (link === null) return;
      const { href, text } = link;
      link = null;
      const target = href.replaceAll(/\s/g, '');
      if (!/^(https?:\/\/|mailto:)/i.test(target) || text.trim() === '') return;
      const bare = (address: string) =>
        address
          .trim()
          .toLowerCase()
          .replace(/^(mailto:|https?:\/\/)/, '')
          .replace(/\/$/, '');
      if (bare(text) !== bare(target)) writeFolded(` <${target}>`);
    },
    result: () => out.join('').trim(),
  };
}
