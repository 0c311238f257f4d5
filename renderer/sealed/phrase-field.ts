import type { SealedLanguage } from '../../main/contract/sealed/letter.ts';
import { findWord, lettersOf, listCompletions, phraseLength, readPhrase } from '../../main/contract/sealed/phrase.ts';
import { element } from './element.ts';
import type { Words } from './text.ts';

const mostSuggestions = 4;

/** The field for the five words, with its suggestions (the ARIA pattern of a combobox with a list) and its count. */
export type PhraseField = { readonly parts: readonly HTMLElement[]; readonly input: HTMLInputElement };

export function createPhraseField(options: {
  readonly words: Words;
  readonly language: SealedLanguage;
  readonly value: string;
  readonly busy: HTMLElement;
  readonly onInput: (value: string) => void;
}): PhraseField {
  const { words } = options;
  const input = element('input', {
    id: 'phrase',
    name: 'phrase',
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    autocapitalize: 'none',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'suggestions',
    'aria-describedby': 'phrase-hint phrase-problem',
  });
  input.value = options.value;
  const list = element('div', {
    id: 'suggestions',
    role: 'listbox',
    class: 'suggestions',
    'aria-label': words.suggestions,
    hidden: '',
  });
  const dots = Array.from({ length: phraseLength }, () => element('span', { class: 'dot' }));
  const count = element('span', { role: 'status', class: 'count' });
  let active = -1;

  const language = () => readPhrase(input.value, options.language).language;
  const lastPiece = () => /[^\s\-–—.,·]*$/.exec(input.value)?.[0] ?? '';
  const choices = () => [...list.children].filter((child) => child instanceof HTMLElement);

  const activate = (index: number) => {
    active = index;
    for (const [at, choice] of choices().entries()) choice.setAttribute('aria-selected', String(at === index));
    const chosen = choices()[index];
    if (chosen === undefined) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', chosen.id);
  };
  const close = () => {
    list.replaceChildren();
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
  };
  const take = (word: string) => {
    input.value = `${input.value.slice(0, input.value.length - lastPiece().length)}${word} `;
    changed();
    input.focus();
  };
  const suggest = () => {
    const piece = lastPiece();
    const atEnd = input.selectionStart === null || input.selectionStart === input.value.length;
    const found = lettersOf(piece).length < 2 || !atEnd ? [] : listCompletions(piece, language(), mostSuggestions);
    const only = found.length === 1 && lettersOf(found[0] ?? '') === lettersOf(piece);
    if (found.length === 0 || only) return close();
    list.replaceChildren(
      ...found.map((word, at) =>
        element(
          'div',
          {
            id: `suggestion-${at}`,
            role: 'option',
            class: 'suggestion',
            'aria-selected': 'false',
            // Keeps the focus, and the keyboard of a phone, where they are.
            on: { mousedown: (event) => event.preventDefault(), click: () => take(word) },
          },
          word,
        ),
      ),
    );
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    activate(-1);
  };
  const recount = () => {
    const read = readPhrase(input.value, options.language).words;
    const known = read.filter(({ word }) => word !== null).length;
    dots.forEach((dot, at) => {
      const piece = read[at];
      dot.setAttribute('data-state', piece === undefined ? 'empty' : piece.word === null ? 'unknown' : 'known');
    });
    const text = read.length > phraseLength ? words.tooManyWords(read.length) : words.wordCount(known);
    if (count.textContent !== text) count.textContent = text;
  };
  const changed = () => {
    options.onInput(input.value);
    suggest();
    recount();
  };

  input.addEventListener('input', (event) => {
    // A finished word is written out: "map " becomes "maple ". Not while a phone's keyboard is still composing it.
    const finished = /(^|\s)(\S+)\s$/.exec(input.value)?.[2];
    const word = finished === undefined ? null : findWord(finished, language());
    const typing = event instanceof InputEvent && event.inputType === 'insertText' && !event.isComposing;
    if (typing && finished !== undefined && word !== null && lettersOf(word) !== lettersOf(finished)) {
      input.value = `${input.value.slice(0, input.value.length - finished.length - 1)}${word} `;
    }
    changed();
  });
  input.addEventListener('keydown', (event) => {
    const found = choices();
    if (event.key === 'ArrowDown' && found.length > 0) activate((active + 1) % found.length);
    else if (event.key === 'ArrowUp' && found.length > 0) activate(((active + found.length) % (found.length + 1)) - 1);
    else if (event.key === 'Enter' && active >= 0) take(found[active]?.textContent ?? '');
    else if (event.key === 'Escape' && found.length > 0) close();
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', close);
  recount();

  return {
    input,
    parts: [
      element('label', { for: 'phrase', class: 'label' }, words.phraseLabel),
      input,
      element(
        'div',
        { class: 'progress-row' },
        element('span', { class: 'dots', 'aria-hidden': 'true' }, ...dots),
        count,
      ),
      // Suggestions, hint and progress take turns in one place, so that the button below never jumps.
      element(
        'div',
        { class: 'tray' },
        list,
        options.busy,
        element('p', { id: 'phrase-hint', class: 'hint' }, words.phraseHint),
      ),
    ],
  };
}
