import type { KeySource } from '../../../contract/keys.ts';
import { storedAddress } from '../../base/address.ts';
import type { ReadHandle } from '../sql.ts';

export type PublicKeyRow = {
  readonly fingerprint: string;
  readonly address: string;
  readonly bytes: Uint8Array;
  readonly source: KeySource;
  readonly addedAt: number;
  readonly comparedAt: number | null;
  readonly comparedBy: string | null;
};

const columns = `fingerprint, address, bytes, source, added_at AS addedAt, compared_at AS comparedAt,
  compared_by AS comparedBy`;

/**
 * Keys of one address: compared ones first, then the oldest, so that a forged new one displaces none in use. What a third
 * person said about somebody's key comes last.
 */
export function listPublicKeyRows(db: ReadHandle, address: string): PublicKeyRow[] {
  return db.list(
    `SELECT ${columns} FROM public_key WHERE address = $address
     ORDER BY compared_at IS NULL, compared_at DESC, source = 'gossip', added_at, fingerprint`,
    { address: storedAddress(address) },
  );
}

export function findPublicKeyRow(db: ReadHandle, fingerprint: string): PublicKeyRow | null {
  return db.find(`SELECT ${columns} FROM public_key WHERE fingerprint = $fingerprint LIMIT 1`, { fingerprint });
}

/** When a person compared this key's fingerprint with this very owner; null: nobody did. */
export function findComparison(db: ReadHandle, fingerprint: string, address: string): number | null {
  return (
    db.find<{ comparedAt: number | null }>(
      'SELECT compared_at AS comparedAt FROM public_key WHERE fingerprint = $fingerprint AND address = $address',
      { fingerprint, address },
    )?.comparedAt ?? null
  );
}

/** One row for each address that a key is kept for. */
export function listRowsOfKey(db: ReadHandle, fingerprint: string): PublicKeyRow[] {
  return db.list(`SELECT ${columns} FROM public_key WHERE fingerprint = $fingerprint ORDER BY address`, {
    fingerprint,
  });
}

export function listAllPublicKeyRows(db: ReadHandle, limit: number): PublicKeyRow[] {
  return db.list(`SELECT ${columns} FROM public_key ORDER BY address, added_at, fingerprint LIMIT $limit`, { limit });
}

/** Keys that rest on what a third person said, for whomever. */
export function countGossipRows(db: ReadHandle): number {
  return db.get<{ count: number }>("SELECT count(*) AS count FROM public_key WHERE source = 'gossip'").count;
}
