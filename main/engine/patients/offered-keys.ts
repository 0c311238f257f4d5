import type { PublicKeyFacts } from '../protection/public-key.ts';
import { countGossipRows, listPublicKeyRows, type PublicKeyRow } from '../store/tables/public-keys.ts';
import { type KeyKeeping, keepKey, listKeys, removeKey } from './keys.ts';

/** Of one address and one source, uncompared: a flood of mails must fill neither the journal nor a list that a person reads. */
const mostOffered = 3;
/** So long a key that nobody uses keeps its place against a mail that anybody could have written. Milliseconds. */
const keepsPlace = 24 * 3_600_000;
/** For everybody together: whoever writes to us can name as many people as they like. */
const mostGossip = 1_000;

/** Whose word a key is that came with a mail: its owner's, as it seems, or somebody else's. */
export type OfferedBy = 'autocrypt' | 'gossip';

export type OfferedKeyKeeping = KeyKeeping & {
  /** In a worker; null for what is no key, or would be too much work. */
  readonly judge: (offered: { readonly bytes: Uint8Array; readonly now: number }) => Promise<PublicKeyFacts | null>;
};

/**
 * Keeps a key that came with a mail for an address: beside what is there, never instead of it, and as one that nobody
 * compared. Passes over what is known, one too many, or no usable key for this address. Of a key that is kept it takes what its
 * owner changed: a later end, a withdrawal. A third person's word counts only where nothing else is kept, and takes nobody's
 * place. Where all places are taken, by forged mails perhaps, the owner's latest word (Autocrypt Level 1, 2.3) takes that of the
 * oldest key nobody uses: at once in an answer to mail of ours, whose name only its reader knows, else after a day. Gives the
 * addresses whose mail is to be read again; none where nothing was kept.
 */
export async function keepOfferedKey(
  keeping: OfferedKeyKeeping,
  offered: {
    readonly address: string;
    readonly bytes: Uint8Array;
    readonly source: OfferedBy;
    /** It came in an answer to a message that we sent to this address. */
    readonly answersUs: boolean;
    readonly now: number;
  },
): Promise<readonly string[]> {
  const db = keeping.store.read;
  const { address, bytes, source, now } = offered;
  const rows = listPublicKeyRows(db, address);
  if (source === 'gossip' && rows.some((row) => row.source !== 'gossip')) return [];
  const isKnown = (row: PublicKeyRow) => row.source !== 'gossip' || source === 'gossip';
  if (rows.some((row) => isKnown(row) && Buffer.compare(row.bytes, bytes) === 0)) return [];
  const facts = await keeping.judge({ bytes, now });
  if (facts === null) return [];
  const known = rows.find(({ fingerprint }) => fingerprint === facts.fingerprint);
  if (known !== undefined) {
    const by = isKnown(known) ? known.source : source;
    return keepKey(keeping, { address, facts, source: by, now, ownersWord: true });
  }
  if (facts.status !== 'usable' || !facts.addresses.includes(address)) return [];
  if (source === 'gossip' && countGossipRows(db) >= mostGossip) return [];
  const places = rows.filter((row) => row.source === source && row.comparedAt === null);
  if (places.length < mostOffered) return keepKey(keeping, { address, facts, source, now, ownersWord: true });
  const unused = source === 'gossip' ? null : await findUnused(keeping, places, offered);
  if (unused === null) return [];
  const keptFor = await keepKey(keeping, { address, facts, source, now, ownersWord: true });
  // Whoever compared it while the other was read wants to keep it.
  keeping.store.write((db) => {
    const row = listPublicKeyRows(db, address).find(({ fingerprint }) => fingerprint === unused);
    if (row?.comparedAt === null) removeKey(db, keeping.journal, unused, address);
  });
  return keptFor;
}

/** The key that gives way: the oldest but for the one that would be used, which no mail displaces. Null: none has to yet. */
async function findUnused(
  { store }: OfferedKeyKeeping,
  places: readonly PublicKeyRow[],
  { address, answersUs, now }: { readonly address: string; readonly answersUs: boolean; readonly now: number },
): Promise<string | null> {
  const inUse = (await listKeys(store.read, address, now)).find(({ status }) => status === 'usable')?.fingerprint;
  const [oldest] = places
    .filter(({ fingerprint }) => fingerprint !== inUse)
    .sort((one, other) => one.addedAt - other.addedAt);
  if (oldest === undefined) return null;
  return answersUs || now - oldest.addedAt >= keepsPlace ? oldest.fingerprint : null;
}
