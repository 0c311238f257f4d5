import { Tokenizer } from 'htmlparser2';
import { createHtmlTextWriter } from './html-text-writer.ts';

const longestAttribute = 4_096;
const deepestList = 1_000;
/** What browsers do not show. Their text ends with the closing tag, or with the document. */
const notShown = new Set(['script', 'style', 'title', 'noembed', 'noframes', 'iframe']);
const paragraphs = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'figure']);
const blocks = new Set(
  'address article aside body caption center dd details div dt fieldset footer form header html legend li main nav section summary table tbody tfoot thead tr'.split(
    ' ',
  ),
);

/**
 * HTML as plain text, for the index, snippets, quotes and the plain alternative. It builds no tree: time and memory
 * grow with the length only, however deep or broken the nesting. Not a sanitiser, and not for comparing with what is shown.
 */
export function htmlToText(html: string): string {
  const writer = createHtmlTextWriter();
  const lists: number[] = [];
  let skipped: string | null = null;
  let tag = '';
  let attribute = '';
  let value = '';
  let href = '';
  let alternative = '';

  const open = () => {
    if (skipped !== null) return;
    if (notShown.has(tag)) skipped = tag;
    else if (tag === 'br') writer.lineBreak();
    else if (tag === 'a') writer.openLink(href);
    else if (tag === 'img' && alternative.trim() !== '') writer.text(`[${alternative.trim()}]`);
    else if (tag === 'blockquote') writer.openQuote();
    else if (tag === 'pre') writer.openPreformatted();
    else if (tag === 'hr') {
      writer.block(1);
      writer.text('---');
      writer.block(1);
    } else if (tag === 'td' || tag === 'th') writer.text(' ');
    else {
      if (tag === 'ol' || tag === 'ul') openList(lists, tag === 'ol');
      breakAround(tag);
      if (tag === 'li') writer.text(nextMark(lists));
    }
  };
  const close = (name: string) => {
    if (skipped !== null) {
      if (skipped === name) skipped = null;
      return;
    }
    if (name === 'a') writer.closeLink();
    else if (name === 'blockquote') writer.closeQuote();
    else if (name === 'pre') writer.closePreformatted();
    else {
      if (name === 'ol' || name === 'ul') lists.pop();
      breakAround(name);
    }
  };
  const breakAround = (name: string) => {
    if (paragraphs.has(name)) writer.block(lists.length > 1 ? 1 : 2);
    else if (blocks.has(name)) writer.block(1);
  };
  const emit = (text: string) => {
    if (skipped === null) writer.text(text);
  };
  const endOfTag = () => {
    open();
    tag = '';
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, Math.min(end, start + 20)).toLowerCase();
        href = '';
        alternative = '';
      },
      onattribname(start, end) {
        attribute = html.slice(start, Math.min(end, start + 20)).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        if (value.length < longestAttribute) value += html.slice(start, Math.min(end, start + longestAttribute));
      },
      onattribentity(codePoint) {
        if (value.length < longestAttribute) value += String.fromCodePoint(codePoint);
      },
      onattribend() {
        if (attribute === 'href') href = value;
        if (attribute === 'alt') alternative = value;
      },
      onopentagend: endOfTag,
      onselfclosingtag: endOfTag,
      onclosetag: (start, end) => close(html.slice(start, Math.min(end, start + 20)).toLowerCase()),
      ontext: (start, end) => emit(html.slice(start, end)),
      ontextentity: (codePoint) => emit(String.fromCodePoint(codePoint)),
      oncdata: (start, end, offset) => emit(html.slice(start, end - offset)),
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return writer.result();
}

/** Plain text as HTML that shows the same: escaped, with its lines, blank lines and indents. No links are made. */
export function textToHtml(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  const escaped = text.replaceAll('\r\n', '\n').replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
  return escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split('\n').map(keepBlanks).join('<br>\n')}</p>`)
    .join('\n');
}

/** A reply's quote: the attribution on a line of its own, then each line behind "> ". */
export function quoteText(text: string, attribution: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').trimEnd().split('\n');
  return [attribution, ...lines.map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))].join(
    '\n',
  );
}

/** Browsers fold blanks; every second one of a run becomes one that does not fold. */
function keepBlanks(line: string): string {
  return line.replaceAll('\t', '    ').replaceAll('  ', ' &nbsp;').replace(/^ /, '&nbsp;');
}

/** Depth is cut, since lists nested by the thousand are no lists. -1 stands for a list without numbers. */
function openList(lists: number[], numbered: boolean): void {
  if (lists.length < deepestList) lists.push(numbered ? 0 : -1);
}

function nextMark(lists: number[]): string {
  const number = lists.at(-1) ?? -1;
  if (number < 0) return '- ';
  lists[lists.length - 1] = number + 1;
  return `${number + 1}. `;
}
