import type { ReadHandle, WriteHandle } from '../sql.ts';

/** Where the server keeps a message. A negative UID: moved here by us, and not yet by the server. */
export type LocationRow = {
  readonly mailboxId: string;
  readonly uid: number;
  readonly messageId: string;
  readonly seen: number;
  readonly flagged: number;
};

const columns = 'mailbox_id AS mailboxId, uid, message_id AS messageId, seen, flagged';

export function putLocation(db: WriteHandle, row: LocationRow): void {
  db.change(
    `INSERT INTO location (mailbox_id, uid, message_id, seen, flagged)
     VALUES ($mailboxId, $uid, $messageId, $seen, $flagged)
     ON CONFLICT (mailbox_id, uid)
     DO UPDATE SET message_id = excluded.message_id, seen = excluded.seen, flagged = excluded.flagged`,
    row,
  );
}

export function findLocation(db: ReadHandle, mailboxId: string, uid: number): LocationRow | null {
  return db.find(`SELECT ${columns} FROM location WHERE mailbox_id = $mailboxId AND uid = $uid`, { mailboxId, uid });
}

/** All of a mailbox that have a UID of the server, by UID. */
export function listMailboxLocations(db: ReadHandle, mailboxId: string): LocationRow[] {
  return db.list(`SELECT ${columns} FROM location WHERE mailbox_id = $mailboxId AND uid > 0 ORDER BY uid`, {
    mailboxId,
  });
}

export function countMailboxLocations(db: ReadHandle, mailboxId: string): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM location WHERE mailbox_id = $mailboxId AND uid > 0', {
    mailboxId,
  }).total;
}

/** The highest UID of the server that is known in a mailbox; 0 for none. */
export function highestUid(db: ReadHandle, mailboxId: string): number {
  return db.get<{ highest: number }>(
    'SELECT coalesce(max(uid), 0) AS highest FROM location WHERE mailbox_id = $mailboxId AND uid > 0',
    { mailboxId },
  ).highest;
}

export function listThreadLocations(db: ReadHandle, threadId: string): LocationRow[] {
  return db.list(
    `SELECT mailbox_id AS mailboxId, uid, location.message_id AS messageId, seen, location.flagged AS flagged
     FROM message JOIN location ON location.message_id = message.id WHERE message.thread_id = $threadId
     ORDER BY message.number, mailbox_id, uid`,
    { threadId },
  );
}

export function setLocationFlags(db: WriteHandle, row: Omit<LocationRow, 'messageId'>): void {
  db.change('UPDATE location SET seen = $seen, flagged = $flagged WHERE mailbox_id = $mailboxId AND uid = $uid', row);
}

export function deleteLocation(db: WriteHandle, mailboxId: string, uid: number): void {
  db.changeAny('DELETE FROM location WHERE mailbox_id = $mailboxId AND uid = $uid', { mailboxId, uid });
}

/** UIDs below this stand for messages of an earlier UIDVALIDITY that have not been found again yet. */
const earlierUids = -1_000_000_000_000;

/**
 * Sets up to `limit` UIDs of a mailbox aside, because its UIDs start anew: the messages stay listed until they are found
 * under their new UIDs, or the mailbox has been compared to its end. Tells how many there were.
 */
export function setUidsAside(db: WriteHandle, mailboxId: string, limit: number): number {
  const { lowest } = db.get<{ lowest: number | null }>(
    'SELECT min(uid) AS lowest FROM location WHERE mailbox_id = $mailboxId',
    { mailboxId },
  );
  return db.changeAny(
    `UPDATE location SET uid = $below - uid
     WHERE mailbox_id = $mailboxId AND uid IN (
       SELECT uid FROM location WHERE mailbox_id = $mailboxId AND uid > 0 ORDER BY uid LIMIT $limit)`,
    { mailboxId, limit, below: Math.min(lowest ?? 0, earlierUids) },
  );
}

/** The message stands in the mailbox under a UID of the server: what stood for it there is not needed any more. */
export function deleteStandIns(db: WriteHandle, mailboxId: string, messageId: string): void {
  db.changeAny(
    `DELETE FROM location WHERE mailbox_id = $mailboxId AND message_id = $messageId AND uid < 0
       AND NOT EXISTS (SELECT 1 FROM pending_action WHERE number = -location.uid)`,
    { mailboxId, messageId },
  );
}

/** What stands in a mailbox without a UID of the server and without a move that is still to be done. */
export function listStandIns(db: ReadHandle, mailboxId: string): LocationRow[] {
  return db.list(
    `SELECT ${columns} FROM location WHERE mailbox_id = $mailboxId AND uid < 0
       AND NOT EXISTS (SELECT 1 FROM pending_action WHERE number = -location.uid)`,
    { mailboxId },
  );
}
