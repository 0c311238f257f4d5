import type { Journal } from '../journal/journal.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { findDocumentBatch } from '../store/tables/document-batches.ts';
import { copyDocumentToDraft, listDocumentPatients, listDocumentsFor } from '../store/tables/documents.ts';
import { isStillTheirs } from './patient-check.ts';

/** A batch as a campaign's group: everybody who gets at least one of its documents. */
export type BatchAudience = {
  readonly name: string;
  readonly version: number;
  readonly patientIds: () => readonly string[];
  readonly includes: (patientId: string) => boolean;
};

/** Null where there is no such batch, or it is not sorted yet. */
export function findBatchAudience(db: ReadHandle, batchId: string): BatchAudience | null {
  const batch = findDocumentBatch(db, batchId);
  if (batch === null || batch.sorted === 0) return null;
  return {
    name: batch.name,
    version: batch.changedAt,
    patientIds: () => listDocumentPatients(db, batchId),
    includes: (patientId) => listDocumentsFor(db, batchId, patientId).length > 0,
  };
}

/** True where it changed after `moment` (ms) who gets what, or the batch is gone. */
export function isChangedSince(db: ReadHandle, batchId: string, moment: number): boolean {
  const batch = findDocumentBatch(db, batchId);
  return batch === null || batch.changedAt > moment;
}

/** What a patient's letter takes along. */
export type LetterDocument = { readonly name: string; readonly size: number };

/**
 * The documents for one patient. `document-unclear`: their record number or birth date is another than when a document was
 * found to be theirs; `no-document`: none is.
 */
export function documentsFor(
  db: ReadHandle,
  batchId: string,
  patientId: string,
): readonly LetterDocument[] | 'no-document' | 'document-unclear' {
  const found = listDocumentsFor(db, batchId, patientId);
  if (found.length === 0) return 'no-document';
  const isClear = found.every(({ patientCheck }) => isStillTheirs(db, { patientId, check: patientCheck }));
  return isClear ? found.map(({ name, size }) => ({ name, size })) : 'document-unclear';
}

/** Puts a patient's documents into the draft of their letter, and the receipt into the journal. */
export function attachDocuments(
  db: WriteHandle,
  journal: Journal,
  letter: {
    readonly campaignId: string;
    readonly batchId: string;
    readonly patientId: string;
    readonly draftId: string;
  },
): void {
  const { campaignId, batchId, patientId, draftId } = letter;
  const found = listDocumentsFor(db, batchId, patientId);
  for (const { id } of found) copyDocumentToDraft(db, id, { draftId, attachmentId: newId('at') });
  journal.append(db, 'documents.attached', {
    campaignId,
    patientId,
    fileName: found.map(({ name }) => name).join(', '),
    files: found.map(({ name, sha256, confirmedAt }) => ({
      name,
      sha256,
      how: confirmedAt === null ? 'matched' : 'confirmed',
    })),
  });
}
