import type { ThreadRow, ThreadView } from '../../contract/threads.ts';
import type { ReadHandle, SqlParameters } from '../store/sql.ts';
import { findMailboxByRole } from '../store/tables/mailbox.ts';
import { outPlace } from '../store/tables/recompute-thread.ts';
import { searchThreads } from './search-threads.ts';
import { formatCursor, parseCursor } from './thread-cursor.ts';
import {
  type ChoiceFacts,
  recordIsChosen,
  type ThreadListRecord,
  threadListColumns,
  threadListJoins,
  threadRow,
} from './thread-rows.ts';

export type ThreadPage = { readonly rows: ThreadRow[]; readonly cursor: string | null; readonly total: number };
export type ThreadPageWish = { readonly view: ThreadView; readonly cursor: string | null; readonly limit: number };

/** Where exact counting would cost more than it tells, counting stops here. */
export const mostCounted = 1_000;

/** One page of a view, newest first. `total` of a search and of "to be chosen" counts to `mostCounted` only. */
export function listThreads(db: ReadHandle, wish: ThreadPageWish, facts: ChoiceFacts, now: number): ThreadPage {
  const { view } = wish;
  switch (view.kind) {
    case 'search':
      return searchThreads(db, { ...wish, text: view.text }, facts);
    case 'patient':
      return listPatientThreads(db, view.patientId, wish, facts);
    case 'to-be-chosen':
      return listOpenThreads(db, wish, facts, now);
    case 'mailbox':
      return listPlace(db, view.mailboxId, wish, facts);
    case 'role': {
      // What we sent stands in "Sent" also while the server has no copy of it yet.
      const place = view.role === 'sent' ? outPlace : (findMailboxByRole(db, view.role)?.id ?? null);
      return place === null ? { rows: [], cursor: null, total: 0 } : listPlace(db, place, wish, facts);
    }
  }
}

function listPlace(db: ReadHandle, place: string, wish: ThreadPageWish, facts: ChoiceFacts): ThreadPage {
  const records = listRecords(db, place, wish.cursor, wish.limit + 1);
  const { total } = db.get<{ total: number }>('SELECT count(*) AS total FROM thread_place WHERE place = $place', {
    place,
  });
  return pageOf(records, wish.limit, facts, total);
}

function listRecords(
  db: ReadHandle,
  place: string,
  cursor: string | null,
  limit: number,
  condition = 'TRUE',
  more: SqlParameters = {},
): ThreadListRecord[] {
  return db.list(
    `SELECT ${threadListColumns} FROM thread_place JOIN thread ON thread.id = thread_place.thread_id ${threadListJoins}
     WHERE thread_place.place = $place AND (thread_place.last_at, thread_place.thread_id) < ($at, $id) AND ${condition}
     ORDER BY thread_place.last_at DESC, thread_place.thread_id DESC LIMIT $limit`,
    { place, limit, ...parseCursor(cursor), ...more },
  );
}

function pageOf(records: readonly ThreadListRecord[], limit: number, facts: ChoiceFacts, total: number): ThreadPage {
  const shown = records.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((record) => threadRow(record, facts)),
    cursor: records.length > limit && last ? formatCursor({ at: last.lastAt, id: last.id }) : null,
    total,
  };
}

/** Older mail stays in the inbox, but nobody is waiting for its answer any more: 30 days, in ms. */
const waitingSpan = 30 * 24 * 3_600_000;

/** Somebody may want an answer: it is recent, and a person wrote it. Newsletters and reports ask for no choice. */
const waits = `(thread_place.last_at > $now - ${waitingSpan} AND EXISTS (SELECT 1 FROM message
    WHERE message.thread_id = thread_place.thread_id AND direction = 'in' AND automatic = 0 AND gone_at IS NULL))`;

const surelyOpen = `(${waits} AND (thread_party.party IS NULL OR thread_choice.thread_id IS NULL))`;

