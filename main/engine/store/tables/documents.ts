import type { DocumentState, DocumentText, MatchReason } from '../../../contract/documents.ts';
import type { ReadHandle, WriteHandle } from '../sql.ts';
import { abandonPieces } from './staged-piece.ts';

/** One file of a batch, with whose it is. */
export type DocumentRecord = {
  readonly id: string;
  readonly batchId: string;
  readonly position: number;
  readonly name: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly pages: number | null;
  readonly textState: DocumentText;
  /** Of its pages, as far as they were read. */
  readonly text: string;
  readonly verdict: 'matched' | 'look' | 'none' | 'copy';
  readonly reason: MatchReason;
  readonly factsJson: string;
  readonly suggestionsJson: string;
  readonly patientId: string | null;
  /** What that patient's record said when it was found to be theirs. */
  readonly patientCheck: string;
  readonly pickedPatientId: string | null;
  readonly confirmedAt: number | null;
  readonly confirmedBy: string;
  readonly leftOut: 0 | 1;
};

const columnsWith = (
  text: string,
) => `document.id, batch_id AS batchId, document.position, document.name, size, sha256, pages,
  text_state AS textState, ${text} AS text, document.verdict, reason, facts_json AS factsJson, suggestions_json AS suggestionsJson,
  document.patient_id AS patientId, patient_check AS patientCheck, picked_patient_id AS pickedPatientId,
  confirmed_at AS confirmedAt, confirmed_by AS confirmedBy, left_out AS leftOut`;
const columns = columnsWith('document.text');
/** For lists: a text is long, and read one at a time. */
const brief = columnsWith("''");

const state = `CASE
  WHEN left_out = 1 THEN 'left-out'
  WHEN confirmed_at IS NOT NULL THEN 'confirmed'
  ELSE document.verdict END`;

/** It goes to a patient: by a full match, or by a person's two steps. */
const goes = `left_out = 0 AND document.patient_id IS NOT NULL
  AND (document.verdict = 'matched' OR confirmed_at IS NOT NULL)`;

/** A file that just came in; it is sorted once all are there. */
export function insertDocument(
  db: WriteHandle,
  row: Pick<
    DocumentRecord,
    'id' | 'batchId' | 'position' | 'name' | 'size' | 'sha256' | 'pages' | 'textState' | 'text'
  >,
): void {
  db.change(
    `INSERT INTO document (id, batch_id, position, name, size, sha256, pages, text_state, text, verdict, reason,
       facts_json, suggestions_json, patient_id, patient_check, picked_patient_id, confirmed_at, confirmed_by, left_out)
     VALUES ($id, $batchId, $position, $name, $size, $sha256, $pages, $textState, $text, 'none', 'nobody',
       '{"numbers":[],"birthDates":[],"names":[]}', '[]', NULL, '', NULL, NULL, '', 0)`,
    row,
  );
}

export function insertDocumentPiece(db: WriteHandle, id: string, offset: number, bytes: Uint8Array): void {
  db.change('INSERT INTO document_piece (document_id, offset, bytes) VALUES ($id, $offset, $bytes)', {
    id,
    offset,
    bytes,
  });
}

export function findDocument(db: ReadHandle, id: string): DocumentRecord | null {
  return db.find(`SELECT ${columns} FROM document WHERE id = $id`, { id });
}

export function listDocuments(db: ReadHandle, batchId: string): DocumentRecord[] {
  return db.list(`SELECT ${columns} FROM document WHERE batch_id = $batchId ORDER BY position`, { batchId });
}

/** With the state that a person sees. */
export type DocumentInState = DocumentRecord & { readonly state: DocumentState };

export function findDocumentInState(db: ReadHandle, id: string): DocumentInState | null {
  return db.find(`SELECT ${columns}, ${state} AS state FROM document WHERE id = $id`, { id });
}

/** A page of them, without their text; those in one of `states` alone where some are named. */
export function listDocumentsIn(
  db: ReadHandle,
  batchId: string,
  page: { readonly states: readonly DocumentState[] | null; readonly offset: number; readonly limit: number },
): { readonly rows: DocumentInState[]; readonly total: number } {
  const where = `batch_id = $batchId AND ($states IS NULL OR ${state} IN (SELECT value FROM json_each($states)))`;
  const states = page.states === null ? null : JSON.stringify(page.states);
  return {
    rows: db.list(
      `SELECT ${brief}, ${state} AS state FROM document WHERE ${where}
       ORDER BY position LIMIT $limit OFFSET $offset`,
      { batchId, states, limit: page.limit, offset: page.offset },
    ),
    total: db.get<{ total: number }>(`SELECT count(*) AS total FROM document WHERE ${where}`, { batchId, states })
      .total,
  };
}

