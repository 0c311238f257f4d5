import type { Cipheriv, Decipheriv } from 'node:crypto';
import { joinBytes } from '../base/join-bytes.ts';

/** Everything that a cipher makes of `bytes`, its end included. Throws what the runtime throws at the end. */
export function allOf(cipher: Cipheriv | Decipheriv, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return joinBytes([cipher.update(bytes), cipher.final()]);
}
