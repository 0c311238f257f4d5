import type { LetterOutside, SealedLanguage } from '../../main/contract/sealed/letter.ts';
import { element } from './element.ts';
import type { OpenedLetter } from './letter.ts';
import { type Words, wordsOf } from './text.ts';

/** A photo in the answer being written. */
export type Photo = { readonly bytes: Uint8Array; readonly address: string };

/** A locked answer, kept until the answer changes: locking the same one again must not make a second answer of it. */
export type Locked = { readonly armored: string; readonly text: string; readonly photos: readonly Photo[] };

/** Everything the page knows, in memory only: it keeps nothing on the device. */
export type State = {
  language: SealedLanguage;
  readonly outside: LetterOutside;
  /** The letter before it is opened, armored; null until a file was chosen. */
  armored: string | null;
  letter: OpenedLetter | null;
  typed: string;
  answer: string;
  photos: readonly Photo[];
  locked: Locked | null;
  handedOver: boolean;
};

/** One screen: what it holds, and how wide it wants to be. The first heading gets the focus. */
export type Screen = (app: App) => { readonly content: readonly HTMLElement[]; readonly wide?: boolean };

/** The screens by name: they lead to each other, and so do not import each other. */
export type Screens = Readonly<Record<'pick' | 'unlock' | 'letter' | 'locked', Screen>>;

export type App = {
  readonly state: State;
  readonly words: () => Words;
  readonly show: (name: keyof Screens) => void;
};

/** Draws screens into `root`, with the header over them, and draws the same one again when the language changes. */
export function createApp(root: HTMLElement, state: State, screens: Screens): App {
  let current: keyof Screens | null = null;
  const app: App = {
    state,
    words: () => wordsOf(state.language),
    show(name) {
      const changed = name !== current;
      current = name;
      const { content, wide } = screens[name](app);
      const main = element('main', { class: wide === true ? 'screen wide' : 'screen' }, ...content);
      document.documentElement.lang = state.language;
      document.title = `${practiceName(state)} – ${app.words().unlockTitle}`;
      root.replaceChildren(header(app), main);
      if (!changed) return root.querySelector<HTMLElement>('.language')?.focus();
      scrollTo(0, 0);
      const heading = main.querySelector('h1');
      heading?.setAttribute('tabindex', '-1');
      heading?.focus({ preventScroll: true });
    },
  };
  const header = ({ words }: App): HTMLElement => {
    const name = practiceName(state);
    const other: SealedLanguage = state.language === 'es' ? 'en' : 'es';
    const change = () => {
      state.language = other;
      if (current !== null) app.show(current);
    };
    return element(
      'header',
      { class: 'top', lang: words().languageName === 'English' ? 'en' : 'es' },
      element('span', { class: 'logo', 'aria-hidden': 'true' }, [...name][0]?.toUpperCase() ?? ''),
      element('span', { class: 'practice' }, name),
      element(
        'button',
        { type: 'button', class: 'language', lang: other, on: { click: change } },
        wordsOf(other).languageName,
      ),
    );
  };
  return app;
}

/** The practice's name: from inside the letter as soon as it is open. */
export function practiceName(state: State): string {
  return state.letter?.practice.name ?? state.outside.name;
}

/** True while there is an answer that would be lost with the page. */
export function holdsAnswer(state: State): boolean {
  return !state.handedOver && (state.answer.trim() !== '' || state.photos.length > 0);
}
