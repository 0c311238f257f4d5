import { derivedId } from '../store/new-id.ts';
import type { Store } from '../store/open.ts';
import { deleteLocation, listStandIns, setUidsAside } from '../store/tables/location.ts';
import {
  deleteMailbox,
  insertMailbox,
  listMailboxes,
  type MailboxRow,
  setMailboxRole,
} from '../store/tables/mailbox.ts';
import { deleteMovesInto, isMoveTarget } from '../store/tables/pending-action.ts';
import { deleteMailboxSkippedUids } from '../store/tables/skipped-uid.ts';
import type { ImapConnection, ListedMailbox } from '../wire/imap-types.ts';
import { dropPendingActions, removeStandIns } from './restart-uids.ts';

/**
 * Takes over the server's list of mailboxes and their roles. One that vanished loses its messages here, unless they stand
 * elsewhere. Returns the rows, and whether anything changed.
 */
export async function refreshMailboxes(
  connection: ImapConnection,
  store: Store,
  now: number,
): Promise<{ readonly mailboxes: readonly MailboxRow[]; readonly changed: boolean }> {
  const listed = (await connection.listMailboxes()).filter((mailbox) => mailbox.selectable);
  const before = listMailboxes(store.read);
  const paths = new Set(listed.map((mailbox) => mailbox.path));
  const vanished = before.filter((row) => !paths.has(row.path) && !isWantedHere(store, row));
  for (const row of vanished) await removeMailbox(store, row.id, now);
  store.write((db) => {
    for (const mailbox of listed) {
      const row = before.find(({ path }) => path === mailbox.path);
      if (row === undefined) insertMailbox(db, newRow(mailbox));
      else if (row.role !== mailbox.role) setMailboxRole(db, row.id, mailbox.role);
    }
  });
  const mailboxes = listMailboxes(store.read);
  return { mailboxes, changed: JSON.stringify(before.map(essence)) !== JSON.stringify(mailboxes.map(essence)) };
}

function newRow(mailbox: ListedMailbox): Pick<MailboxRow, 'id' | 'path' | 'name' | 'role'> {
  const levels = mailbox.delimiter === '' ? [mailbox.path] : mailbox.path.split(mailbox.delimiter);
  // Some servers keep everything below INBOX; nobody needs to see that.
  const shown = levels.length > 1 && levels[0]?.toUpperCase() === 'INBOX' ? levels.slice(1) : levels;
  return { id: derivedId('mb', mailbox.path), path: mailbox.path, name: shown.join(' / '), role: mailbox.role };
}

const essence = ({ path, role }: MailboxRow): readonly unknown[] => [path, role];

/** Made by a move that the server has not heard of yet. */
function isWantedHere(store: Store, row: MailboxRow): boolean {
  return row.uidValidity === 0 && isMoveTarget(store.read, row.id);
}

async function removeMailbox(store: Store, mailboxId: string, now: number): Promise<void> {
  store.write((db) => {
    dropPendingActions(db, mailboxId, now);
    // Moves into it stay undone: the messages are where they were.
    deleteMovesInto(db, mailboxId);
  });
  while (store.write((db) => setUidsAside(db, mailboxId, 200)) > 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await removeStandIns(store, mailboxId, now);
  store.write((db) => {
    for (const { uid } of listStandIns(db, mailboxId)) deleteLocation(db, mailboxId, uid);
    deleteMailboxSkippedUids(db, mailboxId);
    deleteMailbox(db, mailboxId);
  });
}
