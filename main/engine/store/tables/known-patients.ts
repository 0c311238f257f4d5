import type { ReadHandle } from '../sql.ts';

/** A patient as imports compare them; columns by their names in the table. */
export type KnownPatient = {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly birth_date: string | null;
  readonly sex: string;
  readonly record_number: string;
  readonly telephone: string;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postal_code: string;
  readonly doctor: string;
  readonly import_id: string | null;
};

const columns = `number, id, name, given_name, family_name, birth_date, sex, record_number, telephone, street, city,
  region, postal_code, doctor, import_id`;

export function hasPatients(db: ReadHandle): boolean {
  return db.find('SELECT 1 FROM patient LIMIT 1') !== null;
}

export function listByRecordNumber(db: ReadHandle, recordNumber: string): KnownPatient[] {
  return db.list(`SELECT ${columns} FROM patient WHERE record_number = $recordNumber LIMIT 20`, { recordNumber });
}

export function listByBirthDate(db: ReadHandle, birthDate: string): KnownPatient[] {
  return db.list(`SELECT ${columns} FROM patient WHERE birth_date = $birthDate`, { birthDate });
}

export function listByName(db: ReadHandle, name: string): KnownPatient[] {
  return db.list(`SELECT ${columns} FROM patient WHERE name = $name COLLATE NOCASE LIMIT 20`, { name });
}

export function listAddressesOf(db: ReadHandle, id: string): string[] {
  return db
    .list<{ address: string }>('SELECT address FROM patient_address WHERE patient_id = $id ORDER BY position', { id })
    .map(({ address }) => address);
}

/** Patients in the order of their names, from after the last one on: an export reads them page by page. */
export function listPatientsFrom(db: ReadHandle, after: number, limit: number): KnownPatient[] {
  return db.list(`SELECT ${columns} FROM patient WHERE number > $after ORDER BY number LIMIT $limit`, { after, limit });
}
