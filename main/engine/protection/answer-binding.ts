import { storedAddress } from '../base/address.ts';
import type { SealedAnswer } from './sealed-answer.ts';
import type { AnswerBinding } from './status.ts';

/** A letter of ours that an answer may belong to. */
export type KnownLetter = {
  readonly letterId: string;
  readonly replySecret: string;
  /** Addresses of the patient it went to. */
  readonly addresses: readonly string[];
};

/**
 * Whether an answer belongs to a letter of ours. Only the secret counts, since anybody can encrypt to a public key; then
 * whether this answer came before, then whether it comes from an address of the letter's patient.
 */
export function answerBinding(facts: {
  readonly answer: Pick<SealedAnswer, 'letterId' | 'replySecret'>;
  readonly letter: KnownLetter | null;
  readonly seenBefore: boolean;
  readonly from: string | null;
}): AnswerBinding {
  const { answer, letter, seenBefore, from } = facts;
  if (letter === null || letter.letterId !== answer.letterId) return 'unverified';
  if (!sameSecret(letter.replySecret, answer.replySecret)) return 'unverified';
  if (seenBefore) return 'copy';
  return from !== null && letter.addresses.map(storedAddress).includes(storedAddress(from)) ? 'ours' : 'other-address';
}

// Takes as long for the first wrong character as for the last.
function sameSecret(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at += 1) difference |= a.charCodeAt(at) ^ b.charCodeAt(at % (b.length || 1));
  return difference === 0;
}
