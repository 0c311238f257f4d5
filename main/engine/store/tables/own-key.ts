import type { ReadHandle, WriteHandle } from '../sql.ts';

export type OwnKeyRow = {
  readonly fingerprint: string;
  readonly privateKey: string;
  readonly publicKey: Uint8Array;
  readonly madeAt: number;
};

export function insertOwnKey(db: WriteHandle, row: OwnKeyRow): void {
  db.change(
    `INSERT INTO own_key (fingerprint, private_key, public_key, made_at)
     VALUES ($fingerprint, $privateKey, $publicKey, $madeAt)`,
    row,
  );
}

/** The practice's key: the newest one; throws `not-found` in a vault without one. */
export function getOwnKey(db: ReadHandle): OwnKeyRow {
  return db.get(
    `SELECT fingerprint, private_key AS privateKey, public_key AS publicKey, made_at AS madeAt FROM own_key
     ORDER BY made_at DESC LIMIT 1`,
  );
}

/** All keys the practice ever had: copies of what was sent may be signed with any of them. */
export function listOwnKeys(db: ReadHandle): Pick<OwnKeyRow, 'fingerprint' | 'publicKey'>[] {
  return db.list('SELECT fingerprint, public_key AS publicKey FROM own_key');
}
