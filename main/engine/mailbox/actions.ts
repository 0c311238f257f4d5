import type { MailboxRole } from '../../contract/mailboxes.ts';
import { EngineError } from '../base/errors.ts';
import type { Store } from '../store/open.ts';
import type { WriteHandle } from '../store/sql.ts';
import {
  deleteLocation,
  type LocationRow,
  listThreadLocations,
  putLocation,
  setLocationFlags,
} from '../store/tables/location.ts';
import { listMailboxes } from '../store/tables/mailbox.ts';
import { listThreadMessages, refreshMessageState } from '../store/tables/message.ts';
import {
  deletePendingAction,
  deletePendingFlag,
  findPendingAction,
  insertPendingAction,
  type PendingKind,
  setPendingTarget,
} from '../store/tables/pending-action.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import { findThread } from '../store/tables/thread.ts';
import { obtainTarget } from './role-mailbox.ts';

export type MoveTarget = 'archive' | 'trash' | 'inbox' | 'junk';

/** What a person does to a thread: true here at once, on the server when the line is there. */
export type ThreadActions = {
  /** Unread marks only the newest message from others. Throws `not-found`. */
  readonly markRead: (threadId: string, read: boolean) => void;
  /** A flag goes to the newest message; taking it away takes all of them. Throws `not-found`. */
  readonly flag: (threadId: string, flagged: boolean) => void;
  /** Moves what others wrote. Copies in Sent and Drafts stay where they are. Throws `not-found`. */
  readonly move: (threadId: string, role: MoveTarget) => void;
};

/** `onChanged` is told after the transaction: to tell the window, and to wake whoever tells the server. */
export function createThreadActions(
  store: Store,
  now: () => number,
  onChanged: (threadId: string) => void,
): ThreadActions {
  const act = (threadId: string, work: (db: WriteHandle) => void) => {
    store.write((db) => {
      if (findThread(db, threadId) === null) throw new EngineError('not-found');
      work(db);
      for (const { id } of listThreadMessages(db, threadId)) refreshMessageState(db, id, now());
      recomputeThread(db, threadId);
    });
    onChanged(threadId);
  };
  return {
    markRead: (threadId, read) =>
      act(threadId, (db) => {
        const newest = listThreadMessages(db, threadId).findLast(({ direction }) => direction === 'in')?.id;
        for (const location of listThreadLocations(db, threadId)) {
          if (location.seen === (read ? 1 : 0) || (!read && location.messageId !== newest)) continue;
          wishFlag(db, { ...location, seen: read ? 1 : 0 }, read ? 'seen' : 'unseen', now());
        }
      }),
    flag: (threadId, flagged) =>
      act(threadId, (db) => {
        const newest = listThreadMessages(db, threadId).at(-1)?.id;
        for (const location of listThreadLocations(db, threadId)) {
          if (location.flagged === (flagged ? 1 : 0) || (flagged && location.messageId !== newest)) continue;
          wishFlag(db, { ...location, flagged: flagged ? 1 : 0 }, flagged ? 'flagged' : 'unflagged', now());
        }
      }),
    move: (threadId, role) =>
      act(threadId, (db) => {
        const target = obtainTarget(db, role);
        for (const location of listMovable(db, threadId, role)) {
          if (location.mailboxId !== target.id) wishMove(db, location, target.id, now());
        }
      }),
  };
}

/** Flags of a message that is being moved are set where the server still has it. */
function wishFlag(db: WriteHandle, location: LocationRow, action: PendingKind, at: number): void {
  setLocationFlags(db, location);
  const move = location.uid < 0 ? findPendingAction(db, -location.uid) : null;
  // Set aside after a change of UIDVALIDITY: the server's flags will be taken over.
  if (location.uid < 0 && move === null) return;
  const { mailboxId, uid } = move ?? location;
  const opposites: readonly [PendingKind, PendingKind] =
    action === 'seen' || action === 'unseen' ? ['seen', 'unseen'] : ['flagged', 'unflagged'];
  deletePendingFlag(db, mailboxId, uid, opposites);
  insertPendingAction(db, { mailboxId, uid, messageId: location.messageId, action, targetMailboxId: null, at });
}

function wishMove(db: WriteHandle, location: LocationRow, targetMailboxId: string, at: number): void {
  if (location.uid > 0) {
    const { mailboxId, uid, messageId } = location;
    const number = insertPendingAction(db, { mailboxId, uid, messageId, action: 'move', targetMailboxId, at });
    deleteLocation(db, mailboxId, uid);
    putLocation(db, { ...location, mailboxId: targetMailboxId, uid: -number });
    return;
  }
  const earlier = findPendingAction(db, -location.uid);
  if (earlier === null) return;
  deleteLocation(db, location.mailboxId, location.uid);
  if (earlier.mailboxId === targetMailboxId) {
    deletePendingAction(db, earlier.number);
    putLocation(db, { ...location, mailboxId: earlier.mailboxId, uid: earlier.uid });
  } else {
    setPendingTarget(db, earlier.number, targetMailboxId);
    putLocation(db, { ...location, mailboxId: targetMailboxId });
  }
}

const staying: Readonly<Record<MoveTarget, readonly MailboxRole[]>> = {
  archive: ['archive', 'all', 'sent', 'drafts'],
  trash: ['trash', 'sent', 'drafts'],
  inbox: ['inbox', 'sent', 'drafts'],
  junk: ['junk', 'sent', 'drafts'],
};

/** "All mail" is a second place of everything: it moves only what has no other place. */
function listMovable(db: WriteHandle, threadId: string, role: MoveTarget): readonly LocationRow[] {
  const roles = new Map(listMailboxes(db).map((mailbox) => [mailbox.id, mailbox.role]));
  const movable = listThreadLocations(db, threadId).filter(({ mailboxId }) => {
    const at = roles.get(mailboxId) ?? null;
    // Mail that a person filed in a folder of the practice is archived already.
    return at === null ? role !== 'archive' && role !== 'inbox' : !staying[role].includes(at);
  });
  return movable.filter(
    (location) =>
      roles.get(location.mailboxId) !== 'all' ||
      !movable.some((other) => other.messageId === location.messageId && other.mailboxId !== location.mailboxId),
  );
}
