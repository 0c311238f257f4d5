import type { DraftAttachment } from '../../contract/drafts.ts';
import { pieceBytes } from '../../contract/envelope.ts';
import { EngineError } from '../base/errors.ts';
import type { Attachment } from '../mime/types.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import {
  deleteDraftAttachment,
  findDraftAttachment,
  findDraftAttachmentPiece,
  insertDraftAttachment,
  insertDraftAttachmentPiece,
  listDraftAttachments,
} from '../store/tables/draft-attachments.ts';
import { findPeoplesDraft } from '../store/tables/drafts.ts';

/** No mail server takes more; stops a window that fills the disk. */
const largestAttachment = 100 * 1024 * 1024;
const mostAttachments = 100;

/** Announces a file; its bytes follow in pieces. Throws `message-too-large` with `limit`. */
export function addDraftAttachment(
  db: WriteHandle,
  file: { readonly draftId: string; readonly name: string; readonly contentType: string; readonly size: number },
): DraftAttachment {
  if (findPeoplesDraft(db, file.draftId) === null) throw new EngineError('not-found');
  if (file.size > largestAttachment)
    throw new EngineError('message-too-large', { limit: largestAttachment, size: file.size });
  if (listDraftAttachments(db, file.draftId).length >= mostAttachments) throw new EngineError('too-large');
  const row = { ...file, contentType: file.contentType || 'application/octet-stream', id: newId('at'), received: 0 };
  insertDraftAttachment(db, row);
  const { id, name, contentType, size } = row;
  return { id, name, contentType, size, complete: size === 0 };
}

/** Takes the next piece; pieces come in order. Tells whether the file is complete. Throws `not-found`. */
export function addDraftAttachmentPiece(db: WriteHandle, id: string, offset: number, bytes: Uint8Array): boolean {
  const row = getPeoplesAttachment(db, id);
  if (bytes.length > pieceBytes) throw new EngineError('too-large');
  if (offset !== row.received || offset + bytes.length > row.size) throw new EngineError('state-changed');
  if (bytes.length > 0) insertDraftAttachmentPiece(db, id, offset, bytes);
  return offset + bytes.length === row.size;
}

/** Takes a file from a draft that people write at, and gives that draft's id. Throws `not-found`. */
export function removeDraftAttachment(db: WriteHandle, id: string): string {
  const { draftId } = getPeoplesAttachment(db, id);
  deleteDraftAttachment(db, id);
  return draftId;
}

/** A file of a draft that people write at: those of a run are not theirs to change. */
function getPeoplesAttachment(db: ReadHandle, id: string): NonNullable<ReturnType<typeof findDraftAttachment>> {
  const row = findDraftAttachment(db, id);
  if (row === null || findPeoplesDraft(db, row.draftId) === null) throw new EngineError('not-found');
  return row;
}

/**
 * The draft's files with their bytes, in the order in which they were added. Read a piece at a time, into memory that all
 * threads share: giving them to a worker copies nothing.
 */
export async function readDraftAttachments(db: ReadHandle, draftId: string): Promise<Attachment[]> {
  const files: Attachment[] = [];
  for (const { id, name, contentType, size } of listDraftAttachments(db, draftId)) {
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    for (let offset = 0; offset < size; ) {
      const piece = findDraftAttachmentPiece(db, id, offset);
      if (piece === null) throw new EngineError('state-changed');
      bytes.set(piece, offset);
      offset += piece.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    files.push({ name, contentType, contentId: null, bytes });
  }
  return files;
}
