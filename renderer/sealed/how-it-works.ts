import { element } from './element.ts';
import type { Words } from './text.ts';

/** Four sentences for whoever wonders, folded away for whoever does not. */
export function createHowItWorks(words: Words): HTMLElement {
  return element(
    'details',
    { class: 'how' },
    element('summary', {}, words.howTitle),
    element('ol', {}, ...words.how.map((sentence) => element('li', {}, sentence))),
  );
}
