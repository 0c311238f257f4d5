import type { ReadHandle, WriteHandle } from '../sql.ts';

/** A UID the server lists that is no location here. */
export type SkippedUid = {
  readonly mailboxId: string;
  readonly uid: number;
  /** `refused`: the server would not hand it over; `deleted`: it only waits to be expunged. */
  readonly reason: 'refused' | 'deleted';
  readonly attempts: number;
  readonly nextAttemptAt: number;
};

export function listSkippedUids(db: ReadHandle, mailboxId: string): SkippedUid[] {
  return db.list(
    `SELECT mailbox_id AS mailboxId, uid, reason, attempts, next_attempt_at AS nextAttemptAt FROM skipped_uid
     WHERE mailbox_id = $mailboxId`,
    { mailboxId },
  );
}

export function countSkippedUids(db: ReadHandle, mailboxId: string): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM skipped_uid WHERE mailbox_id = $mailboxId', {
    mailboxId,
  }).total;
}

/** Counts one more attempt. */
export function skipUid(db: WriteHandle, row: Omit<SkippedUid, 'attempts'>): void {
  db.change(
    `INSERT INTO skipped_uid (mailbox_id, uid, reason, attempts, next_attempt_at)
     VALUES ($mailboxId, $uid, $reason, 1, $nextAttemptAt)
     ON CONFLICT (mailbox_id, uid)
     DO UPDATE SET reason = $reason, attempts = attempts + 1, next_attempt_at = $nextAttemptAt`,
    row,
  );
}

export function deleteSkippedUid(db: WriteHandle, mailboxId: string, uid: number): void {
  db.changeAny('DELETE FROM skipped_uid WHERE mailbox_id = $mailboxId AND uid = $uid', { mailboxId, uid });
}

export function deleteMailboxSkippedUids(db: WriteHandle, mailboxId: string): void {
  db.changeAny('DELETE FROM skipped_uid WHERE mailbox_id = $mailboxId', { mailboxId });
}
