import { storedAddress } from '../../base/address.ts';
import type { ReadHandle } from '../sql.ts';

export type PublicKeyRow = {
  readonly fingerprint: string;
  readonly address: string;
  readonly bytes: Uint8Array;
  readonly source: 'file' | 'autocrypt';
  readonly addedAt: number;
  readonly comparedAt: number | null;
  readonly comparedBy: string | null;
};

const columns = `fingerprint, address, bytes, source, added_at AS addedAt, compared_at AS comparedAt,
  compared_by AS comparedBy`;

/** Keys of one address: compared ones first, then the oldest, so that a forged new one displaces none in use. */
export function listPublicKeyRows(db: ReadHandle, address: string): PublicKeyRow[] {
  return db.list(
    `SELECT ${columns} FROM public_key WHERE address = $address
     ORDER BY compared_at IS NULL, compared_at DESC, added_at, fingerprint`,
    { address: storedAddress(address) },
  );
}

export function findPublicKeyRow(db: ReadHandle, fingerprint: string): PublicKeyRow | null {
  return db.find(`SELECT ${columns} FROM public_key WHERE fingerprint = $fingerprint LIMIT 1`, { fingerprint });
}

/** True where a person compared this key's fingerprint with this very owner. */
export function isKeyCompared(db: ReadHandle, fingerprint: string, address: string): boolean {
  return (
    db.find(
      'SELECT 1 FROM public_key WHERE fingerprint = $fingerprint AND address = $address AND compared_at IS NOT NULL',
      { fingerprint, address },
    ) !== null
  );
}
