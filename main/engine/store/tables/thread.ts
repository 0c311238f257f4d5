import type { ReadHandle, WriteHandle } from '../sql.ts';

/** A conversation, summed up from its messages; `recomputeThread` keeps it true. */
export type ThreadRecord = {
  readonly id: string;
  readonly subject: string;
  readonly baseSubject: string;
  readonly correspondentName: string;
  /** Lower case. */
  readonly correspondentAddress: string;
  readonly peopleJson: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly messageCount: number;
  readonly unreadCount: number;
  readonly flagged: number;
  readonly hasAttachments: number;
  readonly snippet: string;
};

const columns = `id, subject, base_subject AS baseSubject, correspondent_name AS correspondentName,
  correspondent_address AS correspondentAddress, people_json AS peopleJson, first_at AS firstAt, last_at AS lastAt,
  message_count AS messageCount, unread_count AS unreadCount, flagged, has_attachments AS hasAttachments, snippet`;

export function findThread(db: ReadHandle, id: string): ThreadRecord | null {
  return db.find(`SELECT ${columns} FROM thread WHERE id = $id`, { id });
}

/** An empty thread, to be filled by its first message. */
export function insertThread(db: WriteHandle, id: string): void {
  db.change(
    `INSERT INTO thread (id, subject, base_subject, correspondent_name, correspondent_address, people_json, first_at,
       last_at, message_count, unread_count, flagged, has_attachments, snippet)
     VALUES ($id, '', '', '', '', '[]', 0, 0, 0, 0, 0, 0, '')`,
    { id },
  );
}

/** The thread of these addresses with this base subject that was alive within `span` ms of `at`; the latest one. */
export function findThreadBySubject(
  db: ReadHandle,
  address: string,
  baseSubject: string,
  at: number,
  span: number,
): ThreadRecord | null {
  return db.find(
    `SELECT ${columns} FROM thread
     WHERE correspondent_address = $address AND base_subject = $baseSubject AND message_count > 0
       AND first_at <= $at + $span AND last_at >= $at - $span
     ORDER BY last_at DESC LIMIT 1`,
    { address, baseSubject, at, span },
  );
}

/** Removes threads that no message belongs to any more, nor a choice or draft of a person; tells whether it did. */
export function deleteThreadIfEmpty(db: WriteHandle, id: string): boolean {
  db.changeAny('DELETE FROM thread_place WHERE thread_id = $id', { id });
  return (
    db.changeAny(
      `DELETE FROM thread WHERE id = $id
         AND NOT EXISTS (SELECT 1 FROM message WHERE thread_id = $id)
         AND NOT EXISTS (SELECT 1 FROM draft WHERE thread_id = $id)
         AND NOT EXISTS (SELECT 1 FROM thread_party WHERE thread_id = $id)
         AND NOT EXISTS (SELECT 1 FROM thread_choice WHERE thread_id = $id)`,
      { id },
    ) === 1
  );
}

/** Whom a thread is with while it has no message yet: the first person its draft is addressed to. */
export function setThreadCorrespondent(
  db: WriteHandle,
  id: string,
  person: { readonly name: string; readonly address: string } | undefined,
): void {
  db.change('UPDATE thread SET correspondent_name = $name, correspondent_address = $address WHERE id = $id', {
    id,
    name: person?.name ?? '',
    address: person?.address.toLowerCase() ?? '',
  });
}
