import { createHash } from 'node:crypto';
import { type PublicKeyFacts, readPublicKey } from './public-key.ts';

/** How long a key that was found usable counts as that, in ms; its expiry is looked at each time. */
const judgedForMs = 60_000;
/** Keys whose verdicts are kept: those of the letters that are being written. */
const mostKept = 500;

const kept = new Map<string, { readonly at: number; readonly facts: PublicKeyFacts }>();

/**
 * As `readPublicKey`, for keys that are on file: what each message asks several times is not read and verified each time. What
 * a key says changes with its bytes, or by running out. Throws `key-unusable`.
 */
export async function readKnownKey(bytes: Uint8Array, now: number): Promise<PublicKeyFacts> {
  const name = createHash('sha256').update(bytes).digest('base64');
  const known = kept.get(name);
  if (known !== undefined && holds(known, now)) return known.facts;
  const facts = await readPublicKey(bytes, now);
  kept.delete(name);
  if (facts.status === 'usable') kept.set(name, { at: now, facts });
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return facts;
}

function holds({ at, facts }: { readonly at: number; readonly facts: PublicKeyFacts }, now: number): boolean {
  return now >= at && now - at < judgedForMs && (facts.expires === null || now < facts.expires);
}
