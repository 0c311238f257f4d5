import type { ReadHandle } from '../sql.ts';

/** Authorities that the owner added. */
export type CertificateRootRow = {
  readonly fingerprint: string;
  readonly bytes: Uint8Array;
  readonly addedAt: number;
  readonly addedBy: string;
};

export function listCertificateRootRows(db: ReadHandle): CertificateRootRow[] {
  return db.list(
    `SELECT fingerprint, bytes, added_at AS addedAt, added_by AS addedBy FROM certificate_root
     ORDER BY added_at, fingerprint`,
  );
}
