import { openEncrypted } from '../../main/engine/protection/openpgp.ts';
import { readAnswer, type SealedAnswer } from '../../main/engine/protection/sealed-answer.ts';

/** Opens an answer as the practice does when mail comes in: decrypted first, then validated. */
export async function openAnswer(answer: {
  readonly armored: string;
  readonly privateKey: string;
  readonly now: number;
}): Promise<SealedAnswer> {
  const { armored: ciphertext, ...rest } = answer;
  return readAnswer((await openEncrypted({ ciphertext, candidates: [], ...rest })).payload);
}
