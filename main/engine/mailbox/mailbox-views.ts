import type { Counts, MailboxRole, MailboxView } from '../../contract/mailboxes.ts';
import type { ReadHandle } from '../store/sql.ts';
import { countSends } from '../store/tables/automation-sends.ts';
import { countOpenDrafts } from '../store/tables/drafts.ts';
import { findMailboxByRole, listMailboxes } from '../store/tables/mailbox.ts';
import { countUndecidedOutboxRows, countUnsentOutboxRows } from '../store/tables/outbox.ts';
import { countPatientRows } from '../store/tables/patients.ts';
import { outPlace } from '../store/tables/recompute-thread.ts';
import { countPlaceThreads, countUnreadPlaceThreads } from '../store/tables/thread-place.ts';
import { countOpenThreads } from './list-threads.ts';
import type { ChoiceFacts } from './thread-rows.ts';

const roleOrder: readonly MailboxRole[] = ['inbox', 'sent', 'drafts', 'archive', 'all', 'junk', 'trash'];

/** Mailboxes with what they hold, in threads, as the list shows them: those with a role first, then by name. */
export function listMailboxViews(db: ReadHandle): MailboxView[] {
  const rank = (role: MailboxRole | null) => (role === null ? roleOrder.length : roleOrder.indexOf(role));
  return listMailboxes(db)
    .map(({ id, name, role }) => {
      const place = role === 'sent' ? outPlace : id;
      return { id, name, role, unread: countUnreadPlaceThreads(db, place), total: countPlaceThreads(db, place) };
    })
    .sort((a, b) => rank(a.role) - rank(b.role) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** The numbers in the side bar. `toBeChosen` counts to 1,000 only. */
export function countViews(db: ReadHandle, facts: ChoiceFacts, now: number): Counts {
  const inbox = findMailboxByRole(db, 'inbox');
  return {
    inboxUnread: inbox === null ? 0 : countUnreadPlaceThreads(db, inbox.id),
    toBeChosen: countOpenThreads(db, facts, now),
    drafts: countOpenDrafts(db),
    outbox: countUnsentOutboxRows(db),
    outboxNeedsPerson: countUndecidedOutboxRows(db),
    patients: countPatientRows(db, ''),
    missedLetters: countSends(db, null, 'missed'),
  };
}
