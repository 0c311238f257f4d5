import type { ReadHandle } from '../sql.ts';

export type ConsentRow = {
  readonly id: string;
  readonly patient_id: string;
  readonly purpose: string;
  readonly event: string;
  readonly how: string;
  readonly wording: string;
  readonly wording_version: string;
  readonly warned: number;
  readonly recorded_by: string;
  readonly at: number;
  readonly until: number | null;
  readonly thread_id: string | null;
  readonly scan_name: string | null;
  readonly scan_size: number | null;
};

/** A patient's ledger, newest first, without the scans' bytes. */
export function listConsentRows(db: ReadHandle, patientId: string): ConsentRow[] {
  return db.list(
    `SELECT id, patient_id, purpose, event, how, wording, wording_version, warned, recorded_by, at, until, thread_id,
       scan_name, length(scan) AS scan_size
     FROM consent_row WHERE patient_id = $patient_id ORDER BY at DESC, rowid DESC`,
    { patient_id: patientId },
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
