import type { Counts, MailboxRole, MailboxView } from '../../contract/mailboxes.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findMailboxByRole, listMailboxes } from '../store/tables/mailbox.ts';
import { outPlace } from '../store/tables/recompute-thread.ts';
import { countOpenThreads } from './list-threads.ts';
import type { ChoiceFacts } from './thread-rows.ts';

const roleOrder: readonly MailboxRole[] = ['inbox', 'sent', 'drafts', 'archive', 'all', 'junk', 'trash'];

/** Mailboxes with what they hold, in threads, as the list shows them: those with a role first, then by name. */
export function listMailboxViews(db: ReadHandle): MailboxView[] {
  const rank = (role: MailboxRole | null) => (role === null ? roleOrder.length : roleOrder.indexOf(role));
  return listMailboxes(db)
    .map(({ id, name, role }) => {
      const place = role === 'sent' ? outPlace : id;
      return { id, name, role, unread: countThreads(db, place, true), total: countThreads(db, place, false) };
    })
    .sort((a, b) => rank(a.role) - rank(b.role) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}

function countThreads(db: ReadHandle, place: string, unreadOnly: boolean): number {
  const sql = unreadOnly
    ? 'SELECT count(*) AS total FROM thread_place WHERE place = $place AND unread = 1'
    : 'SELECT count(*) AS total FROM thread_place WHERE place = $place';
  return db.get<{ total: number }>(sql, { place }).total;
}

/** The numbers in the side bar. `toBeChosen` counts to 1,000 only. */
export function countViews(db: ReadHandle, facts: ChoiceFacts, now: number): Counts {
  const inbox = findMailboxByRole(db, 'inbox');
  const one = (sql: string) => db.get<{ total: number }>(sql).total;
  return {
    inboxUnread: inbox === null ? 0 : countThreads(db, inbox.id, true),
    toBeChosen: countOpenThreads(db, facts, now),
    drafts: one('SELECT count(*) AS total FROM draft WHERE submission_id IS NULL'),
    outbox: one(`SELECT count(*) AS total FROM outbox WHERE state <> 'sent'`),
    outboxNeedsPerson: one(`SELECT count(*) AS total FROM outbox
       WHERE state = 'failed' OR (state = 'unsure' AND checked <> 'not-checked')`),
    patients: one('SELECT count(*) AS total FROM patient'),
  };
}
