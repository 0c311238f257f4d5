import { storedAddress } from '../../base/address.ts';
import type { ReadHandle } from '../sql.ts';

export type PatientRow = {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly recordNumber: string;
  readonly telephone: string;
  readonly device: string;
  readonly note: string;
  readonly addressesJson: string;
};

/** A patient's addresses in their order, as JSON. */
export const addressesColumn =
  '(SELECT json_group_array(address ORDER BY position) FROM patient_address WHERE patient_id = patient.id)';

/** The columns of a `PatientRow`. */
export const patientColumns = `id, name, birth_date AS birthDate, record_number AS recordNumber, telephone, device, note,
  ${addressesColumn} AS addressesJson`;

export function findPatientRow(db: ReadHandle, id: string): PatientRow | null {
  return db.find(`SELECT ${patientColumns} FROM patient WHERE id = $id`, { id });
}

export function listPatientRowsByAddress(db: ReadHandle, address: string): PatientRow[] {
  return db.list(
    `SELECT ${patientColumns} FROM patient
     WHERE id IN (SELECT patient_id FROM patient_address WHERE address = $address) ORDER BY name COLLATE NOCASE`,
    { address: storedAddress(address) },
  );
}

/** Patients whose name, record number or address contains `text`, by name. */
export function listPatientRows(db: ReadHandle, text: string, limit: number, offset: number): PatientRow[] {
  return db.list(
    `SELECT ${patientColumns} FROM patient WHERE ${matchesText} ORDER BY name COLLATE NOCASE, id LIMIT $limit OFFSET $offset`,
    { pattern: likePattern(text), limit, offset },
  );
}

export function countPatientRows(db: ReadHandle, text: string): number {
  return db.get<{ total: number }>(`SELECT count(*) AS total FROM patient WHERE ${matchesText}`, {
    pattern: likePattern(text),
  }).total;
}

/** Name, record number or an address fits `$pattern`. */
export const matchesText = `(name LIKE $pattern ESCAPE '\\' OR record_number LIKE $pattern ESCAPE '\\'
  OR EXISTS (SELECT 1 FROM patient_address WHERE patient_id = patient.id AND address LIKE $pattern ESCAPE '\\'))`;

export function likePattern(text: string): string {
  return `%${text.trim().replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

/** Names of the patients with this address, two at most. */
export function listNamesOfAddress(db: ReadHandle, address: string): string[] {
  return db
    .list<{ name: string }>(
      'SELECT name FROM patient JOIN patient_address ON patient_id = patient.id WHERE address = $address LIMIT 2',
      { address },
    )
    .map(({ name }) => name);
}

export type ProfileRow = {
  readonly number: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly sex: string;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly doctor: string;
};

export function findProfileRow(db: ReadHandle, id: string): ProfileRow | null {
  return db.find(
    `SELECT number, given_name AS givenName, family_name AS familyName, sex, street, city, region,
       postal_code AS postalCode, doctor FROM patient WHERE id = $id`,
    { id },
  );
}
