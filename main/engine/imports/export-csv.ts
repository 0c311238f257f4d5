import type { ReadHandle } from '../store/sql.ts';
import { listAddressesOf, listPatientsFrom } from '../store/tables/known-patients.ts';
import { listFactRows, listFields, listTags } from '../store/tables/patient-facts.ts';

/** What a spreadsheet would take for a formula: it would run it when the file is opened (CWE-1236). */
const formula = /^[=+\-@\t\r]/;

/** One cell of a CSV file. A value that begins like a formula is text from then on; plain numbers stay numbers. */
export function csvCell(value: string): string {
  const safe = formula.test(value) && !/^[+-]?\d+([.,]\d+)?$/.test(value) ? `'${value}` : value;
  return /[",;\r\n\t]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

const columns = [
  'Record number',
  'Name',
  'First name',
  'Last name',
  'Birth date',
  'Sex',
  'Email',
  'Phone',
  'Street',
  'City',
  'State',
  'Zip',
  'Doctor',
  'Tags',
  'Last visit',
  'Last visit reason',
  'Next visit',
  'Next visit reason',
  'Conditions',
  'Treatments',
] as const;

/** The practice's own fields and the kinds of results become columns of their own. */
function moreColumns(db: ReadHandle): { readonly results: readonly string[]; readonly fields: readonly string[] } {
  const names = (sql: string) => db.list<{ name: string }>(sql).map(({ name }) => name);
  return {
    results: names("SELECT label AS name FROM concept WHERE kind = 'observation' ORDER BY number LIMIT 100"),
    fields: names('SELECT name FROM custom_field ORDER BY number LIMIT 100'),
  };
}

/** All patients as CSV in UTF-8 with a mark (Excel asks for it), some hundred at a time. What it writes can be imported again. */
export function* exportedCsv(db: ReadHandle, today: string): Generator<string> {
  const { results, fields } = moreColumns(db);
  yield `\ufeff${csvLine([...columns, ...results.flatMap((name) => [name, `${name} date`]), ...fields])}`;
  for (let after = 0; ; ) {
    const page = listPatientsFrom(db, after, 200);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.number;
    yield page.map((patient) => csvLine(cellsOf(db, patient, today, results, fields))).join('');
  }
}

type Patient = ReturnType<typeof listPatientsFrom>[number];

function cellsOf(
  db: ReadHandle,
  patient: Patient,
  today: string,
  results: readonly string[],
  fields: readonly string[],
): string[] {
  const { number } = patient;
  const visits = listFactRows(db, 'visit', number).filter(({ state }) => state === 'kept');
  const last = visits.filter(({ day }) => String(day) <= today).at(-1);
  const next = visits.find(({ day }) => String(day) > today);
  const when = (visit: Patient | Record<string, unknown> | undefined) =>
    visit === undefined
      ? ''
      : `${(visit as { day?: string }).day ?? ''} ${(visit as { time?: string }).time ?? ''}`.trim();
  const named = (kind: 'condition' | 'treatment') =>
    listFactRows(db, kind, number)
      .filter(({ until }) => until === null)
      .map(({ label }) => String(label).replaceAll(';', ','))
      .join('; ');
  // Sorted by concept, then day: the last one of each label is the newest.
  const newest = new Map(listFactRows(db, 'observation', number).map((row) => [String(row.label), row]));
  const own = new Map(listFields(db, number).map(({ name, value }) => [name, value]));
  return [
    patient.record_number,
    patient.name,
    patient.given_name,
    patient.family_name,
    patient.birth_date ?? '',
    patient.sex === 'unknown' ? '' : patient.sex,
    listAddressesOf(db, patient.id).join('; '),
    patient.telephone,
    patient.street,
    patient.city,
    patient.region,
    patient.postal_code,
    patient.doctor,
    listTags(db, number).join('; '),
    when(last),
    String(last?.reason ?? ''),
    when(next),
    String(next?.reason ?? ''),
    named('condition'),
    named('treatment'),
    ...results.flatMap((name) => {
      const row = newest.get(name);
      return row === undefined ? ['', ''] : [`${row.value_number ?? row.value_text ?? ''}`, String(row.day)];
    }),
    ...fields.map((name) => own.get(name) ?? ''),
  ];
}
