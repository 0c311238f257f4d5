import { getRandomValues } from 'node:crypto';
import type { SealedLanguage } from '../../contract/sealed/letter.ts';
import { phraseLength, phraseWords, readPhrase } from '../../contract/sealed/phrase.ts';

/** A whole number below `limit`, each equally likely. What does not divide evenly is drawn again. */
function drawBelow(limit: number): number {
  const range = 2 ** 32;
  const fair = range - (range % limit);
  for (;;) {
    const [drawn] = getRandomValues(new Uint32Array(1));
    if (drawn !== undefined && drawn < fair) return drawn % limit;
  }
}

function drawWords(count: number, language: SealedLanguage): string {
  const words = phraseWords(language);
  return Array.from({ length: count }, () => words[drawBelow(words.length)]).join(' ');
}

/** A new phrase: five words of the language's list, 64.6 bits, separated by spaces, as it stands on the slip. */
export function generatePhrase(language: SealedLanguage): string {
  return drawWords(phraseLength, language);
}

/** The practice's sign for a patient: two words that stand on the slip and in each mail. No secret. */
export function generateSign(language: SealedLanguage): string {
  return drawWords(2, language);
}

/** The letters that the key is derived from, whichever way the phrase was typed (see `contract/sealed/phrase.ts`). */
export function normalisePhrase(typed: string, language: SealedLanguage): string {
  return readPhrase(typed, language).letters;
}
