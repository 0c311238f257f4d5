import { dataBlocks, type LetterOutside } from '../../main/contract/sealed/letter.ts';
import { armorOf, readFragment } from '../../main/contract/sealed/link.ts';

/** What this page was opened with: its own facts, and the locked letter where it came along. */
export type Arrived = {
  readonly outside: LetterOutside;
  /** An armored OpenPGP message; null on the reader page until a link or a file brings one. */
  readonly armored: string | null;
  /** True on the practice's website, false for a page that is itself the letter. */
  readonly isReader: boolean;
};

/**
 * Reads what came with the page: a letter inside it, or one in the address behind the `#`, which browsers never send. On the
 * reader page sign and language are the letter's; name and telephone stay the practice's own.
 */
export function readArrived(page: Document, hash: string): Arrived {
  const outside: LetterOutside = { ...unknownPractice, ...JSON.parse(textOf(page, dataBlocks.outside) || '{}') };
  const inside = textOf(page, dataBlocks.letter);
  if (inside !== '') return { outside, armored: inside, isReader: false };
  const fragment = readFragment(hash);
  if (fragment === null) return { outside, armored: null, isReader: true };
  const { language, sign, message } = fragment;
  return {
    outside: { ...outside, language, sign },
    armored: message === null ? null : armorOf(message),
    isReader: true,
  };
}

/** Of a file that was cut off before its first facts. */
const unknownPractice: LetterOutside = { name: '', telephone: '', sign: '', language: 'en' };

/** False for a letter that was cut off on its way: no phrase can open it. */
export function isWhole(armored: string): boolean {
  return armored.trimEnd().endsWith('-----END PGP MESSAGE-----');
}

function textOf(page: Document, id: string): string {
  return page.getElementById(id)?.textContent ?? '';
}

const inPage = new RegExp(`id="${dataBlocks.letter}">(-----BEGIN PGP MESSAGE-----[^-]+-----END PGP MESSAGE-----)`);
const alone = /^\s*(-----BEGIN PGP MESSAGE-----[^-]+-----END PGP MESSAGE-----)/;

/** The locked letter in a file that a person chose: one that came with a link, or a whole page. Null in any other. */
export function findLockedLetter(file: string): string | null {
  return (inPage.exec(file) ?? alone.exec(file))?.[1] ?? null;
}
