import { type AlgorithmInfo, type Key, readKeys, type Subkey, type UserIDPacket } from 'openpgp';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import { clockTolerance, fullSettings, openPgpSettings } from './openpgp-settings.ts';
import { remember } from './remember.ts';

export type PublicKeyStatus = 'usable' | 'expired' | 'revoked' | 'weak' | 'cannot-encrypt';

/** What a public key says about itself. Only user IDs with a valid self-signature count; times in milliseconds. */
export type PublicKeyFacts = {
  readonly fingerprint: string;
  readonly userIds: readonly string[];
  /** As they are kept. */
  readonly addresses: readonly string[];
  readonly algorithm: string;
  readonly created: number;
  readonly expires: number | null;
  /** The key in binary, without private parts. */
  readonly bytes: Uint8Array;
  readonly status: PublicKeyStatus;
};

/** Larger than any real key. */
export const maxKeyBytes = 1_000_000;

/** Why a key could not be read: not a key, several, a private one, or larger than any real one. */
export type KeyProblem = 'malformed' | 'several' | 'private' | 'too-large';

/** The error of a key that cannot be read. */
export function unusable(reason: KeyProblem, cause?: unknown): EngineError {
  return new EngineError('key-unusable', { reason }, cause === undefined ? {} : { cause });
}

/** Parses exactly one public key, binary or armored. Throws `key-unusable` with a `KeyProblem`. */
export async function parsePublicKey(input: Uint8Array | string): Promise<Key> {
  const [key, second] = await parseKeys(input);
  if (key === undefined) throw unusable('malformed');
  if (second !== undefined) throw unusable('several');
  if (key.isPrivate()) throw unusable('private');
  return key;
}

/** The same for keys of ours and of recipients, which each message needs again; what comes from strangers is not kept. */
export const parseKnownPublicKey = remember(40, parsePublicKey);

/** Parses whatever keys there are, private ones too. Throws `key-unusable`. */
export async function parseKeys(input: Uint8Array | string): Promise<readonly Key[]> {
  if (input.length > maxKeyBytes) throw unusable('too-large');
  try {
    const text = typeof input === 'string' ? input : armorIn(input);
    return await (text === null
      ? readKeys({ binaryKeys: input as Uint8Array, config: openPgpSettings })
      : readKeys({ armoredKeys: text, config: openPgpSettings }));
  } catch (error) {
    throw unusable('malformed', error);
  }
}

/** A key file is as often armored as not, whatever its name says. Every binary key begins with a byte above 127. */
export function armorIn(bytes: Uint8Array): string | null {
  return (bytes[0] ?? 0) < 0x80 ? new TextDecoder('latin1').decode(bytes) : null;
}

/** Reads one key and judges it at `now` (milliseconds). Throws `key-unusable` for what is no single public key. */
export async function readPublicKey(input: Uint8Array | string, now: number): Promise<PublicKeyFacts> {
  return judgeKey(await parsePublicKey(input), now);
}

/** What a parsed key says about itself at `now` (milliseconds). Throws `key-unusable`. */
export async function judgeKey(key: Key, now: number): Promise<PublicKeyFacts> {
  const date = new Date(now);
  try {
    const userIds = await validUserIds(key, date);
    return {
      fingerprint: key.getFingerprint(),
      userIds: userIds.map((packet) => packet.userID),
      addresses: [...new Set(userIds.map((packet) => storedAddress(packet.email)).filter((address) => address !== ''))],
      algorithm: nameOf(key.getAlgorithmInfo()),
      created: key.getCreationTime().getTime(),
      expires: await expiryOf(key),
      bytes: key.toPublic().write(),
      status: await statusOf(key, date),
    };
  } catch (error) {
    throw unusable('malformed', error);
  }
}

async function validUserIds(key: Key, date: Date): Promise<readonly UserIDPacket[]> {
  const valid: UserIDPacket[] = [];
  for (const user of key.users) {
    // An expired key's user IDs still say whose it was, so they may also have been valid when it was made.
    const judged = [date, key.getCreationTime(), new Date(date.getTime() + clockTolerance)].map((at) =>
      succeeds(user.verify(at, fullSettings)),
    );
    if (user.userID !== null && (await Promise.all(judged)).includes(true)) valid.push(user.userID);
  }
  return valid;
}

/**
 * A moment at which all keys can be encrypted to: now, else a day ahead, for a key may come from a clock ahead of ours. Null when
 * there is none.
 */
export async function findEncryptionDate(keys: readonly Key[], now: number): Promise<Date | null> {
  for (const date of [new Date(now), new Date(now + clockTolerance)]) {
    const ready = keys.map((key) => succeeds(key.getEncryptionKey(undefined, date, undefined, fullSettings)));
    if ((await Promise.all(ready)).every(Boolean)) return date;
  }
  return null;
}

async function expiryOf(key: Key): Promise<number | null> {
  const encryptionKey = await orNull(key.getEncryptionKey(undefined, null, undefined, fullSettings));
  const times = [await key.getExpirationTime(undefined, fullSettings)];
  if (encryptionKey !== null && 'mainKey' in encryptionKey) times.push(await encryptionKey.getExpirationTime());
  const dates = times.filter((time) => time instanceof Date).map((time) => time.getTime());
  return dates.length === 0 ? null : Math.min(...dates);
}

async function statusOf(key: Key, date: Date): Promise<PublicKeyStatus> {
  if (await key.isRevoked(undefined, undefined, date, fullSettings)) return 'revoked';
  if ((await findEncryptionDate([key], date.getTime())) !== null) return 'usable';
  if (isWeak(key)) return 'weak';
  const wasUsable = await succeeds(key.getEncryptionKey(undefined, null, undefined, fullSettings));
  const expires = wasUsable ? await expiryOf(key) : null;
  return expires !== null && expires <= date.getTime() ? 'expired' : 'cannot-encrypt';
}

const outdated: readonly AlgorithmInfo['algorithm'][] = ['dsa', 'elgamal'];

// Weak is what the library refuses for its strength alone, so that the window can say "too short" and not "broken".
function isWeak(key: Key): boolean {
  return [key, ...key.subkeys].some((part: Key | Subkey) => {
    const { algorithm, bits, curve } = part.getAlgorithmInfo();
    const short = algorithm.startsWith('rsa') && bits !== undefined && bits < fullSettings.minRSABits;
    return short || outdated.includes(algorithm) || curve === 'secp256k1';
  });
}

function nameOf({ algorithm, bits, curve }: AlgorithmInfo): string {
  if (algorithm.startsWith('rsa')) return `RSA ${bits ?? ''}`.trim();
  if (curve === 'ed25519Legacy' || curve === 'curve25519Legacy' || algorithm === 'ed25519') return 'Ed25519';
  return curve === undefined ? algorithm : `${algorithm} ${curve}`;
}

function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}

function orNull<Value>(attempt: Promise<Value>): Promise<Value | null> {
  return attempt.catch(() => null);
}
