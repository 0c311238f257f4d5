/*
 * CSS of a mail, reduced to how text looks. The browser's own parser (CSSOM) reads it, so escapes such as `\75rl(` are
 * resolved before we look; what is written out is what CSSOM understood. No value with a function other than a colour
 * or `calc` survives, and so nothing that names an address.
 */

const sides = ['top', 'right', 'bottom', 'left'];
const allowedProperties = new Set([
  'background-color',
  'border-collapse',
  'border-spacing',
  'caption-side',
  'clear',
  'color',
  'direction',
  'display',
  'empty-cells',
  'float',
  'font-family',
  'font-size',
  'font-style',
  'font-variant-caps',
  'font-weight',
  'height',
  'letter-spacing',
  'line-height',
  'list-style-position',
  'list-style-type',
  'max-height',
  'max-width',
  'min-width',
  'opacity',
  'overflow-wrap',
  'table-layout',
  'text-align',
  'text-decoration-line',
  'text-decoration-style',
  'text-indent',
  'text-transform',
  'unicode-bidi',
  'vertical-align',
  'visibility',
  'white-space',
  'white-space-collapse',
  'text-wrap-mode',
  'width',
  'word-break',
  'word-spacing',
  ...sides.flatMap((side) => [
    `border-${side}-color`,
    `border-${side}-style`,
    `border-${side}-width`,
    `margin-${side}`,
    `padding-${side}`,
  ]),
  ...['top-left', 'top-right', 'bottom-left', 'bottom-right'].map((corner) => `border-${corner}-radius`),
]);

/** What the dark window must be able to set: a mail that insists on its own white or black would be unreadable there. */
const ourColours: ReadonlySet<string> = new Set(['color', 'background-color']);

const allowedFunctions = new Set([
  'rgb',
  'rgba',
  'hsl',
  'hsla',
  'calc',
  'hwb',
  'lab',
  'lch',
  'oklab',
  'oklch',
  'color',
]);
/** Units of the frame's own height would make the frame grow for ever, since it is as tall as its content. */
const viewportUnit = /\d(?:[sld]?v(?:h|min|max|b))\b/i;
const anyFunction = /([a-z-]*)\s*\(/gi;
const largestSheetChars = 500_000;
const mostRules = 3_000;

function isSafeValue(value: string): boolean {
  if (/[<>{}\\]/.test(value) || viewportUnit.test(value)) return false;
  for (const [, name] of value.matchAll(anyFunction))
    if (!allowedFunctions.has((name ?? '').toLowerCase())) return false;
  return true;
}

/** The declarations that only say how text looks, as CSS text; empty when none is left. */
export function safeDeclarations(style: CSSStyleDeclaration): string {
  const kept: string[] = [];
  for (let index = 0; index < style.length; index += 1) {
    const property = style.item(index);
    const value = style.getPropertyValue(property);
    if (!allowedProperties.has(property) || value === '' || !isSafeValue(value)) continue;
    const wins = style.getPropertyPriority(property) === 'important' && !ourColours.has(property);
    kept.push(`${property}: ${value}${wins ? ' !important' : ''}`);
  }
  return kept.join('; ');
}

function safeRule(rule: CSSRule): string {
  if (rule instanceof CSSStyleRule) {
    const declarations = safeDeclarations(rule.style);
    return declarations === '' || rule.selectorText.includes('<') ? '' : `${rule.selectorText} { ${declarations} }`;
  }
  if (rule instanceof CSSMediaRule) {
    const condition = rule.media.mediaText;
    if (/[<{}]|prefers-/.test(condition)) return '';
    const inner = [...rule.cssRules].map(safeRule).filter((text) => text !== '');
    return inner.length === 0 ? '' : `@media ${condition} { ${inner.join(' ')} }`;
  }
  return '';
}

/** A whole style sheet, reduced in the same way; imports, fonts and every other at-rule but `@media` are dropped. */
export function safeSheet(text: string): string {
  if (text.length > largestSheetChars) return '';
  const sheet = new CSSStyleSheet();
  // Mails put style sheets into comments, for browsers of 1996.
  sheet.replaceSync(text.replace(/<!--|-->/g, ''));
  return [...sheet.cssRules]
    .slice(0, mostRules)
    .map(safeRule)
    .filter((rule) => rule !== '')
    .join('\n');
}
