import { createHash } from 'node:crypto';
import type { Mode } from '../../contract/fields.ts';
import { htmlToText } from '../mime/html-text.ts';
import { snippet } from '../mime/snippet.ts';
import { baseSubject } from '../mime/subject.ts';
import type { Mail } from '../mime/types.ts';
import { newId } from '../store/new-id.ts';
import type { WriteHandle } from '../store/sql.ts';
import { deleteAttachmentPieces, insertAttachment, insertAttachmentPiece } from '../store/tables/attachment.ts';
import { deleteMessage, findMessage, insertMessage, nextMessageNumber } from '../store/tables/message.ts';
import { insertMessageBody } from '../store/tables/message-body.ts';
import { insertMessageHash } from '../store/tables/message-hash.ts';
import { deleteIndexText, insertIndexText } from '../store/tables/message-index.ts';
import { insertMessageReference } from '../store/tables/message-reference.ts';
import { deleteSource, insertSourcePiece, pieceLength } from '../store/tables/message-source.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';

/** Files the practice's full copy of what it sends: text, files, index, and the bytes as they leave. */
export function fileOwnMessage(
  db: WriteHandle,
  message: { readonly threadId: string; readonly mail: Mail; readonly mode: Mode; readonly bytes: Uint8Array },
): string {
  const { mail } = message;
  const id = newId('ms');
  const number = nextMessageNumber(db, mail.date);
  insertMessage(db, {
    number,
    id,
    threadId: message.threadId,
    direction: 'out',
    at: mail.date,
    unread: 0,
    flagged: 0,
    automatic: 0,
    kept: 1,
    hasAttachments: mail.attachments.length > 0 ? 1 : 0,
    size: message.bytes.length,
    messageIdHeader: mail.messageIdHeader,
    subject: mail.subject,
    baseSubject: baseSubject(mail.subject),
    snippet: snippet(mail.text),
    fromJson: JSON.stringify([mail.from]),
    toJson: JSON.stringify(mail.to),
    ccJson: JSON.stringify(mail.cc),
    replyToJson: '[]',
    referencesJson: JSON.stringify(mail.references),
    statusJson: JSON.stringify({ kind: 'plain' }),
    warningsJson: '[]',
  });
  insertMessageBody(db, number, { text: mail.text, html: mail.html });
  for (const [position, file] of mail.attachments.entries()) {
    const attachmentId = newId('at');
    const { name, contentType, contentId, bytes } = file;
    insertAttachment(db, {
      id: attachmentId,
      messageId: id,
      position,
      name,
      contentType,
      contentId,
      size: bytes.length,
    });
    eachPiece(bytes, (piece, index) => insertAttachmentPiece(db, attachmentId, index, piece));
  }
  eachPiece(message.bytes, (piece, index) => insertSourcePiece(db, id, index, piece));
  insertMessageHash(db, createHash('sha256').update(message.bytes).digest(), id, false);
  insertIndexText(db, number, {
    subject: mail.subject,
    people: [...mail.to, ...mail.cc].map(({ name, address }) => `${name} ${address}`).join(' '),
    body: mail.html === null ? mail.text : htmlToText(mail.html),
    files: mail.attachments.map(({ name }) => name).join(' '),
  });
  insertMessageReference(db, mail.messageIdHeader, message.threadId);
  recomputeThread(db, message.threadId);
  return id;
}

function eachPiece(bytes: Uint8Array, take: (piece: Uint8Array, index: number) => void): void {
  for (let index = 0; index * pieceLength < bytes.length; index += 1) {
    take(bytes.subarray(index * pieceLength, (index + 1) * pieceLength), index);
  }
}

/** Removes the copy of a message that was taken back before it left. */
export function forgetOwnMessage(db: WriteHandle, messageId: string): void {
  const message = findMessage(db, messageId);
  if (message === null) return;
  deleteIndexText(db, message.number);
  deleteAttachmentPieces(db, messageId);
  deleteSource(db, messageId);
  deleteMessage(db, messageId);
  recomputeThread(db, message.threadId);
}
