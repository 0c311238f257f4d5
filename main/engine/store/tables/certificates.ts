import { storedAddress } from '../../base/address.ts';
import type { ReadHandle } from '../sql.ts';

/** Somebody's certificate, kept for one address. */
export type CertificateRow = {
  readonly fingerprint: string;
  readonly address: string;
  /** DER. */
  readonly bytes: Uint8Array;
  /** Authorities that came with it, base64 in a JSON list. */
  readonly chainJson: string;
  /** Object identifiers, separated by blanks, of what its owner's program reads. */
  readonly capabilities: string;
  readonly source: 'file' | 'mail';
  readonly addedAt: number;
  readonly comparedAt: number | null;
  readonly comparedBy: string | null;
};

const columns = `fingerprint, address, bytes, chain_json AS chainJson, capabilities, source, added_at AS addedAt,
  compared_at AS comparedAt, compared_by AS comparedBy`;

/** Certificates of one address: compared ones first, then the newest, since a renewed one takes over from the old. */
export function listCertificateRows(db: ReadHandle, address: string): CertificateRow[] {
  return db.list(
    `SELECT ${columns} FROM certificate WHERE address = $address
     ORDER BY compared_at IS NULL, compared_at DESC, added_at DESC, fingerprint`,
    { address: storedAddress(address) },
  );
}

/** Every certificate that is kept for somebody. */
export function listAllCertificateRows(db: ReadHandle): CertificateRow[] {
  return db.list(`SELECT ${columns} FROM certificate ORDER BY address, fingerprint`);
}

/** When a person compared this certificate for this very address; null: never. */
export function findCertificateComparison(db: ReadHandle, fingerprint: string, address: string): number | null {
  const row = db.find<{ comparedAt: number | null }>(
    'SELECT compared_at AS comparedAt FROM certificate WHERE fingerprint = $fingerprint AND address = $address',
    { fingerprint, address },
  );
  return row?.comparedAt ?? null;
}
