import type { ReadHandle, WriteHandle } from '../sql.ts';
import { releaseDocuments } from './documents.ts';

/** Files that came in together. */
export type DocumentBatch = {
  readonly id: string;
  readonly name: string;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly sorted: 0 | 1;
  /** When it changed last who gets what; no two changes at one moment. */
  readonly changedAt: number;
  readonly refusedJson: string;
  readonly files: number;
  /** 1: a campaign was approved with it. */
  readonly approved: 0 | 1;
  /** 1: a campaign was saved with it. */
  readonly used: 0 | 1;
};

const columns = `id, name, made_at AS madeAt, made_by AS madeBy, sorted, changed_at AS changedAt, refused_json AS refusedJson,
  (SELECT count(*) FROM document WHERE document.batch_id = document_batch.id) AS files,
  EXISTS (SELECT 1 FROM campaign WHERE documents_id = document_batch.id AND approved_at IS NOT NULL) AS approved,
  EXISTS (SELECT 1 FROM campaign WHERE documents_id = document_batch.id) AS used`;

export function insertDocumentBatch(
  db: WriteHandle,
  batch: Pick<DocumentBatch, 'id' | 'name' | 'madeAt' | 'madeBy'>,
): void {
  db.change(
    `INSERT INTO document_batch (id, name, made_at, made_by, sorted, changed_at, refused_json)
     VALUES ($id, $name, $madeAt, $madeBy, 0, $madeAt, '[]')`,
    batch,
  );
}

export function findDocumentBatch(db: ReadHandle, id: string): DocumentBatch | null {
  return db.find(`SELECT ${columns} FROM document_batch WHERE id = $id`, { id });
}

/** Those that no campaign was saved with yet, newest first. */
export function listOpenBatches(db: ReadHandle): DocumentBatch[] {
  return db.list(
    `SELECT ${columns} FROM document_batch
     WHERE NOT EXISTS (SELECT 1 FROM campaign WHERE documents_id = document_batch.id) ORDER BY made_at DESC, id`,
  );
}

/** All files were read; `refusedJson`: those that were not taken. */
export function setBatchSorted(db: WriteHandle, id: string, refusedJson: string): void {
  db.change('UPDATE document_batch SET sorted = 1, refused_json = $refusedJson WHERE id = $id', { id, refusedJson });
}

/** Who gets what is another than before. */
export function touchBatch(db: WriteHandle, id: string, at: number): void {
  db.change('UPDATE document_batch SET changed_at = max(changed_at + 1, $at) WHERE id = $id', { id, at });
}

/** Forgets a batch with its files, whose bytes `sweepPieces` removes. */
export function deleteDocumentBatch(db: WriteHandle, id: string): void {
  releaseDocuments(db, id);
  db.changeAny('DELETE FROM document WHERE batch_id = $id', { id });
  db.change('DELETE FROM document_batch WHERE id = $id', { id });
}

/** Batches whose reading a crash cut off. */
export function listUnsortedBatches(db: ReadHandle): string[] {
  return db.list<{ id: string }>('SELECT id FROM document_batch WHERE sorted = 0').map(({ id }) => id);
}
