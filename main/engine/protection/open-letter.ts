import './native-argon2.ts';
import { decrypt, readMessage } from 'openpgp';
import { dataBlocks, type LetterHeader } from '../../contract/sealed/letter.ts';
import { cutFiles, splitPayload } from '../../contract/sealed/payload.ts';
import { openPgpSettings } from './openpgp-settings.ts';
import { normalisePhrase } from './phrases.ts';
import { unreadable } from './unreadable.ts';

/** A letter as the patient's page will read it. */
export type OpenedLetter = { readonly header: LetterHeader; readonly files: readonly Uint8Array[] };

// The data block by its id: the page's own script knows the words of armor too.
const armor = new RegExp(`id="${dataBlocks.letter}">(-----BEGIN PGP MESSAGE-----[^-]+-----END PGP MESSAGE-----)`);

/** The encrypted letter in a sealed page, armored, or null: for the last check of the finished bytes. */
export function findSealedArmor(page: Uint8Array): string | null {
  return armor.exec(new TextDecoder('latin1').decode(page))?.[1] ?? null;
}

/** The same for a letter that travels without its page. */
export async function openLockedLetter(options: {
  readonly armored: string;
  readonly phrase: string;
}): Promise<OpenedLetter> {
  const { armored } = options;
  const message = await readMessage({ armoredMessage: armored, config: openPgpSettings }).catch((error: unknown) => {
    throw unreadable('damaged', error);
  });
  const passwords = normalisePhrase(options.phrase, 'en');
  const { data } = await decrypt({ message, passwords, format: 'binary', config: openPgpSettings }).catch(
    (error: unknown) => {
      throw unreadable('wrong-phrase', error);
    },
  );
  const { header, rest } = splitPayload(data);
  const parsed = JSON.parse(new TextDecoder().decode(header)) as LetterHeader;
  const files = cutFiles(
    rest,
    parsed.files.map(({ size }) => size),
  );
  if (files === null) throw unreadable('damaged');
  return { header: parsed, files };
}
