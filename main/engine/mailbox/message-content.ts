import type { MessageBody } from '../../contract/messages.ts';
import { EngineError } from '../base/errors.ts';
import { findInlineBlocks } from '../protection/pgp-blocks.ts';
import { readableText } from '../protection/readable-text.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findAttachment, findAttachmentPiece } from '../store/tables/attachment.ts';
import { findMessage } from '../store/tables/message.ts';
import { findMessageBody } from '../store/tables/message-body.ts';
import { findSourcePiece, pieceLength } from '../store/tables/message-source.ts';

export type Piece = { readonly bytes: Uint8Array; readonly done: boolean };

/** Text and HTML as they came, decrypted. Throws `not-found`. */
export function getMessageBody(db: ReadHandle, messageId: string): MessageBody {
  const body = findMessageBody(db, messageId);
  if (body === null) throw new EngineError('not-found');
  const { html, text } = body;
  const pieces = readableText(text);
  return { html, text, blocks: findInlineBlocks(text).length, ...(pieces === null ? {} : { pieces: [...pieces] }) };
}

/** Up to 256 KB of the raw source from byte `offset`. Throws `not-found`. */
export function getSourcePiece(db: ReadHandle, messageId: string, offset: number): Piece {
  const message = findMessage(db, messageId);
  if (message === null) throw new EngineError('not-found');
  return cutPiece(offset, message.size, (position) => findSourcePiece(db, messageId, position));
}

/** Up to 256 KB of a file from byte `offset`. Throws `not-found`. */
export function getAttachmentPiece(db: ReadHandle, attachmentId: string, offset: number): Piece {
  const attachment = findAttachment(db, attachmentId);
  if (attachment === null) throw new EngineError('not-found');
  return cutPiece(offset, attachment.size, (position) => findAttachmentPiece(db, attachmentId, position));
}

function cutPiece(offset: number, size: number, find: (position: number) => Uint8Array | null): Piece {
  if (offset >= size) return { bytes: new Uint8Array(0), done: true };
  const piece = find(Math.floor(offset / pieceLength));
  if (piece === null) throw new EngineError('not-found');
  const bytes = new Uint8Array(piece.subarray(offset % pieceLength));
  return { bytes, done: offset + bytes.length >= size };
}
