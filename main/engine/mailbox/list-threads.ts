import type { ThreadRow, ThreadView } from '../../contract/threads.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findMailboxByRole } from '../store/tables/mailbox.ts';
import { outPlace } from '../store/tables/recompute-thread.ts';
import {
  countPatientThreadRows,
  countSurelyOpenRows,
  listOpenRows,
  listPatientThreadRows,
  listPlaceRows,
  type Openness,
  type ThreadListRow,
} from '../store/tables/thread-list.ts';
import { countPlaceThreads } from '../store/tables/thread-place.ts';
import { searchThreads } from './search-threads.ts';
import { formatCursor, parseCursor } from './thread-cursor.ts';
import { type ChoiceFacts, rowIsChosen, threadRow } from './thread-rows.ts';

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
    case 'patient': {
      const rows = listPatientThreadRows(db, view.patientId, parseCursor(wish.cursor), wish.limit + 1);
      return pageOf(rows, wish.limit, facts, countPatientThreadRows(db, view.patientId));
    }
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
  const rows = listPlaceRows(db, place, parseCursor(wish.cursor), wish.limit + 1);
  return pageOf(rows, wish.limit, facts, countPlaceThreads(db, place));
}

function pageOf(rows: readonly ThreadListRow[], limit: number, facts: ChoiceFacts, total: number): ThreadPage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => threadRow(row, facts)),
    cursor: rows.length > limit && last ? formatCursor({ at: last.lastAt, id: last.id }) : null,
    total,
  };
}

function listOpenThreads(db: ReadHandle, wish: ThreadPageWish, facts: ChoiceFacts, now: number): ThreadPage {
  const inbox = findMailboxByRole(db, 'inbox');
  if (inbox === null) return { rows: [], cursor: null, total: 0 };
  const rows = collectOpen(db, inbox.id, 'surely-or-perhaps', wish.cursor, wish.limit + 1, facts, now);
  return pageOf(rows, wish.limit, facts, countOpenThreads(db, facts, now));
}

/** Threads in the inbox that somebody waits in and whose two choices are open, up to `mostCounted`. */
export function countOpenThreads(db: ReadHandle, facts: ChoiceFacts, now: number): number {
  const inbox = findMailboxByRole(db, 'inbox');
  if (inbox === null) return 0;
  const surely = countSurelyOpenRows(db, inbox.id, now, mostCounted);
  if (surely === mostCounted) return surely;
  return surely + collectOpen(db, inbox.id, 'perhaps', null, mostCounted - surely, facts, now).length;
}

function collectOpen(
  db: ReadHandle,
  place: string,
  openness: Openness,
  cursor: string | null,
  wanted: number,
  facts: ChoiceFacts,
  now: number,
): ThreadListRow[] {
  const open: ThreadListRow[] = [];
  let end = parseCursor(cursor);
  while (open.length < wanted) {
    const rows = listOpenRows(db, place, openness, { end, limit: wanted, now });
    open.push(...rows.filter((row) => !rowIsChosen(row, facts)));
    const last = rows.at(-1);
    if (rows.length < wanted || last === undefined) break;
    end = { at: last.lastAt, id: last.id };
  }
  return open.slice(0, wanted);
}
