import { claimStaged, type Staged } from './pieces.ts';
import type { WriteHandle } from './sql.ts';
import { type AttachmentRow, deleteAttachmentPieces, insertAttachment, listAttachments } from './tables/attachment.ts';
import { deleteMessage, insertMessage, type MessageRow, nextMessageNumber } from './tables/message.ts';
import { insertMessageBody, type MessageBodyRow } from './tables/message-body.ts';
import { insertMessageHash } from './tables/message-hash.ts';
import { deleteIndexText, type IndexText, insertIndexText } from './tables/message-index.ts';
import { insertMessageReference } from './tables/message-reference.ts';
import { deleteSource, pieceLength } from './tables/message-source.ts';
import { abandonPieces } from './tables/staged-piece.ts';
import { findThread, insertThread } from './tables/thread.ts';

/** Everything that makes a message: rows of a transaction that is the caller's. */
export type WholeMessage = {
  readonly row: Omit<MessageRow, 'number' | 'goneAt'>;
  readonly body: MessageBodyRow;
  /** SHA-256 of the raw source. */
  readonly hash: Uint8Array;
  /** Message-IDs that lead to this thread: its own and those it refers to. */
  readonly threadHeaders: readonly string[];
  readonly index: IndexText;
  readonly attachments: readonly Omit<AttachmentRow, 'messageId' | 'position'>[];
  /** The source and the files, from `stageBytes`. */
  readonly staged: readonly Staged[];
};

/**
 * Adds a message with its body, source, files, references and index, and its thread where that is new.
 * The caller then calls `recomputeThread`. Used for what came in and for what we send alike.
 */
export function insertWholeMessage(db: WriteHandle, message: WholeMessage): void {
  const { row } = message;
  if (findThread(db, row.threadId) === null) insertThread(db, row.threadId);
  const number = nextMessageNumber(db, row.at);
  insertMessage(db, { ...row, number });
  insertMessageBody(db, number, message.body);
  insertMessageHash(db, message.hash, row.id, false);
  for (const header of message.threadHeaders) insertMessageReference(db, header, row.threadId);
  insertIndexText(db, number, message.index);
  for (const [position, attachment] of message.attachments.entries()) {
    insertAttachment(db, { ...attachment, messageId: row.id, position });
  }
  for (const staged of message.staged) claimStaged(db, staged);
}

/** Removes a message and all that is its own. The caller then calls `recomputeThread`. */
export function deleteWholeMessage(db: WriteHandle, row: Pick<MessageRow, 'id' | 'number' | 'size'>): void {
  deleteIndexText(db, row.number);
  if (row.size > pieceLength) {
    // Would take too long for one transaction: `sweepPieces` does it.
    for (const owner of [row.id, ...listAttachments(db, row.id).map(({ id }) => id)]) abandonPieces(db, owner);
  } else {
    deleteAttachmentPieces(db, row.id);
    deleteSource(db, row.id);
  }
  deleteMessage(db, row.id);
}
