import type { ReadHandle, SqlParameters, SqlValue, WriteHandle } from '../sql.ts';

export type FactTable = 'observation' | 'condition' | 'treatment' | 'immunization' | 'visit';

/** Columns of each table in their order; the first of them say which fact it is, together with concept and patient. */
const shapes = {
  observation: { key: ['day', 'time'], rest: ['value_number', 'value_text', 'unit'] },
  condition: { key: [], rest: ['since', 'until'] },
  treatment: { key: [], rest: ['since', 'until', 'dose'] },
  immunization: { key: ['day'], rest: [] },
  visit: { key: ['day', 'time'], rest: ['state', 'reason', 'doctor'] },
} as const;

const owners = (table: FactTable) => (table === 'visit' ? ['patient_number'] : ['concept_number', 'patient_number']);

type Statements = { readonly put: string; readonly remove: string; readonly list: string };

function statementsOf(table: FactTable): Statements {
  const { key, rest } = shapes[table];
  const keys = [...owners(table), ...key];
  const all = [...keys, ...rest, 'import_number'];
  const changes = [...rest, 'import_number'].map((name) => `${name} = excluded.${name}`);
  const concept = table === 'visit' ? '' : ', concept.code, concept.label';
  const join = table === 'visit' ? '' : 'JOIN concept ON concept.number = concept_number';
  return {
    put: `INSERT INTO ${table} (${all.join(', ')}) VALUES (${all.map((name) => `$${name}`).join(', ')})
      ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${changes.join(', ')}`,
    remove: `DELETE FROM ${table} WHERE ${[...keys, 'import_number'].map((name) => `${name} = $${name}`).join(' AND ')}`,
    list: `SELECT ${[...key, ...rest].join(', ')}${concept} FROM ${table} ${join} WHERE patient_number = $patient
      ORDER BY ${[...(table === 'visit' ? [] : ['concept.label']), ...keys].join(', ')}`,
  };
}

export const factTables: readonly FactTable[] = ['observation', 'condition', 'treatment', 'immunization', 'visit'];
const statements = Object.fromEntries(factTables.map((table) => [table, statementsOf(table)])) as Readonly<
  Record<FactTable, Statements>
>;

/** Writes a fact, in the place of an earlier one of the same concept, day and time. */
export function putFact(db: WriteHandle, table: FactTable, row: SqlParameters): void {
  db.change(statements[table].put, row);
}

/** Removes a fact where this import wrote it; another's stays, which is told by false. */
export function removeFact(db: WriteHandle, table: FactTable, row: SqlParameters): boolean {
  const names = [...owners(table), ...shapes[table].key, 'import_number'];
  return db.changeAny(statements[table].remove, Object.fromEntries(names.map((name) => [name, row[name] ?? null]))) > 0;
}

export function listFactRows(db: ReadHandle, table: FactTable, patient: number): Record<string, SqlValue>[] {
  return db.list(statements[table].list, { patient });
}

/** Removes everything that is kept under a patient's number. */
export function deleteFactsOf(db: WriteHandle, patient: number): void {
  for (const table of [...factTables, 'patient_tag', 'patient_field'] as const)
    db.changeAny(`DELETE FROM ${table} WHERE patient_number = $patient`, { patient });
}

/** The number of a concept, made where it is new. */
export function conceptNumber(db: WriteHandle, kind: string, code: string, label: string): number {
  const find = () =>
    db.find<{ number: number }>('SELECT number FROM concept WHERE kind = $kind AND code = $code', { kind, code });
  const known = find();
  if (known !== null) return known.number;
  db.change('INSERT INTO concept (kind, code, label) VALUES ($kind, $code, $label)', { kind, code, label });
  return find()?.number ?? 0;
}

export function putPractitioner(db: WriteHandle, row: SqlParameters): void {
  db.changeAny(
    `INSERT INTO practitioner (name, address) VALUES ($name, $address)
     ON CONFLICT (name) DO UPDATE SET address = excluded.address WHERE excluded.address <> ''`,
    row,
  );
}

export function addTag(db: WriteHandle, patient: number, tag: string): void {
  db.changeAny('INSERT OR IGNORE INTO patient_tag (tag, patient_number) VALUES ($tag, $patient)', { tag, patient });
}

export function removeTag(db: WriteHandle, patient: number, tag: string): void {
  db.changeAny('DELETE FROM patient_tag WHERE tag = $tag AND patient_number = $patient', { tag, patient });
}

export function listTags(db: ReadHandle, patient: number): string[] {
  return db
    .list<{ tag: string }>('SELECT tag FROM patient_tag WHERE patient_number = $patient ORDER BY tag', { patient })
    .map(({ tag }) => tag);
}

/** Sets a field of the practice's own; null removes it. */
export function putField(db: WriteHandle, patient: number, name: string, value: string | null): void {
  db.changeAny('INSERT OR IGNORE INTO custom_field (name) VALUES ($name)', { name });
  const field = db.get<{ number: number }>('SELECT number FROM custom_field WHERE name = $name', { name }).number;
  if (value === null) {
    db.changeAny('DELETE FROM patient_field WHERE field_number = $field AND patient_number = $patient', {
      field,
      patient,
    });
    return;
  }
  const number = /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : null;
  db.change(
    `INSERT INTO patient_field (field_number, patient_number, value_text, value_number)
     VALUES ($field, $patient, $value, $number)
     ON CONFLICT (field_number, patient_number) DO UPDATE SET value_text = excluded.value_text,
       value_number = excluded.value_number`,
    { field, patient, value, number },
  );
}

export function listFields(db: ReadHandle, patient: number): { readonly name: string; readonly value: string }[] {
  return db.list(
    `SELECT name, value_text AS value FROM patient_field JOIN custom_field ON custom_field.number = field_number
     WHERE patient_number = $patient ORDER BY name`,
    { patient },
  );
}
