import type { Mode, Party } from '../../../contract/fields.ts';
import type { ReadHandle, SqlParameters } from '../sql.ts';

/** A thread with all that a list shows of it. */
export type ThreadListRow = {
  readonly id: string;
  readonly subject: string;
  /** The subject stands in for one that was encrypted, and that no message told. */
  readonly subjectHidden: number;
  readonly correspondentName: string;
  readonly correspondentAddress: string;
  readonly peopleJson: string;
  readonly lastAt: number;
  readonly messageCount: number;
  readonly unreadCount: number;
  readonly flagged: number;
  readonly hasAttachments: number;
  readonly snippet: string;
  readonly hasDraft: number;
  readonly party: Party | null;
  readonly patientId: string | null;
  readonly patientName: string | null;
  readonly mode: Mode | null;
  readonly consentRowId: string | null;
  readonly chosenAt: number | null;
};

/** The row above a page: what follows is older. */
export type ListEnd = { readonly at: number; readonly id: string };

/** What mail programs write where the real subject stands inside the encryption: Thunderbird and Enigmail, Mailpile, RFC 9788. */
const standsIn = `thread.subject IN ('...', '[...]', '…') AND EXISTS (SELECT 1 FROM message
    WHERE message.thread_id = thread.id AND message.gone_at IS NULL
      AND json_extract(message.status_json, '$.kind') IN ('encrypted', 'unopenable'))`;

const columns = `thread.id AS id, thread.subject AS subject, (${standsIn}) AS subjectHidden, correspondent_name AS correspondentName,
  correspondent_address AS correspondentAddress, people_json AS peopleJson, thread.last_at AS lastAt,
  message_count AS messageCount, unread_count AS unreadCount, flagged, has_attachments AS hasAttachments, snippet,
  EXISTS (SELECT 1 FROM draft WHERE draft.thread_id = thread.id AND draft.submission_id IS NULL) AS hasDraft,
  thread_party.party AS party, thread_party.patient_id AS patientId, patient.name AS patientName,
  thread_choice.mode AS mode, thread_choice.consent_row_id AS consentRowId, thread_choice.chosen_at AS chosenAt`;

const joins = `LEFT JOIN thread_party ON thread_party.thread_id = thread.id
  LEFT JOIN patient ON patient.id = thread_party.patient_id
  LEFT JOIN thread_choice ON thread_choice.thread_id = thread.id`;

export function findThreadListRow(db: ReadHandle, id: string): ThreadListRow | null {
  return db.find(`SELECT ${columns} FROM thread ${joins} WHERE thread.id = $id`, { id });
}

/** Threads of a place (a mailbox's id, or `outPlace`), newest first. */
export function listPlaceRows(db: ReadHandle, place: string, end: ListEnd, limit: number): ThreadListRow[] {
  return listWhere(db, 'TRUE', { place, ...end, limit });
}

function listWhere(db: ReadHandle, condition: string, parameters: SqlParameters): ThreadListRow[] {
  return db.list(
    `SELECT ${columns} FROM thread_place JOIN thread ON thread.id = thread_place.thread_id ${joins}
     WHERE thread_place.place = $place AND (thread_place.last_at, thread_place.thread_id) < ($at, $id) AND ${condition}
     ORDER BY thread_place.last_at DESC, thread_place.thread_id DESC LIMIT $limit`,
    parameters,
  );
}

/** Older mail stays in the inbox, but nobody is waiting for its answer any more: 30 days, in ms. */
const waitingSpan = 30 * 24 * 3_600_000;

/** Somebody may want an answer: it is recent, and a person wrote it. Newsletters and reports ask for no choice. */
const waits = `(thread_place.last_at > $now - ${waitingSpan} AND EXISTS (SELECT 1 FROM message
    WHERE message.thread_id = thread_place.thread_id AND direction = 'in' AND automatic = 0 AND gone_at IS NULL))`;

const surelyOpen = `(${waits} AND (thread_party.party IS NULL OR thread_choice.thread_id IS NULL))`;

/** A ledger that holds anything but the one row that was acknowledged. */
const perhapsOpen = `(${waits} AND thread_party.party = 'patient' AND thread_choice.thread_id IS NOT NULL AND (
    EXISTS (SELECT 1 FROM consent_row WHERE consent_row.patient_id = thread_party.patient_id
      AND purpose = 'unencrypted-email' AND (consent_row.id IS NOT thread_choice.consent_row_id OR until <= $now))
    OR (thread_choice.consent_row_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM consent_row WHERE consent_row.id = thread_choice.consent_row_id))))`;

/** Where somebody waits and a choice was never made, or may not stand any more: only the latter need a closer look. */
export type Openness = 'surely-or-perhaps' | 'perhaps';

/** Threads of a place whose two choices may be open, newest first. */
export function listOpenRows(
  db: ReadHandle,
  place: string,
  openness: Openness,
  page: { readonly end: ListEnd; readonly limit: number; readonly now: number },
): ThreadListRow[] {
  const { end, limit, now } = page;
  const condition = openness === 'perhaps' ? perhapsOpen : `(${surelyOpen} OR ${perhapsOpen})`;
  return listWhere(db, condition, { place, ...end, limit, now });
}

/** Threads of a place where a choice was never made, counted to `limit`. */
export function countSurelyOpenRows(db: ReadHandle, place: string, now: number, limit: number): number {
  return db.get<{ total: number }>(
    `SELECT count(*) AS total FROM (
       SELECT 1 FROM thread_place LEFT JOIN thread_party ON thread_party.thread_id = thread_place.thread_id
         LEFT JOIN thread_choice ON thread_choice.thread_id = thread_place.thread_id
       WHERE place = $place AND ${surelyOpen} LIMIT $limit)`,
    { place, limit, now },
  ).total;
}

/** Threads of a patient, and those from an address only this patient has and nobody has said anything about. */
const ofPatient = `SELECT thread_id FROM thread_party WHERE patient_id = $patientId
  UNION SELECT thread.id FROM patient_address AS mine JOIN thread ON correspondent_address = mine.address
    WHERE mine.patient_id = $patientId
      AND NOT EXISTS (SELECT 1 FROM thread_party WHERE thread_party.thread_id = thread.id)
      AND NOT EXISTS (SELECT 1 FROM patient_address AS other
        WHERE other.address = mine.address AND other.patient_id <> $patientId)`;

/** A patient's threads, newest first. */
export function listPatientThreadRows(db: ReadHandle, patientId: string, end: ListEnd, limit: number): ThreadListRow[] {
  return db.list(
    `SELECT ${columns} FROM thread ${joins}
     WHERE thread.id IN (${ofPatient}) AND message_count > 0 AND (thread.last_at, thread.id) < ($at, $id)
     ORDER BY thread.last_at DESC, thread.id DESC LIMIT $limit`,
    { patientId, ...end, limit },
  );
}

export function countPatientThreadRows(db: ReadHandle, patientId: string): number {
  return db.get<{ total: number }>(
    `SELECT count(*) AS total FROM thread WHERE id IN (${ofPatient}) AND message_count > 0`,
    { patientId },
  ).total;
}
