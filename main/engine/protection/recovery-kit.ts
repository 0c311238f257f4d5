import { decryptKey, encryptKey, readPrivateKey } from 'openpgp';
import { EngineError } from '../base/errors.ts';
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

/** Opens what `lockPrivateKey` made. Throws `vault-wrong-recovery-code`, or `key-unusable` when it is no private key. */
export async function unlockPrivateKey(lockedKey: string, recoveryCode: string): Promise<string> {
  const key = await readPrivateKey({ armoredKey: lockedKey, config: openPgpSettings }).catch((error: unknown) => {
    throw new EngineError('key-unusable', { reason: 'malformed' }, { cause: error });
  });
  try {
    return (await decryptKey({ privateKey: key, passphrase: recoveryCode, config: openPgpSettings })).armor();
  } catch (error) {
    throw new EngineError('vault-wrong-recovery-code', {}, { cause: error });
  }
}