/** A ledger that holds anything but the one row that was acknowledged: only for these `isChosen` has to look closer. */
const perhapsOpen = `(${waits} AND thread_party.party = 'patient' AND thread_choice.thread_id IS NOT NULL AND (
    EXISTS (SELECT 1 FROM consent_row WHERE consent_row.patient_id = thread_party.patient_id
      AND purpose = 'unencrypted-email' AND (consent_row.id IS NOT thread_choice.consent_row_id OR until <= $now))
    OR (thread_choice.consent_row_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM consent_row WHERE consent_row.id = thread_choice.consent_row_id))))`;

function listOpenThreads(db: ReadHandle, wish: ThreadPageWish, facts: ChoiceFacts, now: number): ThreadPage {
  const inbox = findMailboxByRole(db, 'inbox');
  if (inbox === null) return { rows: [], cursor: null, total: 0 };
  const condition = `(${surelyOpen} OR ${perhapsOpen})`;
  const records = collectOpen(db, inbox.id, condition, wish.cursor, wish.limit + 1, facts, now);
  return pageOf(records, wish.limit, facts, countOpenThreads(db, facts, now));
}

/** Threads in the inbox that somebody waits in and whose two choices are open, up to `mostCounted`. */
export function countOpenThreads(db: ReadHandle, facts: ChoiceFacts, now: number): number {
  const inbox = findMailboxByRole(db, 'inbox');
  if (inbox === null) return 0;
  const { total } = db.get<{ total: number }>(
    `SELECT count(*) AS total FROM (
       SELECT 1 FROM thread_place LEFT JOIN thread_party ON thread_party.thread_id = thread_place.thread_id
         LEFT JOIN thread_choice ON thread_choice.thread_id = thread_place.thread_id
       WHERE place = $place AND ${surelyOpen} LIMIT $limit)`,
    { place: inbox.id, limit: mostCounted, now },
  );
  if (total === mostCounted) return total;
  return total + collectOpen(db, inbox.id, perhapsOpen, null, mostCounted - total, facts, now).length;
}

function collectOpen(
  db: ReadHandle,
  place: string,
  condition: string,
  cursor: string | null,
  wanted: number,
  facts: ChoiceFacts,
  now: number,
): ThreadListRecord[] {
  const open: ThreadListRecord[] = [];
  let from = cursor;
  while (open.length < wanted) {
    const records = listRecords(db, place, from, wanted, condition, { now });
    open.push(...records.filter((record) => !recordIsChosen(record, facts)));
    const last = records.at(-1);
    if (records.length < wanted || last === undefined) break;
    from = formatCursor({ at: last.lastAt, id: last.id });
  }
  return open.slice(0, wanted);
}

/** Threads of a patient, and those from an address only this patient has and nobody has said anything about. */
function listPatientThreads(db: ReadHandle, patientId: string, wish: ThreadPageWish, facts: ChoiceFacts): ThreadPage {
  const ofPatient = `SELECT thread_id FROM thread_party WHERE patient_id = $patientId
    UNION SELECT thread.id FROM patient_address AS mine JOIN thread ON correspondent_address = mine.address
      WHERE mine.patient_id = $patientId
        AND NOT EXISTS (SELECT 1 FROM thread_party WHERE thread_party.thread_id = thread.id)
        AND NOT EXISTS (SELECT 1 FROM patient_address AS other
          WHERE other.address = mine.address AND other.patient_id <> $patientId)`;
  const records = db.list<ThreadListRecord>(
    `SELECT ${threadListColumns} FROM thread ${threadListJoins}
     WHERE thread.id IN (${ofPatient}) AND message_count > 0 AND (thread.last_at, thread.id) < ($at, $id)
     ORDER BY thread.last_at DESC, thread.id DESC LIMIT $limit`,
    { patientId, limit: wish.limit + 1, ...parseCursor(wish.cursor) },
  );
  const { total } = db.get<{ total: number }>(
    `SELECT count(*) AS total FROM thread WHERE id IN (${ofPatient}) AND message_count > 0`,
    { patientId },
  );
  return pageOf(records, wish.limit, facts, total);
}
