import type { ReadHandle } from '../sql.ts';

export type PublicKeyRow = {
  readonly fingerprint: string;
  readonly address: string;
  readonly bytes: Uint8Array;
  readonly source: 'file' | 'autocrypt';
  readonly added_at: number;
  readonly compared_at: number | null;
  readonly compared_by: string | null;
};

/** Keys of one address: compared ones first, then the oldest, so that a forged new one displaces none in use. */
export function listPublicKeyRows(db: ReadHandle, address: string): PublicKeyRow[] {
  return db.list(
    `SELECT * FROM public_key WHERE address = $address
     ORDER BY compared_at IS NULL, compared_at DESC, added_at, fingerprint`,
    { address: address.toLowerCase() },
  );
}

export function findPublicKeyRow(db: ReadHandle, fingerprint: string): PublicKeyRow | null {
  return db.find('SELECT * FROM public_key WHERE fingerprint = $fingerprint LIMIT 1', { fingerprint });
}
