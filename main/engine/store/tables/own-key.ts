import type { ReadHandle, WriteHandle } from '../sql.ts';

export type OwnKeyRow = {
  readonly fingerprint: string;
  readonly privateKey: string;
  readonly publicKey: Uint8Array;
  readonly madeAt: number;
  /** Since when it only opens old mail; null for the present one. */
  readonly retiredAt: number | null;
};

const columns = `fingerprint, private_key AS privateKey, public_key AS publicKey, made_at AS madeAt,
  retired_at AS retiredAt`;

export function insertOwnKey(db: WriteHandle, row: OwnKeyRow): void {
  db.change(
    `INSERT INTO own_key (fingerprint, private_key, public_key, made_at, retired_at)
     VALUES ($fingerprint, $privateKey, $publicKey, $madeAt, $retiredAt)`,
    row,
  );
}

/** The same key with a later end. */
export function replaceOwnKeyBytes(
  db: WriteHandle,
  row: Pick<OwnKeyRow, 'fingerprint' | 'privateKey' | 'publicKey'>,
): void {
  db.change(
    'UPDATE own_key SET private_key = $privateKey, public_key = $publicKey WHERE fingerprint = $fingerprint',
    row,
  );
}

/** From `at` on no key is the present one. */
export function retireOwnKeys(db: WriteHandle, at: number): void {
  db.changeAny('UPDATE own_key SET retired_at = $at WHERE retired_at IS NULL', { at });
}

/** An old key becomes the present one again. */
export function presentOwnKey(db: WriteHandle, fingerprint: string): void {
  db.change('UPDATE own_key SET retired_at = NULL WHERE fingerprint = $fingerprint', { fingerprint });
}

const presentFirst = 'ORDER BY retired_at IS NOT NULL, made_at DESC, fingerprint';

/** All keys that open our mail, the present one first. */
export function listOwnKeyRows(db: ReadHandle): OwnKeyRow[] {
  return db.list(`SELECT ${columns} FROM own_key ${presentFirst}`);
}

/** The practice's present key; throws `not-found` in a vault without one. */
export function getOwnKey(db: ReadHandle): OwnKeyRow {
  return db.get(`SELECT ${columns} FROM own_key ${presentFirst} LIMIT 1`);
}
