import { EngineError } from '../../../main/engine/base/errors.ts';
import { importPracticeKey } from '../../../main/engine/protection/import-practice-key.ts';
import { openClearSigned, openSigned } from '../../../main/engine/protection/inline.ts';
import { openEncrypted } from '../../../main/engine/protection/openpgp.ts';
import { readPublicKeys } from '../../../main/engine/protection/public-keys.ts';
import type { Candidate } from '../../../main/engine/protection/signature.ts';

/** What we make of a file: its keys, and it as an encrypted, a signed and a clear-signed message. */
export type Verdict = { readonly keys: string; readonly encrypted: string; readonly signed: string };

/** An error of our own, and so one with a text for people, by its reason. Anything else fails the test. */
function reasonOf(error: unknown): string {
  if (!(error instanceof EngineError)) throw error;
  const { reason } = error.facts;
  return typeof reason === 'string' ? reason : error.code;
}

/** Every private key that the corpus holds and its password opens, and every public one. */
export async function keysOfCorpus(files: readonly Uint8Array[], now: number) {
  const privateKeys: string[] = [];
  const candidates = new Map<string, Candidate>();
  for (const bytes of files) {
    // What has none needs none.
    const wish = { bytes, passphrase: 'password', use: 'old-mail', address: null, now } as const;
    const key = await importPracticeKey(wish).catch(() => null);
    if (key !== null) privateKeys.push(key.privateKey);
    for (const { fingerprint, bytes: publicKey, addresses, status } of await readPublicKeys(bytes, now).catch(
      () => [],
    )) {
      // Of a key that the corpus has broken in twenty ways the whole copy counts.
      if (status === 'usable' || !candidates.has(fingerprint))
        candidates.set(fingerprint, { fingerprint, publicKey, addresses });
    }
  }
  return { privateKeys, candidates: [...candidates.values()] };
}

/** Reads a file in every way that a message or a window could bring it to us. */
export async function judgeFile(
  bytes: Uint8Array,
  { privateKeys, candidates }: Awaited<ReturnType<typeof keysOfCorpus>>,
  now: number,
): Promise<Verdict> {
  const text = new TextDecoder('latin1').decode(bytes);
  const message = text.includes('-----BEGIN PGP') ? text : bytes;
  const keys = await readPublicKeys(bytes, now).then(
    (list) => list.map(({ status }) => status).join(' '),
    (error: unknown) => reasonOf(error),
  );
  let encrypted = 'not-for-us';
  for (const privateKey of privateKeys) {
    encrypted = await openEncrypted({ ciphertext: message, privateKey, candidates, now }).then(
      ({ signature }) => `opened ${signature.status}`,
      (error: unknown) => reasonOf(error),
    );
    if (encrypted.startsWith('opened')) break;
  }
  const opened = text.includes('-----BEGIN PGP SIGNED MESSAGE')
    ? openClearSigned({ block: text, candidates, now })
    : openSigned({ message, candidates, now });
  const signed = await opened.then(({ signature }) => signature.status, reasonOf);
  return { keys, encrypted, signed };
}
