import { answerLimits } from '../../../main/contract/sealed/letter.ts';
import { type App, practiceName, type Screen } from '../app.ts';
import { addressOf, createAttachmentList } from '../attachment-list.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { OpenedLetter } from '../letter.ts';
import { lockAnswer } from '../lock-answer.ts';
import { createPhotoList } from '../photo-list.ts';
import { safeHtml } from '../safe-html.ts';

/** The open letter, its files, and the answer being written. */
export const letterScreen: Screen = (app) => {
  const { letter } = app.state;
  if (letter === null) return { content: [] };
  const shownInPlace = new Set<string>();
  const body = createBody(letter, shownInPlace);
  const files = letter.opened.filter(({ contentId }) => contentId === null || !shownInPlace.has(contentId));
  return {
    wide: true,
    content: [
      element(
        'div',
        { class: 'reading' },
        element(
          'article',
          { class: 'letter', 'aria-labelledby': 'subject' },
          element('h1', { id: 'subject', class: 'subject', lang: letter.language }, letter.subject),
          element(
            'p',
            { class: 'meta' },
            element('time', { datetime: new Date(letter.sentAt).toISOString() }, dateText(app, letter.sentAt)),
          ),
          body,
        ),
        ...(files.length > 0 ? [createAttachmentList(app, files)] : []),
      ),
      createAnswer(app, letter),
    ],
  };
};

function createBody(letter: OpenedLetter, shownInPlace: Set<string>): HTMLElement {
  const body = element('div', { class: 'body', lang: letter.language });
  if (letter.html === null) {
    body.classList.add('plain');
    body.append(letter.text);
    return body;
  }
  body.append(
    safeHtml(letter.html, (contentId) => {
      const file = letter.opened.find((candidate) => candidate.contentId === contentId);
      if (file === undefined || !file.contentType.startsWith('image/')) return null;
      shownInPlace.add(contentId);
      return addressOf(file);
    }),
  );
  return body;
}

function dateText(app: App, time: number): string {
  const sameYear = new Date(time).getFullYear() === new Date().getFullYear();
  return new Intl.DateTimeFormat(app.state.language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(time);
}

function createAnswer(app: App, letter: OpenedLetter): HTMLElement {
  const words = app.words();
  const { state } = app;
  const changed = () => {
    state.handedOver = false;
    problem.textContent = '';
  };
  const text = element('textarea', {
    id: 'answer',
    rows: '6',
    maxlength: String(answerLimits.text),
    'aria-labelledby': 'answer-title',
    'aria-describedby': 'answer-note answer-problem',
    placeholder: words.answerLabel,
    on: {
      input: () => {
        state.answer = text.value;
        changed();
      },
    },
  });
  text.value = state.answer;
  const photos = createPhotoList(app, changed);
  const problem = element('p', { id: 'answer-problem', class: 'problem', role: 'alert' });
  const button = element('button', { type: 'button', class: 'primary' }, icon('lock'), words.lock);
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    if (state.answer.trim() === '' && state.photos.length === 0) {
      problem.textContent = words.answerEmpty;
      return text.focus();
    }
    button.setAttribute('aria-disabled', 'true');
    photos.status.textContent = words.locking;
    const locked = await lock(app, letter);
    button.removeAttribute('aria-disabled');
    photos.status.textContent = '';
    if (locked) app.show('locked');
    else problem.textContent = words.lockFailed;
  });
  return element(
    'section',
    { class: 'answer', 'aria-labelledby': 'answer-title' },
    element('h2', { id: 'answer-title' }, words.answerTitle),
    text,
    photos.list,
    photos.status,
    problem,
    element('div', { class: 'buttons' }, photos.adder, button),
    element('p', { id: 'answer-note', class: 'hint' }, words.lockNote(practiceName(state))),
  );
}

async function lock({ state }: App, letter: OpenedLetter): Promise<boolean> {
  const { answer, photos } = state;
  if (state.locked?.text === answer && state.locked.photos === photos) return true;
  const files = photos.map(({ bytes }, at) => ({ name: `photo-${at + 1}.jpg`, contentType: 'image/jpeg', bytes }));
  try {
    const armored = await lockAnswer({ letter, text: answer, files, now: Date.now() });
    state.locked = { armored, text: answer, photos };
    return true;
  } catch {
    return false;
  }
}
