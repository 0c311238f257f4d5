import type { LetterSource } from './letter-source.ts';

export function createLetterSource(): LetterSource {
  return { audience: () => null, open: () => null };
}
