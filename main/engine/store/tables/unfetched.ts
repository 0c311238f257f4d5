import type { ReadHandle, WriteHandle } from '../sql.ts';

/** A message the server lists and would not hand over. */
export type UnfetchedRow = {
  readonly mailboxId: string;
  readonly uid: number;
  readonly attempts: number;
  readonly nextAttemptAt: number;
};

export function listUnfetched(db: ReadHandle, mailboxId: string): UnfetchedRow[] {
  return db.list(
    `SELECT mailbox_id AS mailboxId, uid, attempts, next_attempt_at AS nextAttemptAt FROM unfetched
     WHERE mailbox_id = $mailboxId`,
    { mailboxId },
  );
}

/** Counts one more failed attempt. */
export function noteUnfetched(db: WriteHandle, mailboxId: string, uid: number, nextAttemptAt: number): void {
  db.changeAny(
    `INSERT INTO unfetched (mailbox_id, uid, attempts, next_attempt_at) VALUES ($mailboxId, $uid, 1, $nextAttemptAt)
     ON CONFLICT (mailbox_id, uid) DO UPDATE SET attempts = attempts + 1, next_attempt_at = $nextAttemptAt`,
    { mailboxId, uid, nextAttemptAt },
  );
}

export function deleteUnfetched(db: WriteHandle, mailboxId: string, uid: number): void {
  db.changeAny('DELETE FROM unfetched WHERE mailbox_id = $mailboxId AND uid = $uid', { mailboxId, uid });
}

export function deleteMailboxUnfetched(db: WriteHandle, mailboxId: string): void {
  db.changeAny('DELETE FROM unfetched WHERE mailbox_id = $mailboxId', { mailboxId });
}
