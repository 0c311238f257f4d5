import type { WriteHandle } from '../sql.ts';

/** Notes that pieces are being written for something that is not there yet. */
export function insertStagedOwner(db: WriteHandle, owner: string): void {
  db.changeAny('INSERT OR IGNORE INTO staged_piece_owner (owner) VALUES ($owner)', { owner });
}

/** The owner is there now, in the same transaction. Throws `not-found` where its pieces were removed meanwhile. */
export function deleteStagedOwner(db: WriteHandle, owner: string): void {
  db.change('DELETE FROM staged_piece_owner WHERE owner = $owner', { owner });
}

/** Removes the pieces of one owner that never came to be. */
export function deleteStagedPieces(db: WriteHandle, owner: string): void {
  db.changeAny('DELETE FROM message_source WHERE message_id = $owner', { owner });
  db.changeAny('DELETE FROM attachment_piece WHERE attachment_id = $owner', { owner });
  db.changeAny('DELETE FROM outbox_piece WHERE owner = $owner', { owner });
  db.changeAny('DELETE FROM staged_piece_owner WHERE owner = $owner', { owner });
}

/** Removes all pieces that a crash left without their message. Call it before anything is staged. */
export function deleteAllStagedPieces(db: WriteHandle): void {
  for (const { owner } of db.list<{ owner: string }>('SELECT owner FROM staged_piece_owner')) {
    deleteStagedPieces(db, owner);
  }
}
