import type { ReadHandle } from '../sql.ts';

/** Something that happens to a patient: `time` is empty where none is known. */
export type FoundEvent = {
  readonly patientId: string;
  readonly name: string;
  readonly day: string;
  readonly time: string;
  readonly what: string;
};

/** One past the highest number of a patient. */
export function findPatientNumbersEnd(db: ReadHandle): number {
  return db.get<{ end: number }>('SELECT coalesce(max(number), 0) + 1 AS end FROM patient').end;
}

type Stretch = { readonly from: number; readonly to: number };

/** Booked and kept visits of patients whose number is from `from` on and below `to`, on these days, both counted. */
export function listVisitsBetween(
  db: ReadHandle,
  { from, to }: Stretch,
  days: { readonly first: string; readonly last: string },
): FoundEvent[] {
  return db.list(
    `SELECT patient.id AS patientId, patient.name, visit.day, visit.time, visit.reason AS what
     FROM visit JOIN patient ON patient.number = visit.patient_number
     WHERE visit.patient_number >= $from AND visit.patient_number < $to AND visit.state = 'kept'
       AND visit.day BETWEEN $first AND $last`,
    { from, to, ...days },
  );
}

/** Reason of this visit, or null where it stands in no book any more. */
export function findVisitReason(db: ReadHandle, patientId: string, day: string, time: string): string | null {
  return (
    db.find<{ reason: string }>(
      `SELECT visit.reason FROM visit JOIN patient ON patient.number = visit.patient_number
       WHERE patient.id = $patientId AND visit.day = $day AND visit.time = $time AND visit.state = 'kept'`,
      { patientId, day, time },
    )?.reason ?? null
  );
}

export function listObservationConcepts(db: ReadHandle): number[] {
  return db
    .list<{ number: number }>(`SELECT number FROM concept WHERE kind = 'observation' ORDER BY number`)
    .map(({ number }) => number);
}

/** Results of one kind that imports since `since` (ms) brought, not those that were `oldDays` or older by then. */
export function listImportedResults(
  db: ReadHandle,
  { from, to }: Stretch,
  of: { readonly concept: number; readonly since: number; readonly oldDays: number },
): (FoundEvent & { readonly importedAt: number })[] {
  return db.list(
    `SELECT patient.id AS patientId, patient.name, observation.day, observation.time, concept.label AS what,
       patient_import.imported_at AS importedAt
     FROM observation
     JOIN patient_import ON patient_import.number = observation.import_number
     JOIN patient ON patient.number = observation.patient_number
     JOIN concept ON concept.number = observation.concept_number
     WHERE observation.concept_number = $concept AND observation.patient_number >= $from
       AND observation.patient_number < $to AND patient_import.imported_at >= $since
       AND patient_import.undone_at IS NULL
       AND observation.day > date(patient_import.imported_at / 1000, 'unixepoch', '-' || $oldDays || ' days')`,
    { from, to, ...of },
  );
}

/** True where an import since `since` (ms) stands: results have to be looked for at all. */
export function hasImportSince(db: ReadHandle, since: number): boolean {
  return (
    db.find('SELECT 1 FROM patient_import WHERE imported_at >= $since AND undone_at IS NULL LIMIT 1', { since }) !==
    null
  );
}

/** Patients born on days of the year between `first` and `last` (`MM-DD`, both counted); `day` is the day of birth. */
export function listBornBetween(db: ReadHandle, { from, to }: Stretch, first: string, last: string): FoundEvent[] {
  return db.list(
    `SELECT id AS patientId, name, birth_date AS day, '' AS time, '' AS what FROM patient
     WHERE number >= $from AND number < $to AND birth_date IS NOT NULL
       AND substr(birth_date, 6) BETWEEN $first AND $last`,
    { from, to, first, last },
  );
}

/** What stands in a field of the practice's own, as it was written; `day` is that text. */
export function listFieldTexts(db: ReadHandle, { from, to }: Stretch, field: string): FoundEvent[] {
  return db.list(
    `SELECT patient.id AS patientId, patient.name, patient_field.value_text AS day, '' AS time, custom_field.name AS what
     FROM patient_field
     JOIN custom_field ON custom_field.number = patient_field.field_number
     JOIN patient ON patient.number = patient_field.patient_number
     WHERE custom_field.name = $field AND patient_field.patient_number >= $from AND patient_field.patient_number < $to`,
    { field, from, to },
  );
}
