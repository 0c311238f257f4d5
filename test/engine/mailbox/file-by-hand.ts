import { createHash } from 'node:crypto';
import {
  type Filed,
  fileKnownMessage,
  fileMessage,
  type PreparedMessage,
} from '../../../main/engine/mailbox/file-message.ts';
import { type ReadMessage, unreadableMessage } from '../../../main/engine/mailbox/read-result.ts';
import { baseSubject } from '../../../main/engine/mime/subject.ts';
import { newId } from '../../../main/engine/store/new-id.ts';
import type { Store } from '../../../main/engine/store/open.ts';
import { stageBytes } from '../../../main/engine/store/pieces.ts';
import { findMailbox, insertMailbox, type MailboxRow } from '../../../main/engine/store/tables/mailbox.ts';

export const us = 'desk@elm.example';
export const day = 24 * 60 * 60_000;
export const noon = Date.UTC(2026, 10, 24, 12);

export type HandMail = Partial<Omit<ReadMessage, 'from' | 'to' | 'messageIdHeader'>> & {
  readonly messageIdHeader?: string | null;
  readonly from?: string;
  readonly to?: string;
  readonly mailbox?: string;
  readonly uid?: number;
  readonly seen?: boolean;
  readonly flagged?: boolean;
  readonly at?: number;
  /** Stands for the raw bytes; the same source is the same message. */
  readonly source?: string;
};

export function addMailbox(store: Store, id: string, role: MailboxRow['role'] = null): void {
  store.write((db) => insertMailbox(db, { id, path: id.slice(3), name: id.slice(3), role }));
}

let lastUid = 0;

/** Files a message as the sync would, from what its reading would have given. */
export async function fileByHand(store: Store, mail: HandMail): Promise<Filed> {
  lastUid += 1;
  const { mailbox = 'mb_inbox', uid = lastUid, seen = false, flagged = false, at = noon, source, ...fields } = mail;
  const row = findMailbox(store.read, mailbox);
  if (row === null) throw new Error(`no mailbox ${mailbox}`);
  const subject = fields.subject ?? 'Question';
  const read: ReadMessage = {
    ...unreadableMessage,
    warnings: [],
    messageIdHeader: `<${lastUid}@mail.example>`,
    baseSubject: baseSubject(subject),
    snippet: fields.text ?? '',
    indexText: fields.text ?? '',
    ...fields,
    subject,
    from: [{ name: '', address: fields.from ?? 'ana@mail.example' }],
    to: [{ name: '', address: fields.to ?? us }],
  };
  const bytes = new TextEncoder().encode(source ?? `source ${lastUid} ${JSON.stringify(mail)}`);
  const hash = createHash('sha256').update(bytes).digest();
  const arrival = { mailbox: row, uid, seen, flagged, at, hash };
  const context = { now: noon, isOurAddress: (address: string) => address === us };
  const id = newId('msg');
  const attachmentIds = read.attachments.map(() => newId('att'));
  const staged = [await stageBytes(store, { kind: 'source', id }, bytes)];
  for (const [position, attachment] of read.attachments.entries()) {
    staged.push(await stageBytes(store, { kind: 'attachment', id: attachmentIds[position] ?? '' }, attachment.bytes));
  }
  const prepared: PreparedMessage = { id, size: bytes.length, read, attachmentIds, staged };
  return store.write((db) => fileKnownMessage(db, arrival, context) ?? fileMessage(db, arrival, prepared, context));
}
