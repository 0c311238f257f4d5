import {
  type BatchSummary,
  type BatchView,
  type DocumentFacts,
  type DocumentLook,
  type DocumentPatient,
  type DocumentRefusal,
  type DocumentRow,
  documentState,
} from '../../contract/documents.ts';
import { EngineError } from '../base/errors.ts';
import type { ReadHandle } from '../store/sql.ts';
import type { DocumentBatch } from '../store/tables/document-batches.ts';
import {
  countDocuments,
  type DocumentInState,
  findDocumentInState,
  listDocumentPatients,
  listDocumentsFor,
  listDocumentsIn,
} from '../store/tables/documents.ts';
import { findDocumentPatient } from '../store/tables/known-patients.ts';

/** Characters of the text that are shown. */
const excerptLength = 3_000;

export function batchSummary({ id, name, madeAt, madeBy, files }: DocumentBatch): BatchSummary {
  return { id, name, madeAt, madeBy, files };
}

export function batchView(db: ReadHandle, batch: DocumentBatch, reading: BatchView['reading']): BatchView {
  const counts = new Map(countDocuments(db, batch.id).map(({ state, total }) => [state, total]));
  const refused: DocumentRefusal[] = JSON.parse(batch.refusedJson);
  return {
    ...batchSummary(batch),
    reading: batch.sorted === 1 ? null : (reading ?? { done: 0, total: 0 }),
    byState: Object.fromEntries(
      documentState.options.map((state) => [state, counts.get(state) ?? 0]),
    ) as BatchView['byState'],
    patients: listDocumentPatients(db, batch.id).length,
    refused,
    approved: batch.approved === 1,
  };
}

/** A page of a batch's documents, in the order of their names. */
export function documentRows(
  db: ReadHandle,
  batchId: string,
  page: Parameters<typeof listDocumentsIn>[2],
): { readonly rows: DocumentRow[]; readonly total: number } {
  const { rows, total } = listDocumentsIn(db, batchId, page);
  return { rows: rows.map((row) => toRow(db, row)), total };
}

/** Everything that a person needs to say whose it is. Throws `not-found`. */
export function documentLook(db: ReadHandle, documentId: string): DocumentLook {
  const document = findDocumentInState(db, documentId);
  if (document === null) throw new EngineError('not-found');
  const facts: DocumentFacts = JSON.parse(document.factsJson);
  const suggested: string[] = JSON.parse(document.suggestionsJson);
  return {
    ...toRow(db, document),
    excerpt: document.text.slice(0, excerptLength),
    facts,
    suggestions: suggested.flatMap((id) => patientOf(db, id) ?? []),
    picked: document.confirmedAt === null ? patientOf(db, document.pickedPatientId) : null,
  };
}

function toRow(db: ReadHandle, document: DocumentInState): DocumentRow {
  const { id, batchId, name, size, pages, textState, state, reason, patientId, confirmedBy } = document;
  const others = patientId === null ? [] : listDocumentsFor(db, batchId, patientId).filter((each) => each.id !== id);
  return {
    id,
    fileName: name,
    size,
    pages,
    text: textState,
    state,
    reason,
    patient: patientOf(db, patientId),
    others: others.length,
    confirmedBy,
  };
}

function patientOf(db: ReadHandle, patientId: string | null): DocumentPatient | null {
  return patientId === null ? null : findDocumentPatient(db, patientId);
}
