import type { DraftContent } from '../../contract/drafts.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { newId } from '../store/new-id.ts';
import type { WriteHandle } from '../store/sql.ts';
import { copyDraftAttachments } from '../store/tables/draft-attachments.ts';
import { deleteDraft, findDraftOfSubmission, insertDraft, setDraftSubmission } from '../store/tables/drafts.ts';
import { deleteLettersOfOutboxRow } from '../store/tables/letters.ts';
import { findMessage } from '../store/tables/message.ts';
import { deleteMessageReference } from '../store/tables/message-reference.ts';
import { deleteOutboxRow, findOutboxRow, listOutboxRowsOfSubmission, type OutboxRow } from '../store/tables/outbox.ts';
import { forgetOwnMessage } from './own-message.ts';

/** The outbox's word on whether a row may be taken back. */
type May = (row: OutboxRow) => boolean;

/**
 * Takes a submission back to its draft, in the caller's transaction: rows and the message in the thread go, the draft is
 * there again as it was. Throws `state-changed` unless all of it may be taken back.
 */
export function undoSubmission(
  db: WriteHandle,
  journal: Journal,
  outboxId: string,
  may: May,
): { readonly draftId: string; readonly threadId: string } {
  const row = findOutboxRow(db, outboxId);
  if (row === null) throw new EngineError('not-found');
  const rows = listOutboxRowsOfSubmission(db, row.submissionId);
  const draft = findDraftOfSubmission(db, row.submissionId);
  if (draft === null || !rows.every(may)) throw new EngineError('state-changed');
  // The first one's stays: the thread's own id was derived from it.
  const own = findMessage(db, row.messageId)?.messageIdHeader ?? null;
  for (const each of rows) removeRow(db, each, own);
  forgetOwnMessage(db, row.messageId);
  setDraftSubmission(db, draft.id, null);
  journal.append(db, 'message.undone', { submissionId: row.submissionId, threadId: row.threadId });
  return { draftId: draft.id, threadId: row.threadId };
}

/**
 * Makes a message that has not left for certain a draft again. Where the others of its submission have left, the draft is
 * for the recipients of this one alone. Throws `state-changed` when it may not be, or nothing is left to make a draft of.
 */
export function takeBack(db: WriteHandle, journal: Journal, outboxId: string, may: May, now: number): string {
  const row = findOutboxRow(db, outboxId);
  if (row === null) throw new EngineError('not-found');
  const draft = findDraftOfSubmission(db, row.submissionId);
  if (draft === null || !may(row)) throw new EngineError('state-changed');
  const addresses: string[] = JSON.parse(row.envelopeToJson);
  const content: DraftContent = JSON.parse(draft.contentJson);
  // Rows of this submission may be gone already: only the draft says to whom it was.
  if ([...content.to, ...content.cc].every(({ address }) => addresses.includes(address))) {
    return undoSubmission(db, journal, row.id, may).draftId;
  }
  const id = newId('dr');
  const mine = ({ address }: { readonly address: string }) => addresses.includes(address);
  const contentJson = JSON.stringify({ ...content, to: content.to.filter(mine), cc: content.cc.filter(mine) });
  insertDraft(db, { ...draft, id, contentJson, submissionId: null, updatedAt: now });
  copyDraftAttachments(db, draft.id, id, () => newId('at'));
  const rows = listOutboxRowsOfSubmission(db, row.submissionId);
  removeRow(db, row, row.messageIdHeader);
  // Nothing else of this submission will be sent, so nothing else would remove its draft.
  if (rows.every((each) => each.id === row.id || each.state === 'sent')) deleteDraft(db, draft.id);
  return id;
}

/** What was tried may have arrived: its letter's secret and its Message-ID stay, so that an answer is still known by them. */
function removeRow(db: WriteHandle, row: OutboxRow, kept: string | null): void {
  if (row.attempts === 0) {
    if (row.messageIdHeader !== kept) deleteMessageReference(db, row.messageIdHeader, row.threadId);
    deleteLettersOfOutboxRow(db, row.id);
  }
  deleteOutboxRow(db, row.id);
}
