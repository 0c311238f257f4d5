import { createHash } from 'node:crypto';
import { snippet } from '../mime/snippet.ts';
import { baseSubject } from '../mime/subject.ts';
import type { Mail } from '../mime/types.ts';
import { newId } from '../store/new-id.ts';
import type { WriteHandle } from '../store/sql.ts';
import { findMessage } from '../store/tables/message.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import { deleteWholeMessage, insertWholeMessage } from '../store/whole-message.ts';

/** Files the practice's full copy of what it sends: text, files, index, and the bytes as they leave. Returns its id. */
export function fileOwnMessage(db: WriteHandle, threadId: string, mail: Mail, bytes: Uint8Array): string {
  const id = newId('msg');
  const files = mail.attachments.map((file) => ({ ...file, id: newId('att'), size: file.bytes.length }));
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
      size: bytes.length,
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
    hash: createHash('sha256').update(bytes).digest(),
    threadHeaders: [mail.messageIdHeader],
    index: {
      subject: mail.subject,
      people: [...mail.to, ...mail.cc].map(({ name, address }) => `${name} ${address}`).join(' '),
      body: mail.text,
      files: files.map(({ name }) => name).join(' '),
    },
    attachments: files.map(({ id: fileId, name, contentType, contentId, size }) => ({
      id: fileId,
      name,
      contentType,
      contentId,
      size,
    })),
    staged: [
      { owner: { kind: 'source', id }, rest: bytes },
      ...files.map((file) => ({ owner: { kind: 'attachment' as const, id: file.id }, rest: file.bytes })),
    ],
  });
  recomputeThread(db, threadId);
  return id;
}

/** Removes the copy of a message that was taken back before it left. */
export function forgetOwnMessage(db: WriteHandle, messageId: string): void {
  const message = findMessage(db, messageId);
  if (message === null) return;
  deleteWholeMessage(db, message);
  recomputeThread(db, message.threadId);
}
