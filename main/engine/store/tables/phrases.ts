import type { ReadHandle } from '../sql.ts';

export type PhraseRow = {
  readonly id: string;
  readonly words: string;
  readonly sign: string;
  readonly language: 'en' | 'es';
  readonly made_at: number;
  readonly made_by: string;
  readonly given_at: number | null;
  readonly given_how: string | null;
  readonly given_by: string | null;
};

/** The newest phrase of a patient, given or not. */
export function findNewestPhrase(db: ReadHandle, patientId: string): PhraseRow | null {
  return db.find('SELECT * FROM phrase WHERE patient_id = $patient_id ORDER BY made_at DESC, rowid DESC LIMIT 1', {
    patient_id: patientId,
  });
}

/** The newest phrase that reached the patient: the one that letters are sealed with. */
export function findGivenPhrase(db: ReadHandle, patientId: string): PhraseRow | null {
  return db.find(
    `SELECT * FROM phrase WHERE patient_id = $patient_id AND given_at IS NOT NULL
     ORDER BY given_at DESC, rowid DESC LIMIT 1`,
    { patient_id: patientId },
  );
}
