import { randomBytes } from 'node:crypto';
import { longestLink, writeFragment } from '../../../main/contract/sealed/link.ts';
import { lockLetter } from '../../../main/engine/protection/sealed-letter.ts';
import { sampleLetter, samplePhrase, sentAt } from './sample-letter.ts';

/** A letter whose address is as long as one may be, within a hundred characters. `start` is what stands before the letter. */
export async function longLetter(
  start: string,
): Promise<{ readonly fragment: string; readonly text: string; readonly length: number }> {
  // Random hex squeezes to a little over half and no further, so that few tries come close.
  const noise = randomBytes(8_000).toString('hex');
  let chars = 8_000;
  for (let tries = 0; tries < 6; tries += 1) {
    const text = noise.slice(0, chars);
    const letter = sampleLetter({ text });
    const locked = await lockLetter({ letter, phrase: samplePhrase, now: sentAt, squeeze: true });
    const message = Buffer.from(locked).toString('base64url');
    const fragment = writeFragment({ language: 'en', sign: 'amber falcon', message });
    const left = longestLink - start.length - fragment.length;
    if (left >= 0 && left < 100) return { fragment, text, length: longestLink - left };
    // One character of hex takes two thirds of one in the address.
    chars += Math.floor((left - 50) * 1.35);
  }
  throw new Error('no letter came close to the longest link');
}
