import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SealedLanguage } from '../../../main/contract/sealed/letter.ts';
import { findWord, lettersOf, listCompletions, phraseWords } from '../../../main/contract/sealed/phrase.ts';
import { findSimilarWord } from '../../../main/contract/sealed/similar-word.ts';
import { generatePhrase, generateSign, normalisePhrase } from '../../../main/engine/protection/phrases.ts';

const languages: readonly SealedLanguage[] = ['en', 'es'];

describe.each(languages)('the word list %s', (language) => {
  const words = phraseWords(language);

  it('gives 64 bits and more to five words', () => {
    expect(5 * Math.log2(words.length)).toBeGreaterThan(64);
  });

  it('is sorted, and all its words differ without case and accents', () => {
    const letters = words.map(lettersOf);
    expect(new Set(letters).size).toBe(words.length);
    expect(letters).toEqual([...letters].sort());
    expect(letters.every((word) => /^[a-z]{3,11}$/.test(word))).toBe(true);
  });

  it('makes phrases of five and signs of two of its words', () => {
    for (let round = 0; round < 200; round += 1) {
      expect(generatePhrase(language).split(' ')).toSatisfy(
        (five: string[]) => five.length === 5 && five.every((word) => words.includes(word)),
      );
    }
    expect(generateSign(language).split(' ')).toHaveLength(2);
  });

  it('draws from all of the list, evenly', () => {
    const drawn = new Map<string, number>();
    for (let round = 0; round < 20_000; round += 1) {
      for (const word of generatePhrase(language).split(' ')) drawn.set(word, (drawn.get(word) ?? 0) + 1);
    }
    // 100,000 draws, about 12.9 each: to miss a word or to see one 40 times has a chance under one in a million.
    expect(drawn.size).toBeGreaterThan(words.length - 3);
    expect(Math.max(...drawn.values())).toBeLessThan(40);
  });

  it('reads every word as itself, never completed to a longer one', () => {
    for (const word of words) expect(findWord(word, language)).toBe(word);
  });
});

it('the lists are frozen: a changed word would stop phrases from opening their letters', () => {
  const hash = (language: SealedLanguage) => createHash('sha256').update(phraseWords(language).join(' ')).digest('hex');
  expect(hash('en')).toBe('dc76fed855bc63843490b1d9aa27972501aa2894e98eaceca12a8a4fd24ea9e1');
  expect(hash('es')).toBe('96a038c738fd858bf04e5e82b6853e549aae5f09fa2af2cc45d987f4c0879dfb');
});

describe('reading a phrase as people type it', () => {
  const letters = 'ravinelanternharvestviolinwalnut';

  it.each([
    ['as it stands on the slip', 'ravine lantern harvest violin walnut'],
    ['capitals, as a phone begins a sentence', 'Ravine Lantern HARVEST violin Walnut'],
    ['hyphens', 'ravine-lantern-harvest-violin-walnut'],
    ['dots and commas', ' ravine, lantern. harvest · violin; walnut '],
    ['many spaces, tabs and a line feed', 'ravine  lantern\tharvest\nviolin   walnut\u00a0'],
    ['no spaces at all', 'ravinelanternharvestviolinwalnut'],
    ['accents by mistake', 'rávine lantérn harvest vïolin walnüt'],
    ['beginnings', 'ravine lant harv violi waln'],
    ['digits and punctuation around it', '1. ravine 2. lantern 3. harvest 4. violin 5. walnut!'],
  ])('%s', (_, typed) => {
    expect(normalisePhrase(typed, 'en')).toBe(letters);
    expect(normalisePhrase(typed, 'es')).toBe(letters);
  });

  it('reads Spanish with and without its accents', () => {
    const phrase = phraseWords('es')
      .filter((word) => word !== lettersOf(word))
      .slice(0, 5)
      .join(' ');
    expect(normalisePhrase(phrase, 'en')).toBe(lettersOf(phrase));
    expect(normalisePhrase(lettersOf(phrase.replaceAll(' ', '-')), 'en')).toBe(lettersOf(phrase));
    expect(normalisePhrase(phrase.normalize('NFD').toUpperCase(), 'es')).toBe(lettersOf(phrase));
  });

  it('does not guess where a beginning fits several words', () => {
    expect(normalisePhrase('ra lantern harvest violin walnut', 'en')).toBe('ralanternharvestviolinwalnut');
    expect(listCompletions('ravi', 'en', 5)).toEqual(
      ['ravine', 'raving', 'ravioli', 'ravishing'].filter((word) => phraseWords('en').includes(word)),
    );
  });

  it.each(languages)(
    'gives the same letters for each new phrase of %s, whatever language the page is in',
    (language) => {
      for (let round = 0; round < 300; round += 1) {
        const phrase = generatePhrase(language);
        expect(normalisePhrase(phrase, 'en')).toBe(lettersOf(phrase));
        expect(normalisePhrase(phrase, 'es')).toBe(lettersOf(phrase));
      }
    },
  );

  it('finds the word that was meant when one letter is wrong, missing, too many or exchanged', () => {
    for (const typed of ['harvets', 'havest', 'harrvest', 'hervest'])
      expect(findSimilarWord(typed, 'en')).toBe('harvest');
    expect(findSimilarWord('zzzzzz', 'en')).toBeNull();
  });
});
