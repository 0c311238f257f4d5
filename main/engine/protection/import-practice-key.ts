import { decryptKey, type PrivateKey, readPrivateKeys } from 'openpgp';
import { EngineError } from '../base/errors.ts';
import { fullSettings, openPgpSettings } from './openpgp-settings.ts';
import { type PracticeKey, toPracticeKey } from './practice-key.ts';
import { armorIn, judgeKey, maxKeyBytes } from './public-key.ts';

/** Why a key cannot become the practice's. */
export type ImportProblem =
  | 'malformed'
  | 'several'
  | 'too-large'
  | 'public-only'
  | 'wrong-passphrase'
  | 'incomplete'
  | 'other-address'
  | 'too-new'
  | 'cannot-be-used';

function refused(reason: ImportProblem, cause?: unknown): EngineError {
  return new EngineError('key-unusable', { reason }, cause === undefined ? {} : { cause });
}

/**
 * Opens a private key that the practice used elsewhere. As the `present` key it must be usable, of version 4 and name
 * `address`, for all of that is what others need to write to us; for `old-mail` it need only open. Throws `key-unusable`
 * with an `ImportProblem`. `now` in milliseconds.
 */
export async function importPracticeKey(options: {
  readonly bytes: Uint8Array;
  readonly passphrase: string;
  readonly use: 'present' | 'old-mail';
  readonly address: string | null;
  readonly now: number;
}): Promise<PracticeKey> {
  const key = await unlock(await readPrivate(options.bytes), options.passphrase);
  if (key.getKeys().every(({ keyPacket }) => !isWhole(keyPacket))) throw refused('incomplete');
  if (options.use === 'old-mail') return toPracticeKey(key);
  if (key.getKeys().some(({ keyPacket }) => !isWhole(keyPacket))) throw refused('incomplete');
  if (key.keyPacket.version !== 4) throw refused('too-new');
  const { status, addresses } = await judgeKey(key, options.now);
  const signs = await key.getSigningKey(undefined, new Date(options.now), undefined, fullSettings).catch(() => null);
  if (status !== 'usable' || signs === null) throw refused('cannot-be-used');
  if (options.address !== null && !addresses.includes(options.address.toLowerCase())) throw refused('other-address');
  return toPracticeKey(key);
}

async function readPrivate(bytes: Uint8Array): Promise<PrivateKey> {
  if (bytes.length > maxKeyBytes) throw refused('too-large');
  const text = armorIn(bytes);
  if (text?.includes('BEGIN PGP PUBLIC KEY') && !text.includes('BEGIN PGP PRIVATE KEY')) throw refused('public-only');
  const keys = await (text === null
    ? readPrivateKeys({ binaryKeys: bytes, config: openPgpSettings })
    : readPrivateKeys({ armoredKeys: text, config: openPgpSettings })
  ).catch((error: unknown) => {
    throw refused('malformed', error);
  });
  const [key, second] = keys;
  if (key === undefined) throw refused('public-only');
  if (second !== undefined) throw refused('several');
  return key;
}

async function unlock(key: PrivateKey, passphrase: string): Promise<PrivateKey> {
  if (key.getKeys().every(({ keyPacket }) => isOpen(keyPacket))) return key;
  try {
    return await decryptKey({ privateKey: key, passphrase, config: openPgpSettings });
  } catch (error) {
    throw refused('wrong-passphrase', error);
  }
}

type KeyPacket = PrivateKey['keyPacket'] | PrivateKey['subkeys'][number]['keyPacket'];
type SecretPacket = { readonly isDecrypted: () => boolean | null; readonly isDummy: () => boolean };

const secret = (packet: KeyPacket): SecretPacket => packet as unknown as SecretPacket;
/** Smart cards and offline primary keys leave an empty shell in the file. */
const isWhole = (packet: KeyPacket): boolean => !secret(packet).isDummy();
const isOpen = (packet: KeyPacket): boolean => secret(packet).isDummy() || secret(packet).isDecrypted() === true;
