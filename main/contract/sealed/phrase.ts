import type { SealedLanguage } from './letter.ts';
import { englishWords } from './words-en.ts';
import { spanishWords } from './words-es.ts';

/** Words in a phrase. Five of 7,772 are 64.6 bits. */
export const phraseLength = 5;

/** The words that phrases and signs of a language are drawn from. */
export function phraseWords(language: SealedLanguage): readonly string[] {
  return language === 'es' ? spanishWords : englishWords;
}

/** The letters of a text, a to z, without case, accents or anything between them. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

type WordBook = { readonly letters: readonly string[]; readonly words: readonly string[] };
const books = new Map<SealedLanguage, WordBook>();

function bookOf(language: SealedLanguage): WordBook {
  const known = books.get(language);
  if (known !== undefined) return known;
  const words = phraseWords(language);
  const book = { words, letters: words.map(lettersOf) };
  books.set(language, book);
  return book;
}

function firstAtOrAfter(letters: readonly string[], prefix: string): number {
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((letters[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Words that begin with what was typed, in order, at most `limit`. The word itself comes first where it is one. */
export function listCompletions(typed: string, language: SealedLanguage, limit: number): readonly string[] {
  const prefix = lettersOf(typed);
  if (prefix === '') return [];
  const book = bookOf(language);
  const found: string[] = [];
  for (let at = firstAtOrAfter(book.letters, prefix); found.length < limit; at += 1) {
    const word = book.words[at];
    if (word === undefined || !book.letters[at]?.startsWith(prefix)) break;
    found.push(word);
  }
  return found;
}

/** The word that was meant: the one typed, or the only one that begins so. Null when there is none, or several. */
export function findWord(typed: string, language: SealedLanguage): string | null {
  const [first, second] = listCompletions(typed, language, 2);
  if (first === undefined) return null;
  const letters = lettersOf(typed);
  return lettersOf(first) === letters || (second === undefined && letters.length > 1) ? first : null;
}

/** One word as typed, and the word of the list that it stands for, if any. */
export type ReadWord = { readonly typed: string; readonly word: string | null };

/** A typed phrase, read with the list that knows more of its words. `letters` is what the key is derived from. */
export type ReadPhrase = {
  readonly language: SealedLanguage;
  readonly words: readonly ReadWord[];
  readonly letters: string;
};

/**
 * Reads a phrase as people type it: case, accents, spaces and hyphens do not matter, and the beginning of a word is enough
 * where only one word begins so. The list of `preferred` wins when both know equally many words.
 */
export function readPhrase(typed: string, preferred: SealedLanguage): ReadPhrase {
  const pieces = typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z]+/)
    .filter((piece) => piece !== '');
  const readIn = (language: SealedLanguage): ReadPhrase => {
    const words = pieces.map((piece) => ({ typed: piece, word: findWord(piece, language) }));
    return { language, words, letters: words.map(({ typed: piece, word }) => lettersOf(word ?? piece)).join('') };
  };
  // A word typed in full tells more than a beginning, which the other list may complete by chance.
  const known = ({ words }: ReadPhrase) =>
    words.reduce((sum, { typed: piece, word }) => {
      if (word === null) return sum;
      return sum + (lettersOf(word) === lettersOf(piece) ? 10 : 1);
    }, 0);
  const first = readIn(preferred);
  const second = readIn(preferred === 'en' ? 'es' : 'en');
  return known(second) > known(first) ? second : first;
}
