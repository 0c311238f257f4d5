import type { Store } from '../store/open.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import {
  countMailboxLocations,
  deleteLocation,
  findLocation,
  type LocationRow,
  listMailboxLocations,
  setLocationFlags,
} from '../store/tables/location.ts';
import { findMessage, refreshMessageState } from '../store/tables/message.ts';
import { listMailboxPendingActions } from '../store/tables/pending-action.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import { countSkippedUids, deleteSkippedUid, listSkippedUids, skipUid } from '../store/tables/skipped-uid.ts';
import type { MessageFlags } from '../wire/imap-types.ts';
import { writeInShort } from './short-writes.ts';

/** What the server says against what is here. */
export type Comparison = {
  /** UIDs to fetch, the newest first. */
  readonly missing: readonly number[];
  readonly threadIds: ReadonlySet<string>;
};

type Change = { readonly uid: number; readonly server: MessageFlags | null };

/** UIDs that a person has acted upon since the server was asked: their wish holds until it has been carried out. */
type Waiting = { readonly moves: ReadonlySet<number>; readonly flags: ReadonlySet<number> };

function listWaiting(db: ReadHandle, mailboxId: string): Waiting {
  const actions = listMailboxPendingActions(db, mailboxId);
  const uidsOf = (wanted: boolean) =>
    new Set(actions.filter(({ action }) => (action === 'move') === wanted).map(({ uid }) => uid));
  return { moves: uidsOf(true), flags: uidsOf(false) };
}

/** Compares with the server's whole list: takes over flags, removes what is gone, tells what is missing. */
export async function compareAll(
  store: Store,
  mailboxId: string,
  listed: readonly MessageFlags[],
  now: number,
): Promise<Comparison> {
  const onServer = new Set(listed.map(({ uid }) => uid));
  const here = listMailboxLocations(store.read, mailboxId);
  const gone = here.filter(({ uid }) => !onServer.has(uid)).map(({ uid }) => uid);
  await writeInShort(
    store,
    listSkippedUids(store.read, mailboxId).filter(({ uid }) => !onServer.has(uid)),
    (db, { uid }) => deleteSkippedUid(db, mailboxId, uid),
    () => {},
  );
  return compareSome(store, mailboxId, listed, gone, now);
}

/** The same for what the server says has changed or vanished. */
export async function compareSome(
  store: Store,
  mailboxId: string,
  listed: readonly MessageFlags[],
  vanished: readonly number[],
  now: number,
): Promise<Comparison> {
  const threadIds = new Set<string>();
  const waiting = listWaiting(store.read, mailboxId);
  const skipped = new Map(listSkippedUids(store.read, mailboxId).map((row) => [row.uid, row]));
  const findHere = lookUp(store.read, mailboxId, listed.length);
  const changes: Change[] = vanished.map((uid) => ({ uid, server: null }));
  const missing: number[] = [];
  for (const server of listed) {
    const { uid } = server;
    const location = findHere(uid);
    if (waiting.moves.has(uid)) continue;
    if (isDeleted(server)) {
      if (location !== null || skipped.get(uid)?.reason !== 'deleted') changes.push({ uid, server });
    } else if (location === null) {
      const row = skipped.get(uid);
      if (row === undefined || row.reason === 'deleted' || row.nextAttemptAt <= now) missing.push(uid);
    } else if (!waiting.flags.has(uid) && differs(location, server)) changes.push({ uid, server });
  }
  await writeInShort(
    store,
    changes,
    (db, change) => {
      const threadId = applyChange(db, mailboxId, change, now);
      if (threadId !== null) threadIds.add(threadId);
    },
    () => {},
  );
  return { missing: missing.sort((a, b) => b - a), threadIds };
}

/** Reads the whole mailbox once, or each row by itself when only a few are asked for. */
function lookUp(db: ReadHandle, mailboxId: string, questions: number): (uid: number) => LocationRow | null {
  if (questions < 500) return (uid) => findLocation(db, mailboxId, uid);
  const here = new Map(listMailboxLocations(db, mailboxId).map((row) => [row.uid, row]));
  return (uid) => here.get(uid) ?? null;
}

/** How many messages the server must list if nothing was overlooked. */
export function countExpected(db: ReadHandle, mailboxId: string): number {
  const moves = listWaiting(db, mailboxId).moves.size;
  return countMailboxLocations(db, mailboxId) + countSkippedUids(db, mailboxId) + moves;
}

const isDeleted = ({ flags }: MessageFlags): boolean => flags.includes('\\Deleted');

function differs(location: LocationRow, { flags }: MessageFlags): boolean {
  return (location.seen === 1) !== flags.includes('\\Seen') || (location.flagged === 1) !== flags.includes('\\Flagged');
}

/** Returns the thread that changed, or null. */
function applyChange(db: WriteHandle, mailboxId: string, { uid, server }: Change, now: number): string | null {
  const location = findLocation(db, mailboxId, uid);
  if (server === null) deleteSkippedUid(db, mailboxId, uid);
  if (server !== null && isDeleted(server)) {
    skipUid(db, { mailboxId, uid, reason: 'deleted', nextAttemptAt: 0 });
  }
  if (location === null) return null;
  if (server === null || isDeleted(server)) deleteLocation(db, mailboxId, uid);
  else {
    const seen = server.flags.includes('\\Seen') ? 1 : 0;
    const flagged = server.flags.includes('\\Flagged') ? 1 : 0;
    setLocationFlags(db, { mailboxId, uid, seen, flagged });
  }
  refreshMessageState(db, location.messageId, now);
  const threadId = findMessage(db, location.messageId)?.threadId ?? null;
  if (threadId !== null) recomputeThread(db, threadId);
  return threadId;
}
