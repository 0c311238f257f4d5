import createPurifier from 'dompurify';

const allowedTags = 'a b br div em i li ol p s strike strong u ul'.split(' ');

/**
 * HTML that was typed or pasted, reduced to what the composer can make itself: bold, italic, lists, links. Pictures,
 * colours and everything that could load are dropped, for this markup stands in the window's own document.
 */
export function safeTyped(html: string): DocumentFragment {
  const purifier = createPurifier(window);
  const fragment = purifier.sanitize(html, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: ['href'],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    RETURN_DOM_FRAGMENT: true,
  });
  return document.importNode(fragment, true);
}
