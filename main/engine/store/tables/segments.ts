import type { ReadHandle, SqlParameters } from '../sql.ts';
import { type PatientRow, patientColumns } from './patients.ts';

export type SegmentRow = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly ruleJson: string;
  readonly savedAt: number;
  readonly savedBy: string;
  readonly removedAt: number | null;
};

const columns = `id, version, name, rule_json AS ruleJson, saved_at AS savedAt, saved_by AS savedBy,
  removed_at AS removedAt`;

/** Every saved rule, the removed ones too. */
export function listSegmentRows(db: ReadHandle): SegmentRow[] {
  return db.list(`SELECT ${columns} FROM segment`);
}

export function findSegmentRow(db: ReadHandle, id: string): SegmentRow | null {
  return db.find(`SELECT ${columns} FROM segment WHERE id = $id`, { id });
}

export type ConceptKind = 'observation' | 'condition' | 'treatment' | 'immunization';

/** Concepts of this code or this very name. */
export function listConceptNumbers(db: ReadHandle, kind: ConceptKind, code: string, label: string): number[] {
  const rows = db.list<{ number: number }>(
    `SELECT number FROM concept WHERE kind = $kind AND code = $code
     UNION SELECT number FROM concept WHERE kind = $kind AND label = $label COLLATE NOCASE`,
    { kind, code, label },
  );
  return rows.map(({ number }) => number);
}

/** Concepts whose name contains the text. */
export function listConceptNumbersContaining(db: ReadHandle, kind: ConceptKind, text: string): number[] {
  const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const rows = db.list<{ number: number }>(
    "SELECT number FROM concept WHERE kind = $kind AND label LIKE $pattern ESCAPE '\\' ORDER BY number",
    { kind, pattern },
  );
  return rows.map(({ number }) => number);
}

/** Which tables a condition on `patient` names is the caller's matter; values come as parameters only. */
export function countPatientsWhere(db: ReadHandle, where: string, parameters: SqlParameters): number {
  return db.get<{ total: number }>(`SELECT count(*) AS total FROM patient WHERE ${where}`, parameters).total;
}

/** A page of those patients, by name. */
export function listPatientsWhere(
  db: ReadHandle,
  where: string,
  parameters: SqlParameters,
  page: { readonly limit: number; readonly offset: number },
): PatientRow[] {
  return db.list(
    `SELECT ${patientColumns} FROM patient WHERE ${where} ORDER BY name COLLATE NOCASE, id LIMIT $limit OFFSET $offset`,
    { ...parameters, ...page },
  );
}

/** Ids of all of them, by name. */
export function listPatientIdsWhere(db: ReadHandle, where: string, parameters: SqlParameters): string[] {
  return db
    .list<{ id: string }>(`SELECT id FROM patient WHERE ${where} ORDER BY name COLLATE NOCASE, id`, parameters)
    .map(({ id }) => id);
}

/** Whether one patient is among them. */
export function isPatientWhere(db: ReadHandle, where: string, parameters: SqlParameters, patientId: string): boolean {
  return db.find(`SELECT 1 FROM patient WHERE id = $patientId AND ${where}`, { ...parameters, patientId }) !== null;
}
