import { storedAddress } from '../../base/address.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';

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

/** What an authority said of a certificate, and until when that stands. */
export type RevocationRow = {
  readonly fingerprint: string;
  readonly state: 'good' | 'revoked';
  readonly checkedAt: number;
  readonly goodUntil: number;
};

/** What an authority said that still stands at `at`, in ms: a withdrawal for good, all else as long as it said. */
export function findRevocation(db: ReadHandle, fingerprint: string, at: number): RevocationRow | null {
  return db.find(
    `SELECT fingerprint, state, checked_at AS checkedAt, good_until AS goodUntil FROM revocation
     WHERE fingerprint = $fingerprint AND (state = 'revoked' OR good_until > $at)`,
    { fingerprint, at },
  );
}

/** A certificate that was withdrawn once stays so. */
export function putRevocation(db: WriteHandle, row: RevocationRow): void {
  db.changeAny(
    `INSERT INTO revocation (fingerprint, state, checked_at, good_until)
     VALUES ($fingerprint, $state, $checkedAt, $goodUntil)
     ON CONFLICT (fingerprint) DO UPDATE
     SET state = excluded.state, checked_at = excluded.checked_at, good_until = excluded.good_until
     WHERE state <> 'revoked'`,
    row,
  );
}
