import type { ReadHandle, WriteHandle } from '../sql.ts';

export type PendingKind = 'seen' | 'unseen' | 'flagged' | 'unflagged' | 'move';

/** Something a person did that the server does not know yet. Holds for the mailbox's present UIDVALIDITY only. */
export type PendingAction = {
  readonly number: number;
  readonly mailboxId: string;
  readonly uid: number;
  readonly messageId: string;
  readonly action: PendingKind;
  /** For a move. */
  readonly targetMailboxId: string | null;
  readonly at: number;
};

const columns = `number, mailbox_id AS mailboxId, uid, message_id AS messageId, action,
  target_mailbox_id AS targetMailboxId, at`;

/** Returns the new action's number. */
export function insertPendingAction(db: WriteHandle, row: Omit<PendingAction, 'number'>): number {
  db.change(
    `INSERT INTO pending_action (mailbox_id, uid, message_id, action, target_mailbox_id, at)
     VALUES ($mailboxId, $uid, $messageId, $action, $targetMailboxId, $at)`,
    row,
  );
  return db.get<{ number: number }>('SELECT last_insert_rowid() AS number').number;
}

export function listMailboxPendingActions(db: ReadHandle, mailboxId: string): PendingAction[] {
  return db.list(`SELECT ${columns} FROM pending_action WHERE mailbox_id = $mailboxId ORDER BY number`, { mailboxId });
}

export function findPendingAction(db: ReadHandle, number: number): PendingAction | null {
  return db.find(`SELECT ${columns} FROM pending_action WHERE number = $number`, { number });
}

/** True while a move into this mailbox is still to be told to the server. */
export function isMoveTarget(db: ReadHandle, mailboxId: string): boolean {
  return db.find('SELECT 1 FROM pending_action WHERE target_mailbox_id = $mailboxId LIMIT 1', { mailboxId }) !== null;
}

/** Forgets moves into a mailbox. */
export function deleteMovesInto(db: WriteHandle, mailboxId: string): void {
  db.changeAny('DELETE FROM pending_action WHERE target_mailbox_id = $mailboxId', { mailboxId });
}

export function setPendingTarget(db: WriteHandle, number: number, targetMailboxId: string): void {
  db.change('UPDATE pending_action SET target_mailbox_id = $targetMailboxId WHERE number = $number', {
    number,
    targetMailboxId,
  });
}

export function deletePendingAction(db: WriteHandle, number: number): void {
  db.changeAny('DELETE FROM pending_action WHERE number = $number', { number });
}

/** A newer wish for the same flag replaces an older one. */
export function deletePendingFlag(
  db: WriteHandle,
  mailboxId: string,
  uid: number,
  kinds: readonly [PendingKind, PendingKind],
): void {
  db.changeAny(
    'DELETE FROM pending_action WHERE mailbox_id = $mailboxId AND uid = $uid AND action IN ($first, $second)',
    { mailboxId, uid, first: kinds[0], second: kinds[1] },
  );
}

/** The next actions that one command can carry out together: same mailbox, kind and target; flags before moves. */
export function listNextPendingActions(db: ReadHandle, limit: number): PendingAction[] {
  return db.list(
    `SELECT ${columns} FROM pending_action
     WHERE (mailbox_id, action, coalesce(target_mailbox_id, '')) = (
       SELECT mailbox_id, action, coalesce(target_mailbox_id, '') FROM pending_action
       ORDER BY action = 'move', number LIMIT 1)
     ORDER BY number LIMIT $limit`,
    { limit },
  );
}

/** The server did a move whose target a person has changed meanwhile: from here it is a move from where it is now. */
export function setPendingSource(db: WriteHandle, number: number, mailboxId: string, uid: number): void {
  db.change('UPDATE pending_action SET mailbox_id = $mailboxId, uid = $uid WHERE number = $number', {
    number,
    mailboxId,
    uid,
  });
}
