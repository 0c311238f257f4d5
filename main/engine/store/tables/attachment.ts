import type { ReadHandle, WriteHandle } from '../sql.ts';

export type AttachmentRow = {
  readonly id: string;
  readonly messageId: string;
  readonly position: number;
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly size: number;
};

const columns = `id, message_id AS messageId, position, name, content_type AS contentType, content_id AS contentId, size`;

export function insertAttachment(db: WriteHandle, row: AttachmentRow): void {
  db.change(
    `INSERT INTO attachment (id, message_id, position, name, content_type, content_id, size)
     VALUES ($id, $messageId, $position, $name, $contentType, $contentId, $size)`,
    row,
  );
}

export function findAttachment(db: ReadHandle, id: string): AttachmentRow | null {
  return db.find(`SELECT ${columns} FROM attachment WHERE id = $id`, { id });
}

export function listAttachments(db: ReadHandle, messageId: string): AttachmentRow[] {
  return db.list(`SELECT ${columns} FROM attachment WHERE message_id = $messageId ORDER BY position`, { messageId });
}

/** Writes one piece of a file; position 0 is its beginning. Pieces but the last are `pieceLength` long. */
export function insertAttachmentPiece(
  db: WriteHandle,
  attachmentId: string,
  position: number,
  bytes: Uint8Array,
): void {
  db.change('INSERT INTO attachment_piece (attachment_id, position, bytes) VALUES ($attachmentId, $position, $bytes)', {
    attachmentId,
    position,
    bytes,
  });
}

export function findAttachmentPiece(db: ReadHandle, attachmentId: string, position: number): Uint8Array | null {
  return (
    db.find<{ bytes: Uint8Array }>(
      'SELECT bytes FROM attachment_piece WHERE attachment_id = $attachmentId AND position = $position',
      { attachmentId, position },
    )?.bytes ?? null
  );
}

export function deleteAttachmentPieces(db: WriteHandle, messageId: string): void {
  db.changeAny(
    'DELETE FROM attachment_piece WHERE attachment_id IN (SELECT id FROM attachment WHERE message_id = $messageId)',
    { messageId },
  );
}
