import type { ReadHandle, WriteHandle } from '../sql.ts';
import { abandonPieces } from './staged-piece.ts';

/** Under which name the pieces of a row's message stand, and those of the practice's copy of it. */
export const outboxOwners = (outboxId: string): { readonly message: string; readonly copy: string } => ({
  message: outboxId,
  copy: `${outboxId}.copy`,
});

/** Writes one piece of finished bytes; position 0 is their beginning. */
export function insertOutboxPiece(db: WriteHandle, owner: string, position: number, bytes: Uint8Array): void {
  db.change('INSERT INTO outbox_piece (owner, position, bytes) VALUES ($owner, $position, $bytes)', {
    owner,
    position,
    bytes,
  });
}

export function findOutboxPiece(db: ReadHandle, owner: string, position: number): Uint8Array | null {
  return (
    db.find<{ bytes: Uint8Array }>('SELECT bytes FROM outbox_piece WHERE owner = $owner AND position = $position', {
      owner,
      position,
    })?.bytes ?? null
  );
}

/** Gives up the pieces of a row and of its copy; `sweepPieces` removes them. */
export function abandonOutboxPieces(db: WriteHandle, outboxId: string): void {
  const { message, copy } = outboxOwners(outboxId);
  abandonPieces(db, message);
  abandonPieces(db, copy);
}
