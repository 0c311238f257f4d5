import type { PatientInput, PatientSummary } from '../../contract/patients.ts';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { findPatientRow, listPatientRowsByAddress, type PatientRow } from '../store/tables/patients.ts';

/** A patient's own fields; throws `not-found`. */
export function getPatient(db: ReadHandle, patientId: string): PatientInput & { readonly id: string } {
  const row = findPatientRow(db, patientId);
  if (row === null) throw new EngineError('not-found');
  return { ...toSummary(row), telephone: row.telephone, device: row.device as PatientInput['device'], note: row.note };
}

export function toSummary(row: PatientRow): PatientSummary {
  return {
    id: row.id,
    name: row.name,
    birthDate: row.birthDate,
    recordNumber: row.recordNumber,
    addresses: JSON.parse(row.addressesJson),
  };
}

/** Everybody who has this address: families and carers share one. */
export function listPatientsWithAddress(db: ReadHandle, address: string): PatientSummary[] {
  return listPatientRowsByAddress(db, address).map(toSummary);
}

export function addPatient(db: WriteHandle, journal: Journal, input: PatientInput): string {
  const patientId = newId('pt');
  journal.append(db, 'patient.added', { ...tidy(input), patientId });
  return patientId;
}

/** Writes the whole form; throws `not-found`. */
export function changePatient(db: WriteHandle, journal: Journal, patientId: string, input: PatientInput): void {
  getPatient(db, patientId);
  journal.append(db, 'patient.changed', { ...tidy(input), patientId });
}

function tidy(input: PatientInput): PatientInput {
  return {
    name: input.name.trim().normalize('NFC'),
    birthDate: input.birthDate,
    recordNumber: input.recordNumber.trim(),
    telephone: input.telephone.trim(),
    addresses: [...new Set(input.addresses.map(storedAddress))],
    device: input.device,
    note: input.note,
  };
}
