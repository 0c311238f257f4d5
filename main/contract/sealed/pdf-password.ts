import { lettersOf } from './phrase.ts';

/**
 * A phrase as the password of a PDF letter. No reader forgives case, accents or spaces there, so it has one stated form:
 * the five words in small letters without accents (ñ is n), one space between two words.
 */
export function pdfPassword(phrase: string): string {
  return phrase
    .trim()
    .split(/\s+/)
    .map((word) => lettersOf(word))
    .join(' ');
}

/**
 * A PDF opens with either of two passwords (ISO 32000-2, 7.6.4). The second one is the way people miss the stated form most
 * easily: with accents, as the slip prints it, or else all words run together.
 */
export function secondPdfPassword(phrase: string): string {
  const stated = pdfPassword(phrase);
  const printed = phrase.trim().split(/\s+/).join(' ').normalize('NFC').toLowerCase();
  return printed === stated ? stated.replaceAll(' ', '') : printed;
}
