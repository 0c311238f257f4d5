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

/**
 * Takes a submission back to its draft, in the caller's transaction: rows, letters and the message in the thread go, the
 * draft is there again as it was. Throws `state-changed` when any of it is leaving or has left, or is unsure.
 */
export function undoSubmission(
  db: WriteHandle,
  journal: Journal,
  outboxId: string,
  allowed: (row: OutboxRow) => boolean = (row) => row.state === 'queued' && row.attempts === 0,
): { readonly draftId: string; readonly threadId: string } {
  const row = findOutboxRow(db, outboxId);
  if (row === null) throw new EngineError('not-found');
  const rows = listOutboxRowsOfSubmission(db, row.submissionId);
  const draft = findDraftOfSubmission(db, row.submissionId);
  if (draft === null || !rows.every(allowed)) throw new EngineError('state-changed');
  const own = findMessage(db, row.messageId)?.messageIdHeader;
  for (const { id, messageIdHeader, threadId } of rows) {
    // The first one's stays: the thread's own id was derived from it.
    if (messageIdHeader !== own) deleteMessageReference(db, messageIdHeader, threadId);
    deleteLettersOfOutboxRow(db, id);
    deleteOutboxRow(db, id);
  }
  forgetOwnMessage(db, row.messageId);
  setDraftSubmission(db, draft.id, null);
  journal.append(db, 'message.undone', { submissionId: row.submissionId, threadId: row.threadId });
  return { draftId: draft.id, threadId: row.threadId };
}

/**
 * Makes a failed, unsure or overdue message a draft again. Where the others of its submission have left, the draft is
 * for the recipients of this one alone. Throws `state-changed` when nothing is left to make a draft of.
 */
export function takeBack(db: WriteHandle, journal: Journal, row: OutboxRow, now: number): string {
  const rows = listOutboxRowsOfSubmission(db, row.submissionId);
  const isBack = (each: OutboxRow) => each.state === 'failed' || each.state === 'unsure' || each.state === 'queued';
  const draft = findDraftOfSubmission(db, row.submissionId);
  if (draft === null) throw new EngineError('state-changed');
  const id = newId('dr');
  const addresses: string[] = JSON.parse(row.envelopeToJson);
  const content: DraftContent = JSON.parse(draft.contentJson);
  // Rows of this submission may be gone already: only the draft says to whom it was.
  if ([...content.to, ...content.cc].every(({ address }) => addresses.includes(address))) {
    return undoSubmission(db, journal, row.id, isBack).draftId;
  }
  const mine = ({ address }: { readonly address: string }) => addresses.includes(address);
  const contentJson = JSON.stringify({ ...content, to: content.to.filter(mine), cc: content.cc.filter(mine) });
  insertDraft(db, { ...draft, id, contentJson, submissionId: null, updatedAt: now });
  copyDraftAttachments(db, draft.id, id, () => newId('at'));
  deleteLettersOfOutboxRow(db, row.id);
  deleteOutboxRow(db, row.id);
  // Nothing else of this submission will be sent, so nothing else would remove its draft.
  if (rows.every((each) => each.id === row.id || each.state === 'sent')) deleteDraft(db, draft.id);
  return id;
}
