import type { KeyView } from '../../contract/patients.ts';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { type PublicKeyFacts, readPublicKey } from '../protection/public-key.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { findPublicKeyRow, listPublicKeyRows, type PublicKeyRow } from '../store/tables/public-keys.ts';

/** A key we hold for an address, judged at `now`, with what people did with it. */
export async function listKeys(
  db: ReadHandle,
  address: string,
  now: number,
): Promise<(KeyView & { readonly bytes: Uint8Array })[]> {
  return Promise.all(
    listPublicKeyRows(db, address).map(async (row) => toView(row, await readPublicKey(row.bytes, now))),
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

/** Keeps a key for an address beside those that are there; it replaces none, and nobody has compared it yet. */
export function addKey(
  db: WriteHandle,
  journal: Journal,
  key: { readonly address: string; readonly facts: PublicKeyFacts; readonly source: 'file' | 'autocrypt' },
): void {
  journal.append(db, 'key.added', {
    fingerprint: key.facts.fingerprint,
    address: storedAddress(key.address),
    bytes: Buffer.from(key.facts.bytes).toString('base64'),
    source: key.source,
  });
}

/** A person compared the fingerprint with whoever has this address; throws `not-found` where no such key is kept for it. */
export function compareKey(db: WriteHandle, journal: Journal, fingerprint: string, address: string): void {
  if (!listPublicKeyRows(db, address).some((row) => row.fingerprint === fingerprint))
    throw new EngineError('not-found');
  journal.append(db, 'key.compared', { fingerprint, address: storedAddress(address) });
}

export function removeKey(db: WriteHandle, journal: Journal, fingerprint: string, address: string): void {
  if (findPublicKeyRow(db, fingerprint) === null) throw new EngineError('not-found');
  journal.append(db, 'key.removed', { fingerprint, address: storedAddress(address) });
}
