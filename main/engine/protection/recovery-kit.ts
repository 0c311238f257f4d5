import { encryptKey } from 'openpgp';
import { readOwnKey } from './openpgp.ts';
import { openPgpSettings } from './openpgp-settings.ts';

/**
 * The practice's private key, encrypted with the recovery code (128 random bits, so the old iterated S2K is enough, and every
 * OpenPGP program can open it without Postern). The code is used exactly as given.
 */
export async function lockPrivateKey(privateKey: string, recoveryCode: string): Promise<string> {
  const key = await encryptKey({
    privateKey: await readOwnKey(privateKey),
    passphrase: recoveryCode,
    config: { ...openPgpSettings, aeadProtect: false },
  });
  return key.armor();
}
