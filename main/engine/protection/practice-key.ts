import { generateKey, type PrivateKey, reformatKey } from 'openpgp';
import { EngineError } from '../base/errors.ts';
import { readOwnKey } from './openpgp.ts';
import { fullSettings, openPgpSettings } from './openpgp-settings.ts';

/** The practice's own key. The private part has no passphrase: the vault holds it. */
export type PracticeKey = {
  readonly privateKey: string;
  readonly publicKey: Uint8Array;
  readonly fingerprint: string;
};

/** Everybody's software can write to a key made so: version 4 and no SEIPDv2 flag (RFC 9580 keeps both for that). */
const forEverybody = { ...openPgpSettings, aeadProtect: false, v6Keys: false };

/** A key that nobody renews ends by itself: the last word when a computer and its kit are lost. Three years, in seconds. */
const life = 3 * 365 * 24 * 3_600;

/** Makes the practice's key: Curve25519 in its legacy form, for three years. `now` in milliseconds. */
export async function createPracticeKey(options: {
  readonly name: string;
  readonly address: string;
  readonly now: number;
}): Promise<PracticeKey> {
  const { privateKey } = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    // A user ID is "name <address>": brackets in a practice's name would read as another address.
    userIDs: [{ name: options.name.replace(/[<>\p{Cc}]/gu, ' ').trim(), email: options.address }],
    date: new Date(options.now),
    keyExpirationTime: life,
    format: 'object',
    config: forEverybody,
  });
  return toPracticeKey(privateKey);
}

/**
 * The same key, good for three more years from `now` (milliseconds). Whoever has it gets the news with our next message; mail
 * to the old copy still opens. Throws `key-unusable` with the reason `own`.
 */
export async function renewPracticeKey(privateKey: string, now: number): Promise<PracticeKey> {
  const key = await readOwnKey(privateKey);
  const userIDs = key.users.flatMap(({ userID }) =>
    userID === null ? [] : [{ name: userID.name, comment: userID.comment, email: userID.email }],
  );
  try {
    const { privateKey: renewed } = await reformatKey({
      privateKey: key,
      userIDs,
      keyExpirationTime: Math.ceil((now - key.getCreationTime().getTime()) / 1_000) + life,
      date: new Date(now),
      format: 'object',
      config: forEverybody,
    });
    return toPracticeKey(renewed);
  } catch (error) {
    throw new EngineError('key-unusable', { reason: 'own' }, { cause: error });
  }
}

/** What makes a lost or stolen key worthless for everybody, once it is published; any OpenPGP program takes it. */
export async function revocationCertificate(privateKey: string, now: number): Promise<string> {
  const key = await readOwnKey(privateKey);
  try {
    const date = new Date(now);
    const revoked = await key.revoke({ string: 'Made in advance with the recovery kit' }, date, fullSettings);
    return String(await revoked.getRevocationCertificate(date, fullSettings));
  } catch (error) {
    throw new EngineError('key-unusable', { reason: 'own' }, { cause: error });
  }
}

/** A private key without passphrase as the practice's. */
export function toPracticeKey(key: PrivateKey): PracticeKey {
  return { privateKey: key.armor(fullSettings), publicKey: key.toPublic().write(), fingerprint: key.getFingerprint() };
}
