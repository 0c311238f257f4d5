import type { ReadHandle, WriteHandle } from '../sql.ts';

export type Direction = 'in' | 'out';

export type MessageRow = {
  /** Rises with `at`, and is the row of the full-text index. */
  readonly number: number;
  readonly id: string;
  readonly threadId: string;
  readonly direction: Direction;
  readonly at: number;
  readonly unread: number;
  readonly flagged: number;
  readonly automatic: number;
  readonly hasAttachments: number;
  /** Of the source, in bytes. */
  readonly size: number;
  /** 1: the full copy is ours, whatever the server keeps. */
  readonly kept: number;
  readonly goneAt: number | null;
  /** With angle brackets. */
  readonly messageIdHeader: string | null;
  readonly subject: string;
  readonly baseSubject: string;
  readonly snippet: string;
  readonly fromJson: string;
  readonly toJson: string;
  readonly ccJson: string;
  readonly replyToJson: string;
  readonly referencesJson: string;
  readonly statusJson: string;
  readonly warningsJson: string;
};

const columns = `number, id, thread_id AS threadId, direction, at, unread, flagged, automatic,
  has_attachments AS hasAttachments, size, kept, gone_at AS goneAt, message_id_header AS messageIdHeader, subject,
  base_subject AS baseSubject, snippet, from_json AS fromJson, to_json AS toJson, cc_json AS ccJson,
  reply_to_json AS replyToJson, references_json AS referencesJson, status_json AS statusJson,
  warnings_json AS warningsJson`;

/** Numbers of one millisecond. */
const slots = 1024;

/** The first free number for a message of this moment (ms since 1970). */
export function nextMessageNumber(db: ReadHandle, at: number): number {
  const base = Math.max(0, at) * slots;
  const last = db.get<{ last: number | null }>(
    'SELECT max(number) AS last FROM message WHERE number >= $base AND number < $end',
    { base, end: base + slots },
  ).last;
  if (last === null) return base;
  // A thousand messages of one millisecond, as a migration can make them, spill over into the next.
  return last + 1 < base + slots ? last + 1 : nextMessageNumber(db, at + 1);
}

export function insertMessage(db: WriteHandle, row: Omit<MessageRow, 'goneAt'>): void {
  db.change(
    `INSERT INTO message (number, id, thread_id, direction, at, unread, flagged, automatic, has_attachments, size,
       kept, gone_at, message_id_header, subject, base_subject, snippet, from_json, to_json, cc_json, reply_to_json,
       references_json, status_json, warnings_json)
     VALUES ($number, $id, $threadId, $direction, $at, $unread, $flagged, $automatic, $hasAttachments, $size, $kept, NULL,
       $messageIdHeader, $subject, $baseSubject, $snippet, $fromJson, $toJson, $ccJson, $replyToJson, $referencesJson,
       $statusJson, $warningsJson)`,
    row,
  );
}

export function findMessage(db: ReadHandle, id: string): MessageRow | null {
  return db.find(`SELECT ${columns} FROM message WHERE id = $id`, { id });
}

/** What a thread shows, oldest first. */
export function listThreadMessages(db: ReadHandle, threadId: string): MessageRow[] {
  return db.list(`SELECT ${columns} FROM message WHERE thread_id = $threadId AND gone_at IS NULL ORDER BY at, number`, {
    threadId,
  });
}

/** Our own message with this Message-ID, or null. */
export function findOwnMessageByHeader(db: ReadHandle, messageIdHeader: string): MessageRow | null {
  return db.find(
    `SELECT ${columns} FROM message WHERE message_id_header = $messageIdHeader AND direction = 'out'
     ORDER BY number LIMIT 1`,
    { messageIdHeader },
  );
}

/**
 * Takes the flags from the message's places: read or starred anywhere is read or starred. Our own are never unread.
 * Without any place a message is gone since `now`, unless the full copy is ours; with one it is back.
 */
export function refreshMessageState(db: WriteHandle, id: string, now: number): void {
  db.change(
    `UPDATE message SET (unread, flagged, gone_at) = (
         SELECT
           CASE WHEN message.direction = 'in' AND count(*) > 0 AND max(seen) = 0 THEN 1 ELSE 0 END,
           coalesce(max(location.flagged), message.flagged),
           CASE WHEN count(*) > 0 OR message.kept = 1 THEN NULL ELSE coalesce(message.gone_at, $now) END
         FROM location WHERE location.message_id = message.id)
       WHERE id = $id`,
    { id, now },
  );
}

/** A message of ours that another mailbox than Sent showed first. */
export function setMessageDirection(db: WriteHandle, id: string, direction: Direction): void {
  db.change('UPDATE message SET direction = $direction WHERE id = $id', { id, direction });
}

/** Messages from others that vanished before `before` and that nothing of ours refers to. */
export function listForgettable(db: ReadHandle, before: number, limit: number): MessageRow[] {
  return db.list(
    `SELECT ${columns} FROM message WHERE gone_at < $before
       AND NOT EXISTS (SELECT 1 FROM letter_answer WHERE message_id = message.id)
       AND NOT EXISTS (SELECT 1 FROM draft WHERE answers_message_id = message.id)
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE message_id = message.id)
       AND NOT EXISTS (SELECT 1 FROM pending_action WHERE message_id = message.id)
     LIMIT $limit`,
    { before, limit },
  );
}

export function deleteMessage(db: WriteHandle, id: string): void {
  db.change('DELETE FROM message WHERE id = $id', { id });
}
