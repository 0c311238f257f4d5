import type { ReadHandle, WriteHandle } from '../sql.ts';

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
