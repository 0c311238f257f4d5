import { phraseLength, type ReadPhrase, readPhrase } from '../../../main/contract/sealed/phrase.ts';
import { findSimilarWord } from '../../../main/contract/sealed/similar-word.ts';
import type { App, Screen } from '../app.ts';
import { element } from '../element.ts';
import { createHowItWorks } from '../how-it-works.ts';
import { icon } from '../icon.ts';
import { readLetter } from '../letter.ts';
import { isWhole } from '../locked-letter.ts';
import { createPhraseField } from '../phrase-field.ts';
import { createTelephoneLink } from '../telephone-link.ts';
import type { Words } from '../text.ts';
import { unlockAside } from '../unlock-worker.ts';

/** The first screen: the five words, and who to call without them. */
export const unlockScreen: Screen = (app) => {
  const words = app.words();
  const { outside } = app.state;
  if (!isWhole(app.state.armored ?? '')) {
    const damaged = element('p', { class: 'problem', role: 'alert' }, words.damaged(outside.telephone));
    return { content: [element('h1', {}, words.unlockTitle), damaged] };
  }
  const problem = element('div', { id: 'phrase-problem', class: 'problem', role: 'alert' });
  const busy = element('p', { class: 'busy', role: 'status' });
  const field = createPhraseField({
    words,
    busy,
    language: outside.language,
    value: app.state.typed,
    onInput: (value) => {
      app.state.typed = value;
      problem.replaceChildren();
      field.input.removeAttribute('aria-invalid');
    },
  });
  const button = element('button', { type: 'submit', class: 'primary' }, icon('lock'), words.open);

  const fail = (...content: readonly (Node | string)[]) => {
    problem.replaceChildren(...content);
    field.input.setAttribute('aria-invalid', 'true');
    field.input.focus();
  };
  const submit = async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    const phrase = readPhrase(field.input.value, outside.language);
    if (phrase.letters === '') return fail(element('p', {}, words.typeWords));
    button.setAttribute('aria-disabled', 'true');
    button.replaceChildren(element('span', { class: 'spinner', 'aria-hidden': 'true' }), words.open);
    busy.textContent = words.opening;
    field.input.readOnly = true;
    const unlocked = await unlockAside(app.state.armored ?? '', phrase.letters, ownScript());
    field.input.readOnly = false;
    busy.textContent = '';
    button.removeAttribute('aria-disabled');
    button.replaceChildren(icon('lock'), words.open);
    if (unlocked.kind === 'wrong-phrase') return fail(...explain(app, phrase, correct));
    if (unlocked.kind === 'no-memory') return fail(element('p', {}, words.noMemory));
    const letter = unlocked.kind === 'open' ? readLetter(unlocked.payload) : null;
    if (letter === null) return fail(element('p', {}, words.damaged(outside.telephone)));
    app.state.letter = letter;
    app.state.typed = '';
    forgetAddress();
    app.show('letter');
  };
  const correct = (typed: string, word: string) => {
    field.input.value = field.input.value.replace(typed, word);
    field.input.dispatchEvent(new Event('input'));
    field.input.focus();
  };

  return {
    content: [
      element('h1', {}, words.unlockTitle),
      element('p', { class: 'intro' }, words.unlockIntro),
      // Before the field: whoever reads it afterwards has typed already.
      element('p', { class: 'sign' }, icon('info'), createSign(words, outside.sign)),
      element(
        'form',
        {
          class: 'phrase',
          novalidate: '',
          on: {
            submit: (event) => {
              event.preventDefault();
              void submit();
            },
          },
        },
        ...field.parts,
        problem,
        button,
      ),
      element('p', { class: 'hint' }, words.noSlip, createTelephoneLink(outside.telephone), '.'),
      createHowItWorks(words),
    ],
  };
};

/** A file that was chosen on the reader page brings no sign: there the mail around it shows it. */
function createSign(words: Words, sign: string): HTMLElement {
  if (sign === '') return element('span', {}, words.signInMail);
  return element('span', {}, words.signBefore, element('strong', {}, sign), '. ', words.signAfter);
}

function explain(app: App, phrase: ReadPhrase, correct: (typed: string, word: string) => void): readonly HTMLElement[] {
  const words = app.words();
  const lines = [element('p', {}, element('strong', {}, words.wrongPhrase))];
  if (phrase.words.length !== phraseLength) lines.push(element('p', {}, words.wrongCount(phrase.words.length)));
  for (const { typed, word } of phrase.words.slice(0, phraseLength)) {
    if (word !== null) continue;
    const similar = findSimilarWord(typed, phrase.language);
    if (similar === null) lines.push(element('p', {}, words.unknownWord(typed)));
    else {
      const take = { click: () => correct(typed, similar) };
      const button = element('button', { type: 'button', class: 'inline', on: take }, similar);
      lines.push(element('p', {}, `${words.didYouMean(typed)} `, button, '?'));
    }
  }
  lines.push(element('p', {}, words.wrongPhraseHelp));
  return lines;
}

function ownScript(): string {
  return document.getElementById('app')?.textContent ?? '';
}

/** Once the letter is open its address is no longer needed, and the browser's history need not keep a locked copy. */
function forgetAddress(): void {
  if (location.hash === '') return;
  try {
    history.replaceState(null, '', location.pathname + location.search);
  } catch {
    // A page on disk may not; it has no letter in its address either.
  }
}
