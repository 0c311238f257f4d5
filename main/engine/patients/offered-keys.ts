import type { Journal } from '../journal/journal.ts';
import { readOfferedKey } from '../protection/offered-key.ts';
import type { Store } from '../store/open.ts';
import { listPublicKeyRows, type PublicKeyRow } from '../store/tables/public-keys.ts';
import { addKey } from './keys.ts';

/** Of one address, uncompared: a flood of forged mails must fill neither the journal nor a list that a person reads. */
const mostOffered = 3;

/**
 * Keeps a key that came with a mail for its sender: beside what is there, never instead of it, and as one that nobody
 * compared. Passes over what is known, one too many, or no usable key for this address. True when it was kept.
 */
export async function keepOfferedKey(
  store: Store,
  journal: Journal,
  offered: { readonly address: string; readonly bytes: Uint8Array; readonly now: number },
): Promise<boolean> {
  const { address, bytes, now } = offered;
  const kept = listPublicKeyRows(store.read, address);
  if (isFull(kept) || kept.some((row) => Buffer.compare(row.bytes, bytes) === 0)) return false;
  const facts = await readOfferedKey(bytes, now);
  if (facts?.status !== 'usable' || !facts.addresses.includes(address)) return false;
  return store.write((db) => {
    const rows = listPublicKeyRows(db, address);
    if (isFull(rows) || rows.some(({ fingerprint }) => fingerprint === facts.fingerprint)) return false;
    addKey(db, journal, { address, facts, source: 'autocrypt' });
    return true;
  });
}

function isFull(rows: readonly PublicKeyRow[]): boolean {
  return rows.filter(({ source, comparedAt }) => source === 'autocrypt' && comparedAt === null).length >= mostOffered;
}
