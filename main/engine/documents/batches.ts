import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import {
  type DocumentBatch,
  deleteDocumentBatch,
  findDocumentBatch,
  touchBatch,
} from '../store/tables/document-batches.ts';
import {
  type DocumentRecord,
  findDocument,
  setDocumentConfirmed,
  setDocumentLeftOut,
  setDocumentPicked,
} from '../store/tables/documents.ts';
import { findDocumentPatient } from '../store/tables/known-patients.ts';
import { patientCheck } from './patient-check.ts';

/** Throws `not-found`. */
export function getBatch(db: ReadHandle, batchId: string): DocumentBatch {
  const batch = findDocumentBatch(db, batchId);
  if (batch === null) throw new EngineError('not-found');
  return batch;
}

/** The first of two steps: whose a document is that the program could not match by itself. */
export function pickPatient(
  db: WriteHandle,
  said: { readonly documentId: string; readonly patientId: string },
  now: number,
): DocumentRecord {
  const document = getOpenDocument(db, said.documentId);
  if (document.verdict !== 'look' && document.verdict !== 'none') throw new EngineError('state-changed');
  if (findDocumentPatient(db, said.patientId) === null) throw new EngineError('not-found');
  setDocumentPicked(db, document.id, said.patientId);
  touchBatch(db, document.batchId, now);
  return document;
}

/** The second step, which alone makes it theirs. Throws `state-changed` where another patient was picked, or none. */
export function confirmPatient(
  db: WriteHandle,
  journal: Journal,
  said: { readonly documentId: string; readonly patientId: string },
  by: { readonly at: number; readonly name: string },
): DocumentRecord {
  const document = getOpenDocument(db, said.documentId);
  if (document.pickedPatientId !== said.patientId || document.confirmedAt !== null)
    throw new EngineError('state-changed');
  const patient = findDocumentPatient(db, said.patientId);
  if (patient === null) throw new EngineError('not-found');
  const { patientId } = said;
  setDocumentConfirmed(db, document.id, { patientId, check: patientCheck(patient), at: by.at, by: by.name });
  touchBatch(db, document.batchId, by.at);
  journal.append(db, 'documents.confirmed', {
    documentsId: document.batchId,
    fileName: document.name,
    sha256: document.sha256,
    patientId,
    reason: document.reason,
  });
  return document;
}

/** It goes to nobody; or, taken back in, stands as it was sorted: what a person had confirmed has to be confirmed anew. */
export function leaveOut(
  db: WriteHandle,
  journal: Journal,
  said: { readonly documentId: string; readonly out: boolean },
  now: number,
): DocumentRecord {
  const document = getOpenDocument(db, said.documentId);
  if (document.verdict !== 'matched') setDocumentPicked(db, document.id, null);
  setDocumentLeftOut(db, document.id, said.out);
  touchBatch(db, document.batchId, now);
  if (said.out) {
    const { batchId: documentsId, name: fileName, sha256 } = document;
    journal.append(db, 'documents.left-out', { documentsId, fileName, sha256 });
  }
  return document;
}

/** Forgets a batch that no campaign was saved with, and is not being read. */
export function dropBatch(db: WriteHandle, journal: Journal, batchId: string): void {
  const batch = getBatch(db, batchId);
  if (batch.used === 1 || batch.sorted === 0) throw new EngineError('state-changed');
  deleteDocumentBatch(db, batchId);
  journal.append(db, 'documents.dropped', { documentsId: batchId, name: batch.name });
}

function getOpenDocument(db: ReadHandle, documentId: string): DocumentRecord {
  const document = findDocument(db, documentId);
  if (document === null) throw new EngineError('not-found');
  const batch = getBatch(db, document.batchId);
  // What was approved is what leaves.
  if (batch.approved === 1 || batch.sorted === 0) throw new EngineError('state-changed');
  return document;
}
