import { generateKey } from 'openpgp';
import { openPgpSettings } from './openpgp-settings.ts';

/** The practice's own key. The private part has no passphrase: the vault holds it. */
export type PracticeKey = {
  readonly privateKey: string;
  readonly publicKey: Uint8Array;
  readonly fingerprint: string;
};

/**
 * Makes the practice's key: version 4, Curve25519 in its legacy form and no SEIPDv2 flag, so that everybody's software can
 * write to it (RFC 9580 keeps both for that). `now` in milliseconds.
 */
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
    format: 'object',
    config: { ...openPgpSettings, aeadProtect: false, v6Keys: false },
  });
  return {
    privateKey: privateKey.armor(),
    publicKey: privateKey.toPublic().write(),
    fingerprint: privateKey.getFingerprint(),
  };
}
