import type { ReadHandle, WriteHandle } from '../sql.ts';

export type OwnKeyRow = {
  readonly fingerprint: string;
  readonly private_key: string;
  readonly public_key: Uint8Array;
  readonly made_at: number;
};

export function insertOwnKey(db: WriteHandle, row: OwnKeyRow): void {
  db.change(
    `INSERT INTO own_key (fingerprint, private_key, public_key, made_at)
     VALUES ($fingerprint, $private_key, $public_key, $made_at)`,
    row,
  );
}

/** The practice's key: the newest one; throws `not-found` in a vault without one. */
export function getOwnKey(db: ReadHandle): OwnKeyRow {
  return db.get('SELECT * FROM own_key ORDER BY made_at DESC LIMIT 1');
}
