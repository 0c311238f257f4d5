import { EngineError } from '../base/errors.ts';
import type { SqlParameters, WriteHandle } from '../store/sql.ts';
import { deleteImportWork, findImportPiece, findImportWork, moveImportWork } from '../store/tables/import-pieces.ts';
import { getJournalEntry } from '../store/tables/journal-entries.ts';
import { conceptNumber, putFact, putPractitioner, removeFact } from '../store/tables/patient-facts.ts';
import { getImportNumber, insertImportRefusal } from '../store/tables/patient-imports.ts';
import type { EntryBodies } from './entries.ts';
import { type FactKind, type Facts, unpackPiece } from './import-change.ts';
import { addOrChange, type PatientWriter, takeBack } from './import-patient.ts';

/**
 * Brings the next piece of an import, or of its undoing, into the tables; false when none is left. The journal has the whole
 * of it by then: what a crash cuts off is gone on with.
 */
export function stepImport(db: WriteHandle): boolean {
  const work = findImportWork(db);
  if (work === null) return false;
  const entry = getJournalEntry(db, work.sequence);
  const bytes = findImportPiece(db, work.importId, work.nextPosition);
  if (bytes === null) {
    deleteImportWork(db, work.importId);
    return findImportWork(db) !== null;
  }
  const { practitioners, changes, refusals } = unpackPiece(bytes);
  const writer = createWriter(db, work.importId);
  if (entry.kind === 'patients.imported') {
    for (const practitioner of practitioners) putPractitioner(db, practitioner);
    for (const change of changes) addOrChange(writer, change, entry.at);
    for (const [at, refusal] of refusals.entries())
      insertImportRefusal(db, work.importId, work.nextPosition * 100_000 + at, refusal);
  } else if (entry.kind === 'patients.import-undone') {
    const body: EntryBodies['patients.import-undone'] = JSON.parse(entry.bodyJson);
    const kept = new Set(body.kept);
    for (const change of changes) takeBack(writer, change, kept);
  } else throw new EngineError('vault-damaged', { reason: 'import-work' });
  moveImportWork(db, work.importId, work.nextPosition + 1);
  return true;
}

function createWriter(db: WriteHandle, importId: string): PatientWriter {
  const importNumber = getImportNumber(db, importId);
  const concepts = new Map<string, number>();
  const numberOf = (kind: FactKind, fact: Facts[FactKind]): number | null => {
    if (!('code' in fact)) return null;
    const key = `${kind} ${fact.code}`;
    const known = concepts.get(key);
    if (known !== undefined) return known;
    const number = conceptNumber(db, kind, fact.code, fact.label);
    concepts.set(key, number);
    return number;
  };
  const rowOf = (kind: FactKind, patient: number, fact: Facts[FactKind]): SqlParameters => {
    const concept = numberOf(kind, fact);
    const owner = { ...(concept === null ? {} : { concept_number: concept }), patient_number: patient };
    return { ...owner, ...valuesOf(fact), import_number: importNumber };
  };
  return {
    db,
    importId,
    putFact: (kind, patient, fact) => putFact(db, kind, rowOf(kind, patient, fact)),
    removeFact: (kind, patient, fact) => removeFact(db, kind, rowOf(kind, patient, fact)),
  };
}

function valuesOf(fact: Facts[FactKind]): SqlParameters {
  if ('unit' in fact) {
    const { day, time, number, text, unit } = fact;
    return { day, time, value_number: number, value_text: text, unit };
  }
  if ('state' in fact) return { ...fact };
  const { code: _code, label: _label, ...rest } = fact;
  return rest;
}

/** All that is left, in the caller's transaction: for a rebuild. */
export function finishImports(db: WriteHandle): void {
  while (stepImport(db));
}