export function countDocuments(
  db: ReadHandle,
  batchId: string,
): { readonly state: DocumentState; readonly total: number }[] {
  return db.list(`SELECT ${state} AS state, count(*) AS total FROM document WHERE batch_id = $batchId GROUP BY 1`, {
    batchId,
  });
}

/** Writes how a document was sorted; one that a person picked or confirmed a patient for meanwhile stays as it is. */
export function setDocumentMatch(
  db: WriteHandle,
  id: string,
  match: Pick<DocumentRecord, 'verdict' | 'reason' | 'factsJson' | 'suggestionsJson' | 'patientId' | 'patientCheck'>,
): void {
  db.changeAny(
    `UPDATE document SET verdict = $verdict, reason = $reason, facts_json = $factsJson,
       suggestions_json = $suggestionsJson, patient_id = $patientId, patient_check = $patientCheck
     WHERE id = $id AND picked_patient_id IS NULL AND confirmed_at IS NULL`,
    { id, ...match },
  );
}

export function setDocumentPicked(db: WriteHandle, id: string, patientId: string | null): void {
  db.change(
    `UPDATE document SET picked_patient_id = $patientId, confirmed_at = NULL, confirmed_by = '',
       patient_id = NULL, patient_check = '' WHERE id = $id AND verdict <> 'matched'`,
    { id, patientId },
  );
}

/** Throws `not-found` where another patient was picked, or none. */
export function setDocumentConfirmed(
  db: WriteHandle,
  id: string,
  said: { readonly patientId: string; readonly check: string; readonly at: number; readonly by: string },
): void {
  db.change(
    `UPDATE document SET patient_id = $patientId, patient_check = $check, confirmed_at = $at, confirmed_by = $by,
       left_out = 0 WHERE id = $id AND picked_patient_id = $patientId`,
    { id, ...said },
  );
}

export function setDocumentLeftOut(db: WriteHandle, id: string, leftOut: boolean): void {
  db.change('UPDATE document SET left_out = $leftOut WHERE id = $id', { id, leftOut: leftOut ? 1 : 0 });
}

/** Documents of a batch that go to this patient. */
export function listDocumentsFor(db: ReadHandle, batchId: string, patientId: string): DocumentRecord[] {
  return db.list(
    `SELECT ${brief} FROM document WHERE batch_id = $batchId AND document.patient_id = $patientId AND ${goes}
     ORDER BY position`,
    { batchId, patientId },
  );
}

/** Everybody who gets at least one document, by name. */
export function listDocumentPatients(db: ReadHandle, batchId: string): string[] {
  return db
    .list<{ id: string }>(
      `SELECT DISTINCT patient.id AS id, patient.name FROM document JOIN patient ON patient.id = document.patient_id
       WHERE batch_id = $batchId AND ${goes} ORDER BY patient.name, patient.id`,
      { batchId },
    )
    .map(({ id }) => id);
}

/** The first patient whom these bytes left for in another batch. */
export function findSentBefore(db: ReadHandle, batchId: string, sha256: string): { readonly patientId: string } | null {
  return db.find(
    `SELECT document.patient_id AS patientId FROM document
     JOIN campaign ON campaign.documents_id = document.batch_id
     JOIN campaign_row AS row ON row.campaign_id = campaign.id AND row.patient_id = document.patient_id
     WHERE document.sha256 = $sha256 AND document.batch_id <> $batchId AND row.handed_at IS NOT NULL AND ${goes}
     ORDER BY row.handed_at LIMIT 1`,
    { batchId, sha256 },
  );
}

/** Gives a letter's draft a copy of the document. */
export function copyDocumentToDraft(
  db: WriteHandle,
  documentId: string,
  to: { readonly draftId: string; readonly attachmentId: string },
): void {
  db.change(
    `INSERT INTO draft_attachment (id, draft_id, position, name, content_type, size, received)
     SELECT $attachmentId, $draftId,
       (SELECT coalesce(max(position), 0) + 1 FROM draft_attachment WHERE draft_id = $draftId),
       name, 'application/pdf', size,
       (SELECT coalesce(sum(length(bytes)), 0) FROM document_piece WHERE document_id = $documentId)
     FROM document WHERE id = $documentId`,
    { documentId, ...to },
  );
  db.changeAny(
    `INSERT INTO draft_attachment_piece (attachment_id, offset, bytes)
     SELECT $attachmentId, offset, bytes FROM document_piece WHERE document_id = $documentId`,
    { documentId, attachmentId: to.attachmentId },
  );
}

/** Forgets the bytes and the text of a batch; `sweepPieces` removes the bytes. What each file was, and whose, stays. */
export function releaseDocuments(db: WriteHandle, batchId: string): void {
  db.changeAny("UPDATE document SET text = '' WHERE batch_id = $batchId", { batchId });
  for (const { id } of db.list<{ id: string }>('SELECT id FROM document WHERE batch_id = $batchId', { batchId })) {
    abandonPieces(db, id);
  }
}
