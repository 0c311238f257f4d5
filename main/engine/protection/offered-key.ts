import { type PublicKeyFacts, parsePublicKey, readPublicKey } from './public-key.ts';

/** Packets of a key that came with a mail. Each user ID and signature costs time to check, and nobody asked for this key. */
const mostPackets = 40;

/** Judges a key that came with a mail, at `now` (milliseconds); null for one that is no key, or would be too much work. */
export async function readOfferedKey(bytes: Uint8Array, now: number): Promise<PublicKeyFacts | null> {
  try {
    if ((await parsePublicKey(bytes)).toPacketList().length > mostPackets) return null;
    return await readPublicKey(bytes, now);
  } catch {
    return null;
  }
}
