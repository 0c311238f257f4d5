/** Elements a letter may show, and what they become here. Headings go down, since the page has its own. */
const allowed: Readonly<Record<string, keyof HTMLElementTagNameMap>> = {
  P: 'p',
  DIV: 'div',
  SPAN: 'span',
  BR: 'br',
  HR: 'hr',
  B: 'strong',
  STRONG: 'strong',
  I: 'em',
  EM: 'em',
  U: 'u',
  S: 's',
  STRIKE: 's',
  DEL: 's',
  SUB: 'sub',
  SUP: 'sup',
  UL: 'ul',
  OL: 'ol',
  LI: 'li',
  BLOCKQUOTE: 'blockquote',
  PRE: 'pre',
  CODE: 'code',
  H1: 'h2',
  H2: 'h2',
  H3: 'h3',
  H4: 'h3',
  H5: 'h3',
  H6: 'h3',
  TABLE: 'table',
  THEAD: 'thead',
  TBODY: 'tbody',
  TR: 'tr',
  TH: 'th',
  TD: 'td',
  A: 'a',
  IMG: 'img',
};

/** Elements that go with everything in them. Any other that is not allowed leaves its content behind. */
const dropped = new Set([
  'SCRIPT',
  'STYLE',
  'TEMPLATE',
  'IFRAME',
  'OBJECT',
  'EMBED',
  'SVG',
  'MATH',
  'HEAD',
  'TITLE',
  'FORM',
  'SELECT',
  'TEXTAREA',
  'VIDEO',
  'AUDIO',
  'CANVAS',
  'LINK',
  'META',
  'BASE',
]);

const deepest = 60;
const mostNodes = 20_000;

/**
 * Rebuilds a letter's HTML from an allow-list: nothing of the parsed document is used again, every element is made anew, and
 * no attribute but a checked link, a picture inside the letter and a table cell's span comes along.
 */
export function safeHtml(html: string, pictureOf: (contentId: string) => string | null): DocumentFragment {
  // A parsed document runs nothing and loads nothing.
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const fragment = document.createDocumentFragment();
  let left = mostNodes;
  const copy = (from: Node, into: Node, depth: number): void => {
    for (const node of from.childNodes) {
      left -= 1;
      if (left < 0) return;
      if (node.nodeType === Node.TEXT_NODE) into.appendChild(document.createTextNode(node.nodeValue ?? ''));
      if (!(node instanceof Element) || dropped.has(node.nodeName.toUpperCase())) continue;
      const made = depth < deepest ? makeElement(node, pictureOf) : null;
      if (made !== null) into.appendChild(made);
      copy(node, made ?? into, depth + 1);
    }
  };
  copy(parsed.body, fragment, 0);
  return fragment;
}

function makeElement(from: Element, pictureOf: (contentId: string) => string | null): HTMLElement | null {
  const name = allowed[from.nodeName];
  if (name === undefined) return null;
  const made = document.createElement(name);
  if (made instanceof HTMLAnchorElement) return makeLink(from, made);
  if (made instanceof HTMLImageElement) return makePicture(from, made, pictureOf);
  if (made instanceof HTMLTableCellElement) {
    for (const span of ['colspan', 'rowspan']) {
      const value = from.getAttribute(span) ?? '';
      if (/^[1-9]\d?$/.test(value)) made.setAttribute(span, value);
    }
  }
  return made;
}

function makeLink(from: Element, made: HTMLAnchorElement): HTMLElement | null {
  const address = from.getAttribute('href')?.trim() ?? '';
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(address)) return null;
  made.href = address;
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  // Where it goes stands beside it, in the letters that the browser will use: a look-alike host shows as xn--.
  if (made.host !== '' && !(from.textContent ?? '').includes(made.host)) made.setAttribute('data-host', made.host);
  return made;
}

function makePicture(
  from: Element,
  made: HTMLImageElement,
  pictureOf: (id: string) => string | null,
): HTMLElement | null {
  const source = from.getAttribute('src')?.trim() ?? '';
  const inside = /^cid:(.+)$/i.exec(source)?.[1];
  const picture = inside === undefined ? dataPicture(source) : pictureOf(inside);
  if (picture === null) return null;
  made.src = picture;
  made.alt = from.getAttribute('alt') ?? '';
  return made;
}

function dataPicture(source: string): string | null {
  return /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/.test(source) ? source : null;
}
