import { decrypt, decryptSessionKeys, readMessage } from 'openpgp';

/** How an attempt to open the letter went. */
export type Unlocked =
  | { readonly kind: 'open'; readonly payload: Uint8Array }
  | { readonly kind: 'wrong-phrase' | 'damaged' | 'no-memory' };

/** Decrypts the letter with the letters of a phrase. Slow on purpose: Argon2id takes 64 MiB and about half a second. */
export async function unlock(armored: string, letters: string): Promise<Unlocked> {
  const config = { maxArgon2MemoryExponent: 17 };
  try {
    const message = await readMessage({ armoredMessage: armored, config });
    const keys = await decryptSessionKeys({ message, passwords: letters, config }).catch((error: unknown) => {
      if (isMemoryError(error)) throw error;
      return null;
    });
    if (keys === null) return { kind: 'wrong-phrase' };
    const sessionKeys = keys.map(({ data, algorithm }) => ({ data, algorithm: algorithm ?? ('aes256' as const) }));
    const { data } = await decrypt({ message, sessionKeys, format: 'binary', config });
    return { kind: 'open', payload: data };
  } catch (error) {
    return { kind: isMemoryError(error) ? 'no-memory' : 'damaged' };
  }
}

function isMemoryError(error: unknown): boolean {
  return error instanceof Error && (error instanceof RangeError || /memory/i.test(`${error.name} ${error.message}`));
}
