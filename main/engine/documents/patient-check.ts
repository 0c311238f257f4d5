import type { DocumentPatient } from '../../contract/documents.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findDocumentPatient } from '../store/tables/known-patients.ts';

/** What a patient's record says of them, to be compared later: a document was found to be theirs by it. */
export function patientCheck({ recordNumber, birthDate }: Pick<DocumentPatient, 'recordNumber' | 'birthDate'>): string {
  return JSON.stringify([recordNumber, birthDate]);
}

/** True while the record says what it said then. */
export function isStillTheirs(
  db: ReadHandle,
  { patientId, check }: { readonly patientId: string; readonly check: string },
): boolean {
  const patient = findDocumentPatient(db, patientId);
  return patient !== null && patientCheck(patient) === check;
}
