import type { ReadHandle, WriteHandle } from '../sql.ts';
import { abandonPieces } from './staged-piece.ts';

export type DraftAttachmentRow = {
  readonly id: string;
  readonly draftId: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  /** Bytes that have come so far. */
  readonly received: number;
};

const columns = 'id, draft_id AS draftId, name, content_type AS contentType, size, received';

export function insertDraftAttachment(db: WriteHandle, row: DraftAttachmentRow): void {
  db.change(
    `INSERT INTO draft_attachment (id, draft_id, position, name, content_type, size, received)
     VALUES ($id, $draftId, (SELECT coalesce(max(position), 0) + 1 FROM draft_attachment WHERE draft_id = $draftId),
       $name, $contentType, $size, $received)`,
    row,
  );
}

export function listDraftAttachments(db: ReadHandle, draftId: string): DraftAttachmentRow[] {
  return db.list(`SELECT ${columns} FROM draft_attachment WHERE draft_id = $draftId ORDER BY position`, { draftId });
}

export function findDraftAttachment(db: ReadHandle, id: string): DraftAttachmentRow | null {
  return db.find(`SELECT ${columns} FROM draft_attachment WHERE id = $id`, { id });
}

export function insertDraftAttachmentPiece(db: WriteHandle, id: string, offset: number, bytes: Uint8Array): void {
  db.change('INSERT INTO draft_attachment_piece (attachment_id, offset, bytes) VALUES ($id, $offset, $bytes)', {
    id,
    offset,
    bytes,
  });
  db.change('UPDATE draft_attachment SET received = received + $length WHERE id = $id', { id, length: bytes.length });
}

/** The piece that begins at byte `offset`. */
export function findDraftAttachmentPiece(db: ReadHandle, id: string, offset: number): Uint8Array | null {
  return (
    db.find<{ bytes: Uint8Array }>(
      'SELECT bytes FROM draft_attachment_piece WHERE attachment_id = $id AND offset = $offset',
      { id, offset },
    )?.bytes ?? null
  );
}

/** Removes a file; `sweepPieces` removes its bytes. */
export function deleteDraftAttachment(db: WriteHandle, id: string): void {
  abandonPieces(db, id);
  db.change('DELETE FROM draft_attachment WHERE id = $id', { id });
}

/** Gives another draft the same files. */
export function copyDraftAttachments(db: WriteHandle, from: string, to: string, newId: () => string): void {
  for (const { id } of listDraftAttachments(db, from)) {
    const copy = { id, copy: newId() };
    db.change(
      `INSERT INTO draft_attachment (id, draft_id, position, name, content_type, size, received)
       SELECT $copy, $to, position, name, content_type, size, received FROM draft_attachment WHERE id = $id`,
      { ...copy, to },
    );
    db.changeAny(
      `INSERT INTO draft_attachment_piece (attachment_id, offset, bytes)
       SELECT $copy, offset, bytes FROM draft_attachment_piece WHERE attachment_id = $id`,
      copy,
    );
  }
}
