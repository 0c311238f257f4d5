import type { ReadHandle, WriteHandle } from '../sql.ts';

/** What can be searched of a message; the text after decryption. */
export type IndexText = {
  readonly subject: string;
  readonly people: string;
  readonly body: string;
  readonly files: string;
};

export function insertIndexText(db: WriteHandle, messageNumber: number, text: IndexText): void {
  db.change(
    `INSERT INTO message_index (rowid, subject, people, body, files)
     VALUES ($messageNumber, $subject, $people, $body, $files)`,
    { messageNumber, ...text },
  );
}

export function deleteIndexText(db: WriteHandle, messageNumber: number): void {
  db.changeAny('DELETE FROM message_index WHERE rowid = $messageNumber', { messageNumber });
}

export type IndexHit = {
  readonly number: number;
  readonly threadId: string;
  readonly at: number;
  readonly snippet: string;
};

/** Hits older than message number `before`, newest first. `match` is an FTS5 expression, never a person's own text. */
export function listIndexHits(db: ReadHandle, match: string, before: number, limit: number): IndexHit[] {
  return db.list(
    `SELECT message.number AS number, message.thread_id AS threadId, message.at AS at, message.snippet AS snippet
     FROM message_index JOIN message ON message.number = message_index.rowid
     WHERE message_index MATCH $match AND message_index.rowid < $before AND message.gone_at IS NULL
     ORDER BY message_index.rowid DESC LIMIT $limit`,
    { match, before, limit },
  );
}

/** True when a message of the thread newer than `number` matches as well. */
export function hasNewerHit(db: ReadHandle, match: string, threadId: string, number: number): boolean {
  return (
    db.find(
      // CROSS: the few messages of the thread first, each looked up in the index.
      `SELECT 1 FROM message CROSS JOIN message_index ON message_index.rowid = message.number
       WHERE message.thread_id = $threadId AND message.number > $number AND message.gone_at IS NULL
         AND message_index MATCH $match LIMIT 1`,
      { match, threadId, number },
    ) !== null
  );
}

/** How many threads match, counting no further than `limit` messages. */
export function countIndexThreads(db: ReadHandle, match: string, limit: number): number {
  return db.get<{ total: number }>(
    `SELECT count(DISTINCT threadId) AS total FROM (
       SELECT message.thread_id AS threadId FROM message_index JOIN message ON message.number = message_index.rowid
       WHERE message_index MATCH $match AND message.gone_at IS NULL ORDER BY message_index.rowid DESC LIMIT $limit)`,
    { match, limit },
  ).total;
}
