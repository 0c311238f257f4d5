import { snippet } from '../mime/snippet.ts';
import { baseSubject } from '../mime/subject.ts';
import type { Mail } from '../mime/types.ts';
import { newRisingId } from '../store/new-id.ts';
import type { Store } from '../store/open.ts';
import { hashInTurns, type Staged, stageBytes } from '../store/pieces.ts';
import type { WriteHandle } from '../store/sql.ts';
import { findMessage } from '../store/tables/message.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import { deleteWholeMessage, insertWholeMessage } from '../store/whole-message.ts';

/** The practice's full copy of what it sends, its long bytes already in the store. */
export type OwnMessage = {
  readonly id: string;
  readonly mail: Mail;
  readonly size: number;
  readonly hash: Uint8Array;
  /** Ids of the mail's files, in their order. */
  readonly fileIds: readonly string[];
  readonly staged: readonly Staged[];
};

/** Writes the bytes as they leave, and the files, ahead of their message. */
export async function stageOwnMessage(store: Store, mail: Mail, bytes: Uint8Array): Promise<OwnMessage> {
  const id = newRisingId('msg', mail.date);
  const fileIds = mail.attachments.map(() => newRisingId('att', mail.date));
  const staged = [await stageBytes(store, { kind: 'source', id }, bytes)];
  for (const [position, file] of mail.attachments.entries()) {
    staged.push(await stageBytes(store, { kind: 'attachment', id: fileIds[position] ?? '' }, file.bytes));
  }
  return { id, mail, size: bytes.length, hash: await hashInTurns(bytes), fileIds, staged };
}

/** Files the practice's full copy: text, files, index, and the bytes as they leave. */
export function fileOwnMessage(db: WriteHandle, threadId: string, own: OwnMessage): void {
  const { id, mail } = own;
  const files = mail.attachments;
  insertWholeMessage(db, {
    row: {
      id,
      threadId,
      direction: 'out',
      at: mail.date,
      unread: 0,
      flagged: 0,
      automatic: 0,
      kept: 1,
      hasAttachments: files.some(({ contentId }) => contentId === null) ? 1 : 0,
      size: own.size,
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
    },
    body: { text: mail.text, html: mail.html },
    hash: own.hash,
    threadHeaders: [mail.messageIdHeader],
    index: {
      subject: mail.subject,
      people: [...mail.to, ...mail.cc].map(({ name, address }) => `${name} ${address}`).join(' '),
      body: mail.text,
      files: files.map(({ name }) => name).join(' '),
    },
    attachments: files.map(({ name, contentType, contentId, bytes }, position) => ({
      id: own.fileIds[position] ?? '',
      name,
      contentType,
      contentId,
      size: bytes.length,
    })),
    staged: own.staged,
  });
  recomputeThread(db, threadId);
}

/** Removes the copy of a message that was taken back before it left. */
export function forgetOwnMessage(db: WriteHandle, messageId: string): void {
  const message = findMessage(db, messageId);
  if (message === null) return;
  deleteWholeMessage(db, message);
  recomputeThread(db, message.threadId);
}
