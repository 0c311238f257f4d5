import type { DraftContent } from '../../contract/drafts.ts';
import type { Person } from '../../contract/fields.ts';
import type { SealedForm } from '../../contract/sealed-form.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { newId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { findAttachmentPiece, listAttachments } from '../store/tables/attachment.ts';
import { insertDraftAttachment, insertDraftAttachmentPiece } from '../store/tables/draft-attachments.ts';
import { type DraftTerms, findOpenDraft, insertDraft, updateDraftContent } from '../store/tables/drafts.ts';
import { findMessage } from '../store/tables/message.ts';
import { findMessageBody } from '../store/tables/message-body.ts';
import { findOutboxRow, type OutboxDecision, type OutboxRow } from '../store/tables/outbox.ts';
import { takeBack } from './undo.ts';

/**
 * Makes a draft of a sealed letter that did not reach anybody, to be sent in another form: the draft itself where it never
 * left, else a copy of what left (a server sent it back, or the patient could not open it). Throws `state-changed` for
 * anything but a sealed letter, and for one that may not be taken back now (`may`).
 */
export function sendInOtherForm(
  db: WriteHandle,
  journal: Journal,
  outboxId: string,
  wish: { readonly form: SealedForm; readonly may: (row: OutboxRow) => boolean; readonly now: number },
): string {
  const { form, may, now } = wish;
  const row = findOutboxRow(db, outboxId);
  if (row === null) throw new EngineError('not-found');
  if (row.mode !== 'sealed') throw new EngineError('state-changed');
  journal.append(db, 'outbox.decided', { outboxId: row.id, decision: 'other-form' });
  if (row.state === 'sent') return copyAsDraft(db, row, form, now);
  const draftId = takeBack(db, journal, outboxId, may, now);
  const draft = findOpenDraft(db, draftId);
  if (draft === null) throw new EngineError('state-changed');
  const content: DraftContent = { ...JSON.parse(draft.contentJson), sealedForm: form };
  updateDraftContent(db, { id: draftId, revision: draft.revision, contentJson: JSON.stringify(content), at: now });
  return draftId;
}

function copyAsDraft(db: WriteHandle, row: OutboxRow, form: SealedForm, now: number): string {
  const message = findMessage(db, row.messageId);
  const body = findMessageBody(db, row.messageId);
  if (message === null || body === null) throw new EngineError('not-found');
  const addresses: string[] = JSON.parse(row.envelopeToJson);
  const people: Person[] = [...JSON.parse(message.toJson), ...JSON.parse(message.ccJson)];
  const content: DraftContent = {
    to: people.filter(({ address }) => addresses.includes(address)),
    cc: [],
    subject: message.subject,
    html: body.html ?? '',
    contentKind: contentKindOf(row),
    strongerMode: 'sealed',
    sealedForm: form,
  };
  const id = newId('dr');
  insertDraft(db, {
    id,
    kind: 'new',
    threadId: row.threadId,
    answersMessageId: null,
    party: 'patient',
    patientId: patientOf(db, row.id),
    contentJson: JSON.stringify(content),
    // What was quoted stands in the text already, and all of it left protected: it must never leave in clear.
    quote: '',
    quoteEncrypted: 1,
    revision: 1,
    updatedAt: now,
    submissionId: null,
    termsJson: termsOf(row),
  });
  for (const file of listAttachments(db, row.messageId)) copyFile(db, file, id);
  return id;
}

/** An advertisement stays one, whoever sends it again. */
function termsOf(row: OutboxRow): string | null {
  const { purpose }: Pick<OutboxDecision, 'purpose'> = JSON.parse(row.decisionJson);
  if (purpose !== 'marketing') return null;
  const terms: DraftTerms = { purpose, bulk: false, fromName: '', messageIdHeader: null, headers: [] };
  return JSON.stringify(terms);
}

function contentKindOf(row: OutboxRow): DraftContent['contentKind'] {
  const { content }: { content?: DraftContent['contentKind'] } = JSON.parse(row.decisionJson);
  return content ?? 'health';
}

function patientOf(db: ReadHandle, outboxId: string): string | null {
  const letter = db.find<{ patientId: string }>(
    'SELECT patient_id AS patientId FROM letter WHERE outbox_id = $outboxId',
    { outboxId },
  );
  return letter?.patientId ?? null;
}

function copyFile(
  db: WriteHandle,
  file: { readonly id: string; readonly name: string; readonly contentType: string; readonly size: number },
  draftId: string,
): void {
  const id = newId('at');
  insertDraftAttachment(db, {
    id,
    draftId,
    name: file.name,
    contentType: file.contentType,
    size: file.size,
    received: 0,
  });
  for (let offset = 0, position = 0; offset < file.size; position += 1) {
    const bytes = findAttachmentPiece(db, file.id, position);
    if (bytes === null) throw new EngineError('not-found');
    insertDraftAttachmentPiece(db, id, offset, bytes);
    offset += bytes.length;
  }
}
