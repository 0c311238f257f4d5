import type { ReadHandle, SqlParameters, SqlValue } from '../sql.ts';
import { addressesColumn, likePattern, matchesText } from './patients.ts';

/** A line of the patients' list. Lists are JSON. */
export type PatientTableRow = {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly recordNumber: string;
  readonly addressesJson: string;
  readonly sex: string;
  readonly telephone: string;
  readonly city: string;
  readonly doctor: string;
  readonly lastVisit: string | null;
  readonly nextVisit: string | null;
  readonly conditionsJson: string;
  readonly tagsJson: string;
};

export type PatientTableFilter = {
  readonly text: string;
  readonly sex: string | null;
  /** Born on or before, and after this day. */
  readonly bornUntil: string | null;
  readonly bornAfter: string | null;
  readonly doctor: string | null;
  readonly tag: string | null;
  readonly condition: number | null;
};

const lastVisit = `(SELECT max(day) FROM visit WHERE patient_number = patient.number AND state = 'kept' AND day < $today)`;
const nextVisit = `(SELECT min(day) FROM visit WHERE patient_number = patient.number AND state = 'kept' AND day >= $today)`;

const columns = `id, name, birth_date AS birthDate, record_number AS recordNumber, ${addressesColumn} AS addressesJson,
  sex, telephone, city, doctor, ${lastVisit} AS lastVisit, ${nextVisit} AS nextVisit,
  (SELECT json_group_array(label) FROM (SELECT label FROM condition JOIN concept ON concept.number = concept_number
     WHERE patient_number = patient.number AND until IS NULL ORDER BY label LIMIT 10)) AS conditionsJson,
  (SELECT json_group_array(tag) FROM (SELECT tag FROM patient_tag WHERE patient_number = patient.number ORDER BY tag
     LIMIT 10)) AS tagsJson`;

/** Empty values stand last, whichever way a column is sorted. */
const orders = {
  name: (way: string) => `name COLLATE NOCASE ${way}`,
  'birth-date': (way: string) => `birth_date IS NULL, birth_date ${way}`,
  'record-number': (way: string) => `record_number = '', length(record_number) ${way}, record_number ${way}`,
  doctor: (way: string) => `doctor = '', doctor COLLATE NOCASE ${way}`,
  city: (way: string) => `city = '', city COLLATE NOCASE ${way}`,
  'last-visit': (way: string) => `sortDay IS NULL, sortDay ${way}`,
  'next-visit': (way: string) => `sortDay IS NULL, sortDay ${way}`,
} as const;
export type PatientTableOrder = keyof typeof orders;

/** Only what is asked for stands in the SQL: a condition that is always true would cost the index. */
function conditionsOf(filter: PatientTableFilter): { readonly where: string; readonly parameters: SqlParameters } {
  const parts: string[] = [];
  const parameters: Record<string, SqlValue> = {};
  const add = (name: string, value: SqlValue, sql: string) => {
    if (value === null) return;
    parts.push(sql);
    parameters[name] = value;
  };
  add('pattern', filter.text.trim() === '' ? null : likePattern(filter.text), matchesText);
  add('sex', filter.sex, 'sex = $sex');
  add('bornUntil', filter.bornUntil, 'birth_date <= $bornUntil');
  add('bornAfter', filter.bornAfter, 'birth_date > $bornAfter');
  add('doctor', filter.doctor, 'doctor = $doctor COLLATE NOCASE');
  add('tag', filter.tag, 'number IN (SELECT patient_number FROM patient_tag WHERE tag = $tag)');
  add(
    'condition',
    filter.condition,
    'number IN (SELECT patient_number FROM condition WHERE concept_number = $condition AND until IS NULL)',
  );
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, parameters };
}

export function listPatientTable(
  db: ReadHandle,
  filter: PatientTableFilter,
  asked: {
    readonly order: PatientTableOrder;
    readonly descending: boolean;
    readonly today: string;
    readonly limit: number;
    readonly offset: number;
  },
): PatientTableRow[] {
  const { where, parameters } = conditionsOf(filter);
  const { today, limit, offset } = asked;
  const order = orders[asked.order](asked.descending ? 'DESC' : 'ASC');
  // The number breaks ties, so that no page shows anybody twice.
  const visits = asked.order === 'last-visit' ? lastVisit : asked.order === 'next-visit' ? nextVisit : null;
  const sorted = visits === null ? '' : `, ${visits} AS sortDay`;
  // Who is on the page first, then everything about them: sorting 50,000 patients reads no more than it sorts by.
  return db.list(
    `WITH page AS (SELECT number AS shown${sorted} FROM patient ${where} ORDER BY ${order}, number LIMIT $limit OFFSET $offset)
     SELECT ${columns} FROM page JOIN patient ON number = shown ORDER BY ${order}, number`,
    { ...parameters, today, limit, offset },
  );
}

export function countPatientTable(db: ReadHandle, filter: PatientTableFilter): number {
  const { where, parameters } = conditionsOf(filter);
  return db.get<{ total: number }>(`SELECT count(*) AS total FROM patient ${where}`, parameters).total;
}

export function listDoctors(db: ReadHandle): string[] {
  return db
    .list<{ name: string }>(
      `SELECT doctor AS name FROM patient WHERE doctor <> '' GROUP BY doctor COLLATE NOCASE
       UNION SELECT name FROM practitioner ORDER BY 1 LIMIT 500`,
    )
    .map(({ name }) => name);
}

export function listAllTags(db: ReadHandle): string[] {
  return db.list<{ tag: string }>('SELECT DISTINCT tag FROM patient_tag ORDER BY tag LIMIT 500').map(({ tag }) => tag);
}

export function listConditions(db: ReadHandle): { readonly number: number; readonly label: string }[] {
  return db.list("SELECT number, label FROM concept WHERE kind = 'condition' ORDER BY label COLLATE NOCASE LIMIT 1000");
}
