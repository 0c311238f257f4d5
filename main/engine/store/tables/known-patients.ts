import type { DocumentPatient } from '../../../contract/documents.ts';
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

/** What patients are matched by. */
export type PatientKey = Pick<KnownPatient, 'number' | 'name' | 'birth_date' | 'record_number'>;

/** All patients, with what they are matched by: 50,000 come to some megabytes. */
export function listPatientKeys(db: ReadHandle): PatientKey[] {
  return db.list('SELECT number, name, birth_date, record_number FROM patient ORDER BY number');
}

const ofDocuments = 'SELECT id, name, record_number AS recordNumber, birth_date AS birthDate FROM patient';

export function listDocumentCandidates(db: ReadHandle): DocumentPatient[] {
  return db.list(`${ofDocuments} ORDER BY number`);
}

export function findDocumentPatient(db: ReadHandle, id: string): DocumentPatient | null {
  return db.find(`${ofDocuments} WHERE id = $id`, { id });
}

export function getKnownPatient(db: ReadHandle, number: number): KnownPatient {
  return db.get(`SELECT ${columns} FROM patient WHERE number = $number`, { number });
}

export function listAddressesOf(db: ReadHandle, id: string): string[] {
  return db
    .list<{ address: string }>('SELECT address FROM patient_address WHERE patient_id = $id ORDER BY position', { id })
    .map(({ address }) => address);
}

/** Patients in the order of their numbers, from after the last one on: an export reads them page by page. */
export function listPatientsFrom(db: ReadHandle, after: number, limit: number): KnownPatient[] {
  return db.list(`SELECT ${columns} FROM patient WHERE number > $after ORDER BY number LIMIT $limit`, { after, limit });
}
