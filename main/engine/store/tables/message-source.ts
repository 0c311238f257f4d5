import type { ReadHandle, WriteHandle } from '../sql.ts';

/** Long bytes are kept and handed out in pieces of this length, so that no statement moves more at once. */
export const pieceLength = 256 * 1024;

/** Writes one piece of a message's raw source; position 0 is its beginning. */
export function insertSourcePiece(db: WriteHandle, messageId: string, position: number, bytes: Uint8Array): void {
  db.change('INSERT INTO message_source (message_id, position, bytes) VALUES ($messageId, $position, $bytes)', {
    messageId,
    position,
    bytes,
  });
}

export function findSourcePiece(db: ReadHandle, messageId: string, position: number): Uint8Array | null {
  return (
    db.find<{ bytes: Uint8Array }>(
      'SELECT bytes FROM message_source WHERE message_id = $messageId AND position = $position',
      { messageId, position },
    )?.bytes ?? null
  );
}

export function deleteSource(db: WriteHandle, messageId: string): void {
  db.changeAny('DELETE FROM message_source WHERE message_id = $messageId', { messageId });
}
