import type { SendPurpose } from '../../../contract/templates.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';
import { deleteDraftAttachment, listDraftAttachments } from './draft-attachments.ts';

/** On what terms a draft leaves that a run wrote. */
export type DraftTerms = {
  readonly purpose: SendPurpose;
  readonly bulk: boolean;
  /** Whose name stands in From; empty: the account's. */
  readonly fromName: string;
  /** Null: a new one. */
  readonly messageIdHeader: string | null;
  /** What else stands in its header. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
};

export type DraftRow = {
  readonly id: string;
  readonly kind: string;
  readonly threadId: string | null;
  readonly answersMessageId: string | null;
  readonly party: string | null;
  readonly patientId: string | null;
  readonly contentJson: string;
  readonly quote: string;
  /** 1 where the quoted text had been encrypted on its way; without a quote, where the text itself had. */
  readonly quoteEncrypted: number;
  readonly revision: number;
  readonly updatedAt: number;
  /** Set while its messages wait in the outbox; undo clears it, sending deletes the draft. */
  readonly submissionId: string | null;
  /** `DraftTerms`; null: as one person's letter to another. */
  readonly termsJson: string | null;
};

export function draftTerms({ termsJson }: Pick<DraftRow, 'termsJson'>): DraftTerms | null {
  return termsJson === null ? null : JSON.parse(termsJson);
}

const columns = `id, kind, thread_id AS threadId, answers_message_id AS answersMessageId, party,
  patient_id AS patientId, content_json AS contentJson, quote, quote_encrypted AS quoteEncrypted, revision,
  updated_at AS updatedAt, submission_id AS submissionId, terms_json AS termsJson`;

/** What a run is about to hand over is nobody's to write at. */
const ofPeople = `NOT EXISTS (SELECT 1 FROM campaign_row WHERE campaign_row.draft_id = draft.id AND handed_at IS NULL)`;

export function insertDraft(db: WriteHandle, row: DraftRow): void {
  db.change(
    `INSERT INTO draft (id, kind, thread_id, answers_message_id, party, patient_id, content_json, quote,
       quote_encrypted, revision, updated_at, submission_id, terms_json)
     VALUES ($id, $kind, $threadId, $answersMessageId, $party, $patientId, $contentJson, $quote, $quoteEncrypted,
       $revision, $updatedAt, $submissionId, $termsJson)`,
    row,
  );
}

/** A draft that is still being written, or null. */
export function findOpenDraft(db: ReadHandle, id: string): DraftRow | null {
  return db.find(`SELECT ${columns} FROM draft WHERE id = $id AND submission_id IS NULL`, { id });
}

/** The same, but not what a run is about to hand over: that is nobody's to write at, to send or to discard. */
export function findPeoplesDraft(db: ReadHandle, id: string): DraftRow | null {
  return db.find(`SELECT ${columns} FROM draft WHERE id = $id AND submission_id IS NULL AND ${ofPeople}`, { id });
}

export function findOpenDraftOfThread(db: ReadHandle, threadId: string): DraftRow | null {
  return db.find(
    `SELECT ${columns} FROM draft WHERE thread_id = $threadId AND submission_id IS NULL AND ${ofPeople}
     ORDER BY updated_at DESC LIMIT 1`,
    { threadId },
  );
}

export function findDraftOfSubmission(db: ReadHandle, submissionId: string): DraftRow | null {
  return db.find(`SELECT ${columns} FROM draft WHERE submission_id = $submissionId`, { submissionId });
}

export function listOpenDrafts(db: ReadHandle): DraftRow[] {
  return db.list(`SELECT ${columns} FROM draft WHERE submission_id IS NULL AND ${ofPeople} ORDER BY updated_at DESC`);
}

/** Drafts that are still being written. */
export function countOpenDrafts(db: ReadHandle): number {
  return db.get<{ total: number }>(`SELECT count(*) AS total FROM draft WHERE submission_id IS NULL AND ${ofPeople}`)
    .total;
}

/** Writes the content where `revision` is still the newest; tells whether it was. */
export function updateDraftContent(
  db: WriteHandle,
  save: { readonly id: string; readonly revision: number; readonly contentJson: string; readonly at: number },
): boolean {
  return (
    db.changeAny(
      `UPDATE draft SET content_json = $contentJson, revision = revision + 1, updated_at = $at
       WHERE id = $id AND revision = $revision AND submission_id IS NULL`,
      save,
    ) === 1
  );
}

export function dropDraftQuote(db: WriteHandle, id: string): void {
  // Without a quote the mark is about the text itself, and stays.
  db.change(
    `UPDATE draft SET quote = '', quote_encrypted = iif(quote = '', quote_encrypted, 0)
     WHERE id = $id AND submission_id IS NULL AND ${ofPeople}`,
    { id },
  );
}

/** Drops the quotes of a thread's open drafts: its protection went weaker. */
export function dropThreadQuotes(db: WriteHandle, threadId: string): void {
  db.changeAny(
    `UPDATE draft SET quote = '', quote_encrypted = 0
     WHERE thread_id = $threadId AND submission_id IS NULL AND quote <> ''`,
    { threadId },
  );
}

export function setDraftSubmission(db: WriteHandle, id: string, submissionId: string | null): void {
  db.change('UPDATE draft SET submission_id = $submissionId WHERE id = $id', { id, submissionId });
}

/** The draft of a submission of which everything was sent; null where something was not, or there is none. */
export function findSentDraftId(db: ReadHandle, submissionId: string): string | null {
  return (
    db.find<{ id: string }>(
      `SELECT id FROM draft WHERE submission_id = $submissionId
         AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.submission_id = $submissionId AND state <> 'sent')`,
      { submissionId },
    )?.id ?? null
  );
}

/** Drafts of which everything was sent: nobody needs them any more. */
export function listSentDraftIds(db: ReadHandle): string[] {
  return db
    .list<{ id: string }>(
      `SELECT id FROM draft WHERE submission_id IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.submission_id = draft.submission_id AND state <> 'sent')`,
    )
    .map((row) => row.id);
}

/** Removes a draft with its files, whose bytes `sweepPieces` removes. */
export function deleteDraft(db: WriteHandle, id: string): void {
  for (const file of listDraftAttachments(db, id)) deleteDraftAttachment(db, file.id);
  db.change('DELETE FROM draft WHERE id = $id', { id });
}
