import type { ReadHandle, WriteHandle } from '../sql.ts';

/** A certificate of the practice with its private key. */
export type OwnCertificateRow = {
  readonly fingerprint: string;
  readonly bytes: Uint8Array;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  readonly chainJson: string;
  readonly addedAt: number;
};

/** The practice's certificates, the newest first. */
export function listOwnCertificateRows(db: ReadHandle): OwnCertificateRow[] {
  return db.list(
    `SELECT fingerprint, bytes, private_key AS privateKey, chain_json AS chainJson, added_at AS addedAt
     FROM own_certificate ORDER BY added_at DESC, fingerprint`,
  );
}

/** Files one that is new, or takes the file's word anew for one that is there. */
export function putOwnCertificate(db: WriteHandle, row: OwnCertificateRow): void {
  db.change(
    `INSERT INTO own_certificate (fingerprint, bytes, private_key, chain_json, added_at)
     VALUES ($fingerprint, $bytes, $privateKey, $chainJson, $addedAt)
     ON CONFLICT (fingerprint) DO UPDATE SET chain_json = excluded.chain_json, added_at = excluded.added_at`,
    row,
  );
}

export function deleteOwnCertificate(db: WriteHandle, fingerprint: string): void {
  db.change('DELETE FROM own_certificate WHERE fingerprint = $fingerprint', { fingerprint });
}
