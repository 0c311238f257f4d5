import type { KeyOffer, KeySource, KeyView } from '../../contract/keys.ts';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { readKnownKey } from '../protection/known-key.ts';
import { type PublicKeyFacts, readPublicKey } from '../protection/public-key.ts';
import type { MergedKey, mergePublicKeys } from '../protection/public-keys.ts';
import type { Store } from '../store/open.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { doubtSigner } from '../store/tables/message-reading.ts';
import {
  findPublicKeyRow,
  listAllPublicKeyRows,
  listPublicKeyRows,
  listRowsOfKey,
  type PublicKeyRow,
} from '../store/tables/public-keys.ts';

/** A key we hold for an address, judged at `now`, with what people did with it. */
export async function listKeys(
  db: ReadHandle,
  address: string,
  now: number,
): Promise<(KeyView & { readonly bytes: Uint8Array })[]> {
  return Promise.all(
    listPublicKeyRows(db, address).map(async (row) => toView(row, await readKnownKey(row.bytes, now))),
  );
}

function toView(row: PublicKeyRow, facts: PublicKeyFacts): KeyView & { readonly bytes: Uint8Array } {
  return {
    fingerprint: row.fingerprint,
    address: row.address,
    addresses: [...facts.addresses],
    algorithm: facts.algorithm,
    created: facts.created,
    expires: facts.expires,
    status: facts.status,
    source: row.source,
    addedAt: row.addedAt,
    comparedAt: row.comparedAt,
    comparedBy: row.comparedBy,
    bytes: row.bytes,
  };
}

/** More than any practice has; a window lists no more. */
const mostListed = 2_000;

/** Everybody's keys, by address, judged at `now`. */
export async function listAllKeys(db: ReadHandle, now: number): Promise<KeyView[]> {
  const views: KeyView[] = [];
  for (const row of listAllPublicKeyRows(db, mostListed)) {
    const { bytes: _bytes, ...view } = toView(row, await readPublicKey(row.bytes, now));
    views.push(view);
  }
  return views;
}

/** A key that somebody may keep, with what is kept beside it. */
export function toOffer(db: ReadHandle, { bytes, ...facts }: PublicKeyFacts): KeyOffer {
  const rivals = facts.addresses.flatMap((address) => {
    const others = listPublicKeyRows(db, address).filter(({ fingerprint }) => fingerprint !== facts.fingerprint);
    return others.length === 0 ? [] : [{ address, compared: others.some((row) => row.comparedAt !== null) }];
  });
  return {
    ...facts,
    userIds: [...facts.userIds],
    addresses: [...facts.addresses],
    key: bytes,
    keptFor: listRowsOfKey(db, facts.fingerprint).map(({ address }) => address),
    rivals,
  };
}

export type KeyKeeping = {
  readonly store: Store;
  readonly journal: Journal;
  /** In a worker: a stranger's copy may hold a lot to check. */
  readonly merge: (job: Parameters<typeof mergePublicKeys>[0]) => Promise<MergedKey>;
};

/**
 * Keeps a key for an address beside those that are there; it replaces none, and nobody has compared it yet. Of the same key
 * all copies become one, for whomever they are kept: a withdrawal holds everywhere. Gives the addresses whose mail is to be
 * read again; none where nothing is new.
 */
export async function keepKey(
  { store, journal, merge }: KeyKeeping,
  key: {
    readonly address: string;
    readonly facts: PublicKeyFacts;
    readonly source: KeySource;
    readonly now: number;
    /** Of a key that is kept, takes only what its owner changed. */
    readonly ownersWord?: boolean;
  },
): Promise<readonly string[]> {
  const { facts, source, now } = key;
  const { fingerprint } = facts;
  const address = storedAddress(key.address);
  const kept = listRowsOfKey(store.read, fingerprint);
  const [copy] = kept;
  const merged = copy === undefined ? null : await merge({ kept: copy.bytes, more: facts.bytes, now });
  const differs = merged !== null && Buffer.compare(merged.bytes, copy?.bytes ?? merged.bytes) !== 0;
  const isNews = differs && (merged.saysMore || key.ownersWord !== true);
  const bytes = (isNews ? merged.bytes : copy?.bytes) ?? facts.bytes;
  const row = kept.find((each) => each.address === address);
  // What was somebody else's word so far is their own now, or a person's.
  const isKnown = row !== undefined && (row.source !== 'gossip' || source === 'gossip');
  if (isKnown && !isNews) return [];
  store.write((db) => {
    // What they signed may have been withdrawn.
    if (isNews) for (const row of kept) doubtSigner(db, fingerprint, row.address);
    journal.append(db, 'key.added', { fingerprint, address, bytes: Buffer.from(bytes).toString('base64'), source });
  });
  return [...new Set([address, ...(isNews ? kept.map((row) => row.address) : [])])];
}

/** A person compared the fingerprint with whoever has this address; throws `not-found` where no such key is kept for it. */
export function compareKey(db: WriteHandle, journal: Journal, fingerprint: string, address: string): void {
  if (!listPublicKeyRows(db, address).some((row) => row.fingerprint === fingerprint))
    throw new EngineError('not-found');
  journal.append(db, 'key.compared', { fingerprint, address: storedAddress(address) });
}

export function removeKey(db: WriteHandle, journal: Journal, fingerprint: string, address: string): void {
  if (findPublicKeyRow(db, fingerprint) === null) throw new EngineError('not-found');
  doubtSigner(db, fingerprint, address);
  journal.append(db, 'key.removed', { fingerprint, address: storedAddress(address) });
}
