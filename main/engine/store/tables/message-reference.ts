import type { ReadHandle, WriteHandle } from '../sql.ts';

/** Notes that a Message-ID is part of a thread, whether or not that message is here. */
export function insertMessageReference(db: WriteHandle, header: string, threadId: string): void {
  db.changeAny('INSERT OR IGNORE INTO message_reference (header, thread_id) VALUES ($header, $threadId)', {
    header,
    threadId,
  });
}

export function deleteMessageReference(db: WriteHandle, header: string, threadId: string): void {
  db.changeAny('DELETE FROM message_reference WHERE header = $header AND thread_id = $threadId', { header, threadId });
}

export function listThreadsOfReference(db: ReadHandle, header: string): string[] {
  return db
    .list<{ threadId: string }>('SELECT thread_id AS threadId FROM message_reference WHERE header = $header', {
      header,
    })
    .map((row) => row.threadId);
}

/** Every Message-ID that leads to a thread. */
export function listReferencesOfThread(db: ReadHandle, threadId: string): string[] {
  return db
    .list<{ header: string }>('SELECT header FROM message_reference WHERE thread_id = $threadId', { threadId })
    .map((row) => row.header);
}
