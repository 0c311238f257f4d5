import { findSealedArmor, type OpenedLetter, openLockedLetter } from '../../main/engine/protection/open-letter.ts';
import { armorLetter, lockLetter, type SealedLetter, sealedPage } from '../../main/engine/protection/sealed-letter.ts';
import { unreadable } from '../../main/engine/protection/unreadable.ts';

/** A whole sealed page, as the road out makes it step by step. */
export async function sealLetter(options: {
  readonly template: string;
  readonly letter: SealedLetter;
  readonly phrase: string;
  readonly now: number;
}): Promise<Uint8Array> {
  return sealedPage(options.template, options.letter, armorLetter(await lockLetter(options)));
}

/** Opens a sealed page with its phrase, as the page itself does. Throws `message-unreadable` as `openLockedLetter` does. */
export async function openLetter(options: {
  readonly page: Uint8Array;
  readonly phrase: string;
}): Promise<OpenedLetter> {
  const armored = findSealedArmor(options.page);
  if (armored === null) throw unreadable('damaged');
  return openLockedLetter({ armored, phrase: options.phrase });
}
