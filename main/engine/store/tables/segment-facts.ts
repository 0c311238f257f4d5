import type { ReadHandle } from '../sql.ts';

export type PatientFactsRow = {
  readonly number: number;
  readonly birthDate: string | null;
  readonly sex: string;
  readonly doctor: string;
  readonly postalCode: string;
  /** With commas between them. */
  readonly tags: string;
};

export type FactRow = {
  readonly day: string | null;
  readonly number: number | null;
  readonly unit: string;
  readonly text: string;
};

/** What rules ask of the patient's own row. */
export function findPatientFacts(db: ReadHandle, id: string): PatientFactsRow | null {
  return db.find(
    `SELECT number, birth_date AS birthDate, sex, doctor, postal_code AS postalCode,
       coalesce((SELECT group_concat(tag, ', ') FROM patient_tag WHERE patient_number = number), '') AS tags
     FROM patient WHERE id = $id`,
    { id },
  );
}

const ofConcepts = 'concept_number IN (SELECT value FROM json_each($concepts))';

/** The newest until `today` that is a number. */
export function findNewestNumber(
  db: ReadHandle,
  patient: number,
  concepts: readonly number[],
  today: string,
): FactRow | null {
  return db.find(
    `SELECT day, value_number AS number, unit, '' AS text FROM observation
     WHERE ${ofConcepts} AND patient_number = $patient AND day <= $today AND value_number IS NOT NULL
     ORDER BY day DESC, time DESC, concept_number DESC LIMIT 1`,
    { patient, concepts: JSON.stringify(concepts), today },
  );
}

/** The newest until `today`, whatever it says. */
export function findNewestObservation(
  db: ReadHandle,
  patient: number,
  concepts: readonly number[],
  today: string,
): FactRow | null {
  return db.find(
    `SELECT day, value_number AS number, unit, coalesce(value_text, '') AS text FROM observation
     WHERE ${ofConcepts} AND patient_number = $patient AND day <= $today
     ORDER BY day DESC, time DESC, concept_number DESC LIMIT 1`,
    { patient, concepts: JSON.stringify(concepts), today },
  );
}

/** A condition or treatment of these, one that lasts before one that is over. */
export function findSpan(
  db: ReadHandle,
  table: 'condition' | 'treatment',
  patient: number,
  concepts: readonly number[],
): FactRow | null {
  return db.find(
    `SELECT since AS day, NULL AS number, '' AS unit, label AS text FROM ${table} JOIN concept ON number = concept_number
     WHERE ${ofConcepts} AND patient_number = $patient ORDER BY until IS NOT NULL, until DESC LIMIT 1`,
    { patient, concepts: JSON.stringify(concepts) },
  );
}

export function findNewestImmunization(
  db: ReadHandle,
  patient: number,
  concepts: readonly number[],
  today: string,
): FactRow | null {
  return db.find(
    `SELECT day, NULL AS number, '' AS unit, label AS text FROM immunization JOIN concept ON number = concept_number
     WHERE ${ofConcepts} AND patient_number = $patient AND day <= $today ORDER BY day DESC LIMIT 1`,
    { patient, concepts: JSON.stringify(concepts), today },
  );
}

/** The last visit that was kept (today counted), or the next from today on. */
export function findVisit(db: ReadHandle, patient: number, today: string, which: 'last' | 'next'): FactRow | null {
  const [until, order] = which === 'last' ? ['<=', 'DESC'] : ['>=', 'ASC'];
  return db.find(
    `SELECT day, NULL AS number, time AS unit, reason AS text FROM visit
     WHERE patient_number = $patient AND day ${until} $today AND state = 'kept' ORDER BY day ${order}, time ${order} LIMIT 1`,
    { patient, today },
  );
}

/** The names of things on file, for menus: the most used first is not worth a count, so by name. */
export function listChoices(db: ReadHandle): {
  doctors: string[];
  tags: string[];
  fields: string[];
  concepts: { kind: string; code: string; label: string; unit: string }[];
} {
  const names = (sql: string) => db.list<{ name: string }>(sql).map(({ name }) => name);
  return {
    doctors: names(
      "SELECT DISTINCT doctor AS name FROM patient WHERE doctor <> '' ORDER BY name COLLATE NOCASE LIMIT 500",
    ),
    tags: names('SELECT DISTINCT tag AS name FROM patient_tag ORDER BY name COLLATE NOCASE LIMIT 500'),
    fields: names('SELECT name FROM custom_field ORDER BY name COLLATE NOCASE LIMIT 500'),
    concepts: db.list(
      `SELECT kind, code, label, coalesce(
         (SELECT unit FROM observation WHERE concept_number = concept.number LIMIT 1), '') AS unit
       FROM concept ORDER BY label COLLATE NOCASE, code LIMIT 2000`,
    ),
  };
}
