import { createHash } from 'node:crypto';
import type { ReadHandle } from '../store/sql.ts';
import { findImportPiece } from '../store/tables/import-pieces.ts';
import { listJournalEntriesAfter } from '../store/tables/journal-entries.ts';
import type { EntryBodies } from './entries.ts';
import { entryHash } from './journal.ts';

const batch = 500;

/** Walks the whole chain; `firstBroken` is the sequence of the first entry that does not fit, or null. */
export function verifyJournal(db: ReadHandle): { readonly entries: number; readonly firstBroken: number | null } {
  let previous: Uint8Array = new Uint8Array(32);
  let sequence = 0;
  for (;;) {
    const rows = listJournalEntriesAfter(db, sequence, batch);
    for (const row of rows) {
      const { hash, ...said } = row;
      const fits =
        row.sequence === sequence + 1 &&
        Buffer.compare(row.previous, previous) === 0 &&
        Buffer.compare(entryHash(said), hash) === 0 &&
        (row.kind !== 'patients.imported' || holdsItsPieces(db, row.bodyJson));
      if (!fits) return { entries: sequence, firstBroken: row.sequence };
      previous = hash;
      sequence = row.sequence;
    }
    if (rows.length < batch) return { entries: sequence, firstBroken: null };
  }
}

/** What an import changed stands beside its entry, under the hash that the entry holds. */
function holdsItsPieces(db: ReadHandle, bodyJson: string): boolean {
  const { importId, pieces, sha256 }: EntryBodies['patients.imported'] = JSON.parse(bodyJson);
  const hash = createHash('sha256');
  for (let position = 0; position < pieces; position += 1) {
    const piece = findImportPiece(db, importId, position);
    if (piece === null) return false;
    hash.update(piece);
  }
  return findImportPiece(db, importId, pieces) === null && hash.digest('hex') === sha256;
}
