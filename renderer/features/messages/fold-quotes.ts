const quoteSelector =
  '.gmail_quote, blockquote[type="cite"], .moz-cite-prefix + blockquote, #divRplyFwdMsg, .yahoo_quoted';

/**
 * Puts the quoted history of a mail behind a fold that needs no script. Works on the inert document before it is
 * cleaned; a mail that is nothing but a quote (a plain forward) stays open.
 */
export function foldQuotes(source: Document, label: string): void {
  const first = source.body.querySelector(quoteSelector);
  if (first === null || !hasTextBefore(source.body, first)) return;
  const fold = source.createElement('details');
  const summary = source.createElement('summary');
  summary.textContent = label;
  fold.append(summary);
  const attribution = findAttribution(first);
  (attribution ?? first).before(fold);
  if (attribution !== null) fold.append(attribution);
  // Outlook marks only where the history begins: everything behind it belongs to it.
  const rest = first.id === 'divRplyFwdMsg' ? [first, ...followers(first)] : [first];
  for (const element of rest) fold.append(element);
}

/** "On Tuesday, Ana wrote:" just above a quote belongs to it. */
function findAttribution(quote: Element): Element | null {
  const before = quote.previousElementSibling;
  const words = before?.textContent.trim() ?? '';
  return before !== null && words.length < 300 && /(?:wrote|escribió|schrieb|écrit)\s*:$/.test(words) ? before : null;
}

function followers(element: Element): Node[] {
  const nodes: Node[] = [];
  for (let next = element.nextSibling; next !== null; next = next.nextSibling) nodes.push(next);
  return nodes;
}

function hasTextBefore(body: HTMLElement, element: Element): boolean {
  const range = body.ownerDocument.createRange();
  range.setStart(body, 0);
  range.setEndBefore(element);
  return range.toString().trim() !== '';
}
