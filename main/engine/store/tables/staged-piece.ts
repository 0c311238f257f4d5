import type { ReadHandle, WriteHandle } from '../sql.ts';

/** Notes that pieces are being written for something that is not there yet. */
export function insertStagedOwner(db: WriteHandle, owner: string): void {
  db.changeAny('INSERT OR IGNORE INTO staged_piece_owner (owner, abandoned) VALUES ($owner, 0)', { owner });
}

/** The owner is there now, in the same transaction. Throws `not-found` where its pieces were given up meanwhile. */
export function deleteStagedOwner(db: WriteHandle, owner: string): void {
  db.change('DELETE FROM staged_piece_owner WHERE owner = $owner AND abandoned = 0', { owner });
}

/** Gives up pieces: their owner is gone, or never came to be. Removing them takes its time, and is done later. */
export function abandonPieces(db: WriteHandle, owner: string): void {
  db.changeAny(
    `INSERT INTO staged_piece_owner (owner, abandoned) VALUES ($owner, 1)
     ON CONFLICT (owner) DO UPDATE SET abandoned = 1`,
    { owner },
  );
}

/** Gives up all pieces that a crash left without their owner. Call it before anything is staged. */
export function abandonStagedPieces(db: WriteHandle): void {
  db.changeAny('UPDATE staged_piece_owner SET abandoned = 1');
}

export function findAbandonedOwner(db: ReadHandle): string | null {
  return db.find<{ owner: string }>('SELECT owner FROM staged_piece_owner WHERE abandoned = 1 LIMIT 1')?.owner ?? null;
}

const tables = [
  ['message_source', 'message_id'],
  ['attachment_piece', 'attachment_id'],
  ['outbox_piece', 'owner'],
  ['draft_attachment_piece', 'attachment_id'],
  ['import_piece', 'import_id'],
  ['document_piece', 'document_id'],
] as const;

/** Removes one piece of an owner that was given up, or, when it has none left, the note of it. */
export function deleteAbandonedPiece(db: WriteHandle, owner: string): void {
  for (const [table, column] of tables) {
    const removed = db.changeAny(
      `DELETE FROM ${table} WHERE rowid = (SELECT rowid FROM ${table} WHERE ${column} = $owner LIMIT 1)`,
      { owner },
    );
    if (removed > 0) return;
  }
  db.changeAny('DELETE FROM staged_piece_owner WHERE owner = $owner AND abandoned = 1', { owner });
}
