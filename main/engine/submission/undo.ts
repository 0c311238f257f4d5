import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import type { WriteHandle } from '../store/sql.ts';
import { findDraftOfSubmission, setDraftSubmission } from '../store/tables/drafts.ts';
import { deleteLettersOfOutboxRow } from '../store/tables/letters.ts';
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
  for (const { id } of rows) {
    deleteLettersOfOutboxRow(db, id);
    deleteOutboxRow(db, id);
  }
  forgetOwnMessage(db, row.messageId);
  setDraftSubmission(db, draft.id, null);
  journal.append(db, 'message.undone', { submissionId: row.submissionId, threadId: row.threadId });
  return { draftId: draft.id, threadId: row.threadId };
}
