import type { Store } from '../store/open.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { deleteLocation, listStandIns, setUidsAside } from '../store/tables/location.ts';
import { setUidValidity } from '../store/tables/mailbox.ts';
import { findMessage, refreshMessageState } from '../store/tables/message.ts';
import { deletePendingAction, listMailboxPendingActions } from '../store/tables/pending-action.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import { deleteMailboxSkippedUids } from '../store/tables/skipped-uid.ts';
import { writeInShort } from './short-writes.ts';

const atOnce = 200;

/**
 * The server gave a mailbox a new UIDVALIDITY: no UID known from before means anything any more (RFC 9051, 2.3.1.1). What
 * people did to the old UIDs is dropped, never done to others; the messages stay listed and are matched by their bytes as
 * they are fetched again. Can be cut off anywhere: the new UIDVALIDITY is written last.
 */
export async function restartUids(store: Store, mailboxId: string, uidValidity: number, now: number): Promise<void> {
  store.write((db) => dropPendingActions(db, mailboxId, now));
  while (store.write((db) => setUidsAside(db, mailboxId, atOnce)) > 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  store.write((db) => {
    // Once more: a person may have acted in between.
    dropPendingActions(db, mailboxId, now);
    deleteMailboxSkippedUids(db, mailboxId);
    setUidValidity(db, mailboxId, uidValidity);
  });
}

/** Forgets what people did to this mailbox's messages and the server does not know; the server's state is what counts. */
export function dropPendingActions(db: WriteHandle, mailboxId: string, now: number): void {
  for (const action of listMailboxPendingActions(db, mailboxId)) {
    deletePendingAction(db, action.number);
    if (action.targetMailboxId === null) continue;
    deleteLocation(db, action.targetMailboxId, -action.number);
    refreshMessage(db, action.messageId, now);
  }
}

/** After a mailbox was compared to its end: what still has no UID there is not there. Returns the threads that changed. */
export async function removeStandIns(store: Store, mailboxId: string, now: number): Promise<readonly string[]> {
  const threadIds: string[] = [];
  await writeInShort(
    store,
    listStandIns(store.read, mailboxId),
    (db, { uid, messageId }) => {
      deleteLocation(db, mailboxId, uid);
      threadIds.push(...refreshMessage(db, messageId, now));
    },
    () => {},
  );
  return threadIds;
}

function refreshMessage(db: WriteHandle & ReadHandle, messageId: string, now: number): string[] {
  refreshMessageState(db, messageId, now);
  const message = findMessage(db, messageId);
  if (message === null) return [];
  recomputeThread(db, message.threadId);
  return [message.threadId];
}
