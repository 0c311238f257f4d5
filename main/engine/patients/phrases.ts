import type { Device, PhraseSlip, PhraseView } from '../../contract/patients.ts';
import { EngineError } from '../base/errors.ts';
import { Secret } from '../base/secret.ts';
import type { Journal } from '../journal/journal.ts';
import { generatePhrase, generateSign } from '../protection/phrases.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { findGivenPhrase, findNewestPhrase } from '../store/tables/phrases.ts';
import { getPatient } from './patients.ts';

/** The phrase's story: made by whom, given how. */
export function phraseView(db: ReadHandle, patientId: string): PhraseView {
  const row = findNewestPhrase(db, patientId);
  return {
    state: row === null ? 'none' : row.givenAt === null ? 'made' : 'given',
    madeAt: row?.madeAt ?? null,
    madeBy: row?.madeBy ?? null,
    givenAt: row?.givenAt ?? null,
    givenHow: (row?.givenHow ?? null) as PhraseView['givenHow'],
    givenBy: row?.givenBy ?? null,
  };
}

/** Makes a new phrase, never typed by anybody. Letters go on with the old one until the new one is given. */
export function makePhrase(db: WriteHandle, journal: Journal, patientId: string, language: 'en' | 'es'): void {
  getPatient(db, patientId);
  journal.append(db, 'patient.phrase-made', {
    phraseId: newId('ph'),
    patientId,
    words: generatePhrase(language),
    // The sign stays the same for a patient's life: it is what they learn to look for.
    sign: findNewestPhrase(db, patientId)?.sign ?? generateSign(language),
    language,
  });
}

/** Records that the newest phrase reached the patient; throws `phrase-missing`. */
export function givePhrase(
  db: WriteHandle,
  journal: Journal,
  given: { readonly patientId: string; readonly how: string; readonly device: Device },
): void {
  const phrase = findNewestPhrase(db, given.patientId);
  if (phrase === null) throw new EngineError('phrase-missing');
  journal.append(db, 'patient.phrase-given', { phraseId: phrase.id, ...given });
}

/** What the printed slip says, without its code; throws `phrase-missing`. */
export function phraseSlip(
  db: ReadHandle,
  patientId: string,
  practice: { readonly name: string; readonly telephone: string },
): Omit<PhraseSlip, 'code'> {
  const phrase = findNewestPhrase(db, patientId);
  if (phrase === null) throw new EngineError('phrase-missing');
  return {
    patientName: getPatient(db, patientId).name,
    practiceName: practice.name,
    telephone: practice.telephone,
    words: phrase.words.split(' '),
    sign: phrase.sign.split(' '),
    language: phrase.language,
  };
}

/** The phrase that this patient's letters are sealed with; throws `phrase-missing` until one was given. */
export function getGivenPhrase(
  db: ReadHandle,
  patientId: string,
): { readonly words: Secret<string>; readonly sign: string; readonly language: 'en' | 'es' } {
  const row = findGivenPhrase(db, patientId);
  if (row === null) throw new EngineError('phrase-missing');
  return { words: new Secret(row.words), sign: row.sign, language: row.language };
}
