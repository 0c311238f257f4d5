import type { SealedLanguage } from './letter.ts';
import { lettersOf, phraseWords } from './phrase.ts';

function withinOneStep(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  if (restA.length <= 1 && restB.length <= 1) return true;
  // Two neighbours exchanged: "mapel" for "maple".
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

/** The one word of the list that a mistyped word is one slip away from (a letter too many, too few, wrong, or two exchanged). */
export function findSimilarWord(typed: string, language: SealedLanguage): string | null {
  const letters = lettersOf(typed);
  if (letters.length < 3) return null;
  const found = phraseWords(language).filter((word) => withinOneStep(letters, lettersOf(word)));
  return found.length === 1 ? (found[0] ?? null) : null;
}
