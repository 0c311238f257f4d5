import { type EngineError, isEngineError } from '../base/errors.ts';
import type { Store } from '../store/open.ts';
import type { WriteHandle } from '../store/sql.ts';
import { deleteLocation, findLocation, putLocation } from '../store/tables/location.ts';
import { findMailbox, type MailboxRow, setMailboxCompared } from '../store/tables/mailbox.ts';
import { findMessage, refreshMessageState } from '../store/tables/message.ts';
import {
  deletePendingAction,
  findPendingAction,
  listNextPendingActions,
  type PendingAction,
  setPendingSource,
} from '../store/tables/pending-action.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import type { ImapConnection } from '../wire/imap-types.ts';
import { dropPendingActions } from './restart-uids.ts';

const atOnce = 200;

/**
 * Tells the server what people did. Before anything is sent the mailbox's UIDVALIDITY is compared: after a change the
 * actions are dropped, never done to other messages. What the server refuses is undone here, for its state counts. Throws
 * when the line breaks; what was not confirmed stays to be done. Returns the threads that changed.
 */
export async function pushActions(
  connection: ImapConnection,
  store: Store,
  now: () => number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const threadIds = new Set<string>();
  while (!signal.aborted) {
    const actions = listNextPendingActions(store.read, atOnce);
    const mailbox = actions[0] && findMailbox(store.read, actions[0].mailboxId);
    if (!mailbox) break;
    try {
      if (!(await isSameMailbox(connection, mailbox))) {
        store.write((db) => dropPendingActions(db, mailbox.id, now()));
        continue;
      }
      await carryOut(connection, store, actions, now());
    } catch (error) {
      if (!isEngineError(error) || !isRefusal(error)) throw error;
      store.write((db) => {
        for (const action of actions) for (const id of undo(db, action, now())) threadIds.add(id);
        // Without a modification sequence the next look compares every flag.
        setMailboxCompared(db, mailbox.id, null, mailbox.complete === 1);
      });
    }
  }
  return [...threadIds];
}

async function isSameMailbox(connection: ImapConnection, mailbox: MailboxRow): Promise<boolean> {
  const { uidValidity } = await connection.select(mailbox.path);
  return Number(uidValidity) === mailbox.uidValidity;
}

function isRefusal(error: EngineError): boolean {
  return ['server-protocol', 'not-found', 'state-changed'].includes(error.code);
}

async function carryOut(
  connection: ImapConnection,
  store: Store,
  actions: readonly PendingAction[],
  now: number,
): Promise<void> {
  const uids = actions.map(({ uid }) => uid);
  const [first] = actions;
  switch (first?.action) {
    case undefined:
      return;
    case 'seen':
    case 'flagged':
      await connection.storeFlags(uids, [first.action === 'seen' ? '\\Seen' : '\\Flagged'], []);
      break;
    case 'unseen':
    case 'unflagged':
      await connection.storeFlags(uids, [], [first.action === 'unseen' ? '\\Seen' : '\\Flagged']);
      break;
    case 'move': {
      const target = first.targetMailboxId === null ? null : findMailbox(store.read, first.targetMailboxId);
      if (target === null) break;
      // Never opened means it may have been thought of here.
      if (target.uidValidity === 0) await connection.createMailbox(target.path);
      const moved = await connection.moveMessages(uids, target.path);
      store.write((db) => {
        for (const action of actions) settleMove(db, action, target.id, moved?.get(action.uid) ?? null, now);
      });
      return;
    }
  }
  store.write((db) => {
    for (const action of actions) deletePendingAction(db, action.number);
  });
}

/** Without the new UID the stand-in waits for the target's next comparison. */
function settleMove(db: WriteHandle, action: PendingAction, doneTo: string, newUid: number | null, now: number): void {
  const wish = findPendingAction(db, action.number);
  // Called back meanwhile: the next comparison of both mailboxes shows where it is.
  if (wish === null) return;
  if (wish.targetMailboxId !== doneTo) {
    if (newUid === null) deletePendingAction(db, wish.number);
    else setPendingSource(db, wish.number, doneTo, newUid);
    return;
  }
  deletePendingAction(db, wish.number);
  const standIn = findLocation(db, doneTo, -wish.number);
  if (standIn === null || newUid === null) return;
  deleteLocation(db, doneTo, standIn.uid);
  putLocation(db, { ...standIn, uid: newUid });
  refreshThreadOf(db, wish.messageId, now);
}

/** The message is where the server has it. */
function undo(db: WriteHandle, action: PendingAction, now: number): string[] {
  const wish = findPendingAction(db, action.number);
  if (wish === null) return [];
  deletePendingAction(db, wish.number);
  if (wish.targetMailboxId !== null) {
    const standIn = findLocation(db, wish.targetMailboxId, -wish.number);
    if (standIn !== null) {
      deleteLocation(db, standIn.mailboxId, standIn.uid);
      putLocation(db, { ...standIn, mailboxId: wish.mailboxId, uid: wish.uid });
    }
  }
  return refreshThreadOf(db, wish.messageId, now);
}

function refreshThreadOf(db: WriteHandle, messageId: string, now: number): string[] {
  refreshMessageState(db, messageId, now);
  const message = findMessage(db, messageId);
  if (message === null) return [];
  recomputeThread(db, message.threadId);
  return [message.threadId];
}
