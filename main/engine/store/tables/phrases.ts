import type { ReadHandle } from '../sql.ts';

export type PhraseRow = {
  readonly id: string;
  readonly words: string;
  readonly sign: string;
  readonly language: 'en' | 'es';
  readonly madeAt: number;
  readonly madeBy: string;
  readonly givenAt: number | null;
  readonly givenHow: string | null;
  readonly givenBy: string | null;
};

const columns = `id, words, sign, language, made_at AS madeAt, made_by AS madeBy, given_at AS givenAt,
  given_how AS givenHow, given_by AS givenBy`;

/** The newest phrase of a patient, given or not. */
export function findNewestPhrase(db: ReadHandle, patientId: string): PhraseRow | null {
  return db.find(
    `SELECT ${columns} FROM phrase WHERE patient_id = $patientId ORDER BY made_at DESC, rowid DESC LIMIT 1`,
    { patientId },
  );
}

/** The newest phrase that reached the patient: the one that letters are sealed with. */
export function findGivenPhrase(db: ReadHandle, patientId: string): PhraseRow | null {
  return db.find(
    `SELECT ${columns} FROM phrase WHERE patient_id = $patientId AND given_at IS NOT NULL
     ORDER BY given_at DESC, rowid DESC LIMIT 1`,
    { patientId },
  );
}
