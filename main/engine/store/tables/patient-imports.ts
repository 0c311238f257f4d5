import type { ReadHandle, WriteHandle } from '../sql.ts';

export type PatientImportRow = {
  readonly id: string;
  readonly fileName: string;
  readonly format: string;
  readonly importedAt: number;
  readonly importedBy: string;
  readonly countsJson: string;
  readonly undoneAt: number | null;
  readonly undoneBy: string | null;
};

const columns = `id, file_name AS fileName, format, imported_at AS importedAt, imported_by AS importedBy,
  counts_json AS countsJson, undone_at AS undoneAt, undone_by AS undoneBy`;

export function insertPatientImport(db: WriteHandle, row: Omit<PatientImportRow, 'undoneAt' | 'undoneBy'>): void {
  db.change(
    `INSERT INTO patient_import (id, file_name, format, imported_at, imported_by, counts_json)
     VALUES ($id, $fileName, $format, $importedAt, $importedBy, $countsJson)`,
    row,
  );
}

export function findPatientImport(db: ReadHandle, id: string): PatientImportRow | null {
  return db.find(`SELECT ${columns} FROM patient_import WHERE id = $id`, { id });
}

/** The short name of an import, which its facts carry. */
export function getImportNumber(db: ReadHandle, id: string): number {
  return db.get<{ number: number }>('SELECT number FROM patient_import WHERE id = $id', { id }).number;
}

/** Newest first. */
export function listPatientImports(db: ReadHandle, limit: number): PatientImportRow[] {
  return db.list(`SELECT ${columns} FROM patient_import ORDER BY number DESC LIMIT $limit`, { limit });
}

export function markImportUndone(db: WriteHandle, id: string, at: number, by: string): void {
  db.change('UPDATE patient_import SET undone_at = $at, undone_by = $by WHERE id = $id AND undone_at IS NULL', {
    id,
    at,
    by,
  });
}

export function putImportMapping(db: WriteHandle, columnsJson: string, mappingJson: string): void {
  db.change(
    `INSERT INTO import_mapping (columns_json, mapping_json) VALUES ($columnsJson, $mappingJson)
     ON CONFLICT (columns_json) DO UPDATE SET mapping_json = excluded.mapping_json`,
    { columnsJson, mappingJson },
  );
}

export function findImportMapping(db: ReadHandle, columnsJson: string): string | null {
  return (
    db.find<{ json: string }>('SELECT mapping_json AS json FROM import_mapping WHERE columns_json = $columnsJson', {
      columnsJson,
    })?.json ?? null
  );
}

export type ImportRefusalRow = {
  readonly row: number;
  readonly reason: string;
  readonly field: string;
  readonly quoted: string;
};

export function insertImportRefusal(
  db: WriteHandle,
  importId: string,
  position: number,
  { row, reason, field, quoted }: ImportRefusalRow,
): void {
  db.change(
    `INSERT INTO import_refusal (import_id, position, row, reason, field, quoted)
     VALUES ($importId, $position, $row, $reason, $field, $quoted)`,
    { importId, position, row, reason, field, quoted },
  );
}

export function countImportRefusals(db: ReadHandle, importId: string): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM import_refusal WHERE import_id = $importId', {
    importId,
  }).total;
}

export function listImportRefusals(
  db: ReadHandle,
  importId: string,
  limit: number,
  offset: number,
): ImportRefusalRow[] {
  return db.list(
    `SELECT row, reason, field, quoted FROM import_refusal WHERE import_id = $importId
     ORDER BY position LIMIT $limit OFFSET $offset`,
    { importId, limit, offset },
  );
}
