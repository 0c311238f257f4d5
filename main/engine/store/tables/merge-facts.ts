import type { ReadHandle } from '../sql.ts';

export type MergeRow = {
  readonly number: number;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string | null;
  readonly recordNumber: string;
  readonly telephone: string;
  readonly doctor: string;
  readonly address: string | null;
};

export type NamedFact = {
  readonly label: string;
  readonly day: string;
  readonly time: string;
  readonly value: string;
};

/** What letters say of a patient's own row. */
export function findMergeRow(db: ReadHandle, id: string): MergeRow | null {
  return db.find(
    `SELECT number, name, given_name AS givenName, family_name AS familyName, birth_date AS birthDate,
       record_number AS recordNumber, telephone, doctor,
       (SELECT address FROM patient_address WHERE patient_id = id ORDER BY position LIMIT 1) AS address
     FROM patient WHERE id = $id`,
    { id },
  );
}

/** The last kept visit before `today`, or the next from it on. */
export function findMergeVisit(
  db: ReadHandle,
  patient: number,
  today: string,
  which: 'last' | 'next',
): { day: string; time: string; reason: string } | null {
  const [until, order] = which === 'last' ? ['<', 'DESC'] : ['>=', 'ASC'];
  return db.find(
    `SELECT day, time, reason FROM visit WHERE patient_number = $patient AND day ${until} $today AND state = 'kept'
     ORDER BY day ${order}, time ${order} LIMIT 1`,
    { patient, today },
  );
}

/** The newest observation of each kind until `today`, oldest first, so that the newest of one name is the last. */
export function listNewestObservations(db: ReadHandle, patient: number, today: string): NamedFact[] {
  return db.list(
    `SELECT label, day, time, trim(coalesce(value_text, format('%.6g', value_number)) || ' ' || unit) AS value FROM (
       SELECT concept_number, day, time, value_number, value_text, unit, max(day || time) AS at FROM observation
       WHERE patient_number = $patient AND day <= $today GROUP BY concept_number
     ) JOIN concept ON number = concept_number ORDER BY at`,
    { patient, today },
  );
}

/** Names of what a patient has today. */
export function listLasting(
  db: ReadHandle,
  table: 'condition' | 'treatment',
  patient: number,
  today: string,
): string[] {
  return db
    .list<{ label: string }>(
      `SELECT label FROM ${table} JOIN concept ON number = concept_number
       WHERE patient_number = $patient AND (since IS NULL OR since <= $today) AND (until IS NULL OR until > $today)
       ORDER BY label COLLATE NOCASE`,
      { patient, today },
    )
    .map(({ label }) => label);
}

export function listFieldValues(db: ReadHandle, patient: number): { label: string; value: string }[] {
  return db.list(
    `SELECT name AS label, value_text AS value FROM patient_field JOIN custom_field ON number = field_number
     WHERE patient_number = $patient`,
    { patient },
  );
}

/** Names that tags can be made of: observations and the practice's own fields. */
export function listMergeNames(db: ReadHandle): { kind: 'result' | 'custom'; label: string }[] {
  return db.list(
    `SELECT 'result' AS kind, label FROM concept WHERE kind = 'observation'
     UNION SELECT 'custom', name FROM custom_field ORDER BY 2 COLLATE NOCASE LIMIT 500`,
  );
}
