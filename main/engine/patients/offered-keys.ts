import type { Journal } from '../journal/journal.ts';
import { readOfferedKey } from '../protection/offered-key.ts';
import { type PublicKeyFacts, readPublicKey } from '../protection/public-key.ts';
import { mergePublicKeys } from '../protection/public-keys.ts';
import type { Store } from '../store/open.ts';
import { listPublicKeyRows, type PublicKeyRow } from '../store/tables/public-keys.ts';
import { keepKey } from './keys.ts';

/** Of one address, uncompared: a flood of forged mails must fill neither the journal nor a list that a person reads. */
const mostOffered = 3;

/** Whose word a key is that came with a mail: its owner's, as it seems, or somebody else's. */
export type OfferedBy = 'autocrypt' | 'gossip';

/**
 * Keeps a key that came with a mail for an address: beside what is there, never instead of it, and as one that nobody
 * compared. Passes over what is known, one too many, or no usable key for this address. Of a key that is kept it takes what its
 * owner changed: a later end, a withdrawal. Gives the addresses whose mail is to be read again; none where nothing was kept.
 */
export async function keepOfferedKey(
  store: Store,
  journal: Journal,
  offered: { readonly address: string; readonly bytes: Uint8Array; readonly source: OfferedBy; readonly now: number },
): Promise<readonly string[]> {
  const { address, bytes, source, now } = offered;
  const rows = listPublicKeyRows(store.read, address);
  if (rows.some((row) => Buffer.compare(row.bytes, bytes) === 0)) return [];
  const facts = await readOfferedKey(bytes, now);
  if (facts === null) return [];
  const known = rows.find(({ fingerprint }) => fingerprint === facts.fingerprint);
  if (known !== undefined) {
    if (!(await saysMore(known, facts, now))) return [];
    return keepKey(store, journal, { address, facts, source: known.source, now });
  }
  if (isFull(rows) || facts.status !== 'usable' || !facts.addresses.includes(address)) return [];
  return keepKey(store, journal, { address, facts, source, now });
}

function isFull(rows: readonly PublicKeyRow[]): boolean {
  const offered: readonly string[] = ['autocrypt', 'gossip'];
  return rows.filter(({ source, comparedAt }) => offered.includes(source) && comparedAt === null).length >= mostOffered;
}

/** Anybody can add other people's signatures to a copy of a key; only what its owner said is news. */
async function saysMore(known: PublicKeyRow, { bytes }: PublicKeyFacts, now: number): Promise<boolean> {
  const merged = await mergePublicKeys(known.bytes, bytes, now).catch(() => null);
  if (merged === null) return false;
  const meaning = async (key: Uint8Array) => {
    const { status, expires, userIds } = await readPublicKey(key, now);
    return JSON.stringify([status, expires, [...userIds].sort()]);
  };
  return (await meaning(known.bytes)) !== (await meaning(merged));
}
