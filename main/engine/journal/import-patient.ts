import type { WriteHandle } from '../store/sql.ts';
import { addTag, deleteFactsOf, listFields, putField, removeTag } from '../store/tables/patient-facts.ts';
import { type FactKind, type Facts, factKinds, type PatientChange, patientColumns } from './import-change.ts';

/** What a change of a patient is written with. */
export type PatientWriter = {
  readonly db: WriteHandle;
  readonly importId: string;
  readonly putFact: (kind: FactKind, patient: number, fact: Facts[FactKind]) => void;
  /** False where a later import wrote it anew, and it stays. */
  readonly removeFact: (kind: FactKind, patient: number, fact: Facts[FactKind]) => boolean;
};

type Found = { readonly number: number; readonly importId: string | null };

function findNumber(db: WriteHandle, id: string): Found | null {
  return db.find('SELECT number, import_id AS importId FROM patient WHERE id = $id', { id });
}

/** Does what the change says. `at` is when a new patient counts as added. */
export function addOrChange(writer: PatientWriter, change: PatientChange, at: number): void {
  const { db } = writer;
  if (change.isNew === true) insertPatient(db, change, at);
  else if (change.columns !== undefined) setColumns(db, change, 1);
  const patient = findNumber(db, change.id);
  // Somebody whom an import brought and whose import was undone before this one was written elsewhere.
  if (patient === null) return;
  if (change.addresses !== undefined) putAddresses(db, change.id, change.addresses[1]);
  for (const tag of change.addedTags ?? []) addTag(db, patient.number, tag);
  for (const { name, step } of change.fields ?? []) putField(db, patient.number, name, step[1]);
  for (const kind of factKinds)
    for (const [, after] of change.facts?.[kind] ?? []) if (after !== null) writer.putFact(kind, patient.number, after);
}

/** The number that the new patient got. */
function insertPatient(db: WriteHandle, { id, columns = {} }: PatientChange, at: number): number {
  const value = (column: (typeof patientColumns)[number]) => columns[column]?.[1] ?? '';
  return db.get<{ number: number }>(
    `INSERT INTO patient (id, name, given_name, family_name, birth_date, sex, record_number, telephone, street, city,
       region, postal_code, doctor, device, note, added_at, import_id)
     VALUES ($id, $name, $givenName, $familyName, $birthDate, $sex, $recordNumber, $telephone, $street, $city,
       $region, $postalCode, $doctor, 'unknown', '', $at, $importId) RETURNING number`,
    {
      id,
      name: value('name'),
      givenName: value('given_name'),
      familyName: value('family_name'),
      birthDate: value('birth_date') || null,
      sex: value('sex') || 'unknown',
      recordNumber: value('record_number'),
      telephone: value('telephone'),
      street: value('street'),
      city: value('city'),
      region: value('region'),
      postalCode: value('postal_code'),
      doctor: value('doctor'),
      at,
      importId: value('import_id') || null,
    },
  ).number;
}

/** Forward sets what comes after; backward sets what stood before, where what came after still stands. */
function setColumns(db: WriteHandle, { id, columns = {} }: PatientChange, side: 0 | 1): void {
  for (const column of patientColumns) {
    const step = columns[column];
    if (step === undefined) continue;
    const unless = side === 0 ? ` AND ${column} IS $after` : '';
    db.changeAny(`UPDATE patient SET ${column} = $value WHERE id = $id${unless}`, {
      id,
      value: step[side],
      ...(side === 0 ? { after: step[1] } : {}),
    });
  }
}

export function putAddresses(db: WriteHandle, id: string, addresses: readonly string[]): void {
  db.changeAny('DELETE FROM patient_address WHERE patient_id = $id', { id });
  addAddresses(db, id, addresses);
}

function addAddresses(db: WriteHandle, id: string, addresses: readonly string[]): void {
  for (const [position, address] of addresses.entries()) {
    db.change('INSERT INTO patient_address (patient_id, address, position) VALUES ($id, $address, $position)', {
      id,
      address,
      position,
    });
  }
}

function listAddresses(db: WriteHandle, id: string): string[] {
  return db
    .list<{ address: string }>('SELECT address FROM patient_address WHERE patient_id = $id ORDER BY position', { id })
    .map(({ address }) => address);
}

const same = (left: readonly string[], right: readonly string[]) => JSON.stringify(left) === JSON.stringify(right);

/** Takes a change back. What somebody changed since stays as it is, and so do new patients who are `kept` or changed since. */
export function takeBack(writer: PatientWriter, change: PatientChange, kept: ReadonlySet<string>): void {
  const { db, importId } = writer;
  const patient = findNumber(db, change.id);
  if (patient === null || change.continues === true) return;
  if (change.isNew === true) {
    if (kept.has(change.id) || patient.importId !== importId) return;
    deleteFactsOf(db, patient.number);
    db.changeAny('DELETE FROM patient_address WHERE patient_id = $id', { id: change.id });
    db.change('DELETE FROM patient WHERE number = $number', { number: patient.number });
    return;
  }
  for (const kind of factKinds)
    for (const [before, after] of change.facts?.[kind] ?? []) {
      const isOurs = after === null || writer.removeFact(kind, patient.number, after);
      if (isOurs && before !== null) writer.putFact(kind, patient.number, before);
    }
  const fields = new Map(listFields(db, patient.number).map(({ name, value }) => [name.toLowerCase(), value]));
  for (const { name, step } of change.fields ?? [])
    if (fields.get(name.toLowerCase()) === step[1]) putField(db, patient.number, name, step[0]);
  // A tag that a person or a later file confirmed since is theirs by now.
  if (patient.importId === importId) for (const tag of change.addedTags ?? []) removeTag(db, patient.number, tag);
  if (change.addresses !== undefined && same(listAddresses(db, change.id), change.addresses[1]))
    putAddresses(db, change.id, change.addresses[0]);
  setColumns(db, change, 0);
}
