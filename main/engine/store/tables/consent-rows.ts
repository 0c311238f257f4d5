import type { ReadHandle } from '../sql.ts';

export type ConsentRow = {
  readonly id: string;
  readonly patientId: string;
  readonly purpose: string;
  readonly event: string;
  readonly how: string;
  readonly wording: string;
  readonly wordingVersion: string;
  readonly warned: number;
  readonly recordedBy: string;
  readonly at: number;
  readonly until: number | null;
  readonly threadId: string | null;
  readonly scanName: string | null;
  readonly scanSize: number | null;
};

/** A patient's ledger, newest first, without the scans' bytes. */
export function listConsentRows(db: ReadHandle, patientId: string): ConsentRow[] {
  return db.list(
    `SELECT id, patient_id AS patientId, purpose, event, how, wording, wording_version AS wordingVersion, warned,
       recorded_by AS recordedBy, at, until, thread_id AS threadId, scan_name AS scanName, length(scan) AS scanSize
     FROM consent_row WHERE patient_id = $patientId ORDER BY at DESC, rowid DESC`,
    { patientId },
  );
}

/** A piece of a row's scan; null where the row has none. */
export function findConsentScanPiece(
  db: ReadHandle,
  id: string,
  offset: number,
  length: number,
): { bytes: Uint8Array; size: number } | null {
  return db.find(
    'SELECT substr(scan, $offset + 1, $length) AS bytes, length(scan) AS size FROM consent_row WHERE id = $id AND scan IS NOT NULL',
    { id, offset, length },
  );
}
