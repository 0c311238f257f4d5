import createPurifier from 'dompurify';
import { findUrl } from '../../text/find-url.ts';
import { foldQuotes } from './fold-quotes.ts';
import { safeDeclarations, safeSheet } from './safe-style.ts';

/** A mail's HTML after cleaning: its markup names no address at all, links are numbers into `links`. */
export type SafeMail = {
  readonly html: string;
  readonly css: string;
  readonly links: readonly MailLink[];
  /** Pictures and backgrounds that would have been loaded from elsewhere. */
  readonly blockedPictures: number;
  /** Content ids of the files that stand in the text as pictures. */
  readonly shownPictures: ReadonlySet<string>;
  /** The mail paints areas of its own, so it needs the light paper that it was made for. */
  readonly paints: boolean;
};

/** For a mail whose pictures are not shown. */
export const noPictures: ReadonlyMap<string, string> = new Map();

export type MailLink = { readonly url: string; readonly text: string };

/** Where a link of the cleaned markup points: `#link-3` is `links[3]`. */
export const linkPrefix = '#link-';

const allowedTags = (
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn ' +
  'div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s ' +
  'samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'
).split(' ');

const allowedAttributes = (
  'href src alt width height align valign bgcolor color face size border cellpadding cellspacing colspan rowspan dir ' +
  'lang start type value class style scope span nowrap reversed'
).split(' ');

const safePicture = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]+$/i;
const remote = /(?:https?:)?\/\//i;

/** The URL of a link that a person may be asked about; null for everything else (scripts, files, relative ones). */
function findTarget(href: string): string | null {
  const url = findUrl(href);
  if (url === null) return null;
  return ['https:', 'http:', 'mailto:'].includes(url.protocol) ? url.href : null;
}

function isPainted(element: Element): boolean {
  const style = element instanceof HTMLElement ? element.style.backgroundColor : '';
  const colour = style === '' ? (element.getAttribute('bgcolor') ?? '') : style;
  return (
    colour !== '' &&
    !/^(?:transparent|inherit|initial|white|#fff(?:fff)?|rgb\(255, 255, 255\)|rgba\(.*, 0\))$/i.test(colour)
  );
}

/**
 * Cleans a mail's HTML for the sandboxed frame. `pictures` maps a content id to a `data:` URL of a picture that came
 * inside the message. What comes out is used as it is: nothing touches the markup after cleaning.
 */
export function cleanMail(html: string, pictures: ReadonlyMap<string, string>, quoteLabel: string): SafeMail {
  const source = new DOMParser().parseFromString(html, 'text/html');
  const css = safeSheet([...source.querySelectorAll('style')].map((style) => style.textContent).join('\n'));
  const links: MailLink[] = [];
  const shownPictures = new Set<string>();
  let blockedPictures = /url\(\s*["']?(?:https?:)?\/\//i.test(html) ? 1 : 0;
  let paints = /background-color: (?!transparent|inherit|white|rgb\(255, 255, 255\))/.test(css);
  foldQuotes(source, quoteLabel);

  /** A picture that came inside: as a `data:` URL, or by its content id. */
  const findPicture = (address: string): string | null => {
    if (safePicture.test(address)) return address;
    if (!/^cid:/i.test(address)) return null;
    const contentId = decodeContentId(address.slice(4));
    const inside = pictures.get(contentId);
    if (inside === undefined || !safePicture.test(inside)) return null;
    shownPictures.add(contentId);
    return inside;
  };

  const purifier = createPurifier(window);
  purifier.addHook('afterSanitizeAttributes', (element) => {
    if (isPainted(element)) paints = true;
    const style = element.getAttribute('style');
    if (style !== null && element instanceof HTMLElement) {
      const declarations = safeDeclarations(element.style);
      if (declarations === '') element.removeAttribute('style');
      else element.setAttribute('style', declarations);
    }
    if (element.hasAttribute('href')) {
      const url = element.tagName === 'A' ? findTarget(element.getAttribute('href') ?? '') : null;
      if (url === null) element.removeAttribute('href');
      else element.setAttribute('href', `${linkPrefix}${links.push({ url, text: element.textContent.trim() }) - 1}`);
    }
    if (element.hasAttribute('src')) {
      const picture = element.tagName === 'IMG' ? findPicture(element.getAttribute('src') ?? '') : null;
      if (picture === null) element.removeAttribute('src');
      else element.setAttribute('src', picture);
    }
    if (element.tagName === 'IMG' && !element.hasAttribute('src')) element.remove();
  });
  purifier.addHook('uponSanitizeElement', (node) => {
    if (!(node instanceof Element) || !['IMG', 'IMAGE', 'SOURCE', 'INPUT'].includes(node.tagName.toUpperCase())) return;
    const addresses = ['src', 'srcset', 'href'].map((name) => node.getAttribute(name) ?? '').join(' ');
    if (remote.test(addresses)) blockedPictures += 1;
  });
  const clean = purifier.sanitize(source.body.innerHTML, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: allowedAttributes,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|cid:|data:image\/)/i,
  });
  return { html: clean, css, links, blockedPictures, shownPictures, paints };
}

/** RFC 2392: a `cid:` URL is the Content-ID, percent-encoded and without its angle brackets. */
function decodeContentId(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
