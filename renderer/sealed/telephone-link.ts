import { element } from './element.ts';

/** A number that calls when it is pressed, and never breaks in two. */
export function createTelephoneLink(telephone: string): HTMLElement {
  const link = { href: `tel:${telephone.replace(/[^+\d]/g, '')}` };
  return element('a', link, telephone.replaceAll(' ', '\u00a0'));
}
