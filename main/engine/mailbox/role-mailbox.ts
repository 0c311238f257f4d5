import type { MailboxRole } from '../../contract/mailboxes.ts';
import { EngineError } from '../base/errors.ts';
import { derivedId } from '../store/new-id.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import {
  findMailboxByPath,
  findMailboxByRole,
  insertMailbox,
  listMailboxes,
  type MailboxRow,
} from '../store/tables/mailbox.ts';

type MadeRole = 'archive' | 'trash' | 'junk' | 'sent';
const names: Readonly<Record<MadeRole, string>> = { archive: 'Archive', trash: 'Trash', junk: 'Junk', sent: 'Sent' };

/** Where mail of this role goes; Gmail's archive is "All Mail". Null where the server has none. */
export function findTarget(db: ReadHandle, role: MailboxRole): MailboxRow | null {
  return findMailboxByRole(db, role) ?? (role === 'archive' ? findMailboxByRole(db, 'all') : null);
}

/** The same, noting a new mailbox where the server has none: it is created there when the first message goes into it. */
export function obtainTarget(db: WriteHandle, role: MadeRole | 'inbox'): MailboxRow {
  const known = findTarget(db, role);
  if (known !== null) return known;
  // Before the first list of mailboxes there is nothing to name it after.
  if (role === 'inbox' || listMailboxes(db).length === 0) throw new EngineError('not-found', { what: 'mailbox' });
  const path = `${prefixOf(db)}${names[role]}`;
  const sameName = findMailboxByPath(db, path);
  if (sameName !== null) return sameName;
  const id = derivedId('mb', path);
  insertMailbox(db, { id, path, name: names[role], role });
  return { id, path, name: names[role], role, uidValidity: 0, highestModseq: null, complete: 0 };
}

/** Some servers allow mailboxes only below INBOX. */
function prefixOf(db: ReadHandle): string {
  const others = listMailboxes(db).filter(({ role }) => role !== 'inbox');
  const [, prefix] = /^(INBOX[./])/.exec(others[0]?.path ?? '') ?? [];
  return prefix !== undefined && others.every(({ path }) => path.startsWith(prefix)) ? prefix : '';
}
