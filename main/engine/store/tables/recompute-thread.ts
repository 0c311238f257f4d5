import type { Person } from '../../../contract/fields.ts';
import type { WriteHandle } from '../sql.ts';

type Totals = {
  readonly count: number;
  readonly unread: number;
  readonly flagged: number;
  readonly attachments: number;
  readonly firstAt: number;
  readonly lastAt: number;
};
type FirstMessage = {
  readonly direction: string;
  readonly subject: string;
  readonly baseSubject: string;
  readonly fromJson: string;
  readonly toJson: string;
};

/** Threads with a message of ours are listed under this place, wherever the server keeps its copy. */
export const outPlace = 'out';

/** Sums a thread up from its messages and lists it in their places. Call it in the transaction that changed a message. */
export function recomputeThread(db: WriteHandle, threadId: string): void {
  const totals = db.get<Totals>(
    `SELECT count(*) AS count, coalesce(sum(unread), 0) AS unread, coalesce(max(flagged), 0) AS flagged,
       coalesce(max(has_attachments), 0) AS attachments, coalesce(min(at), 0) AS firstAt, coalesce(max(at), 0) AS lastAt
     FROM message WHERE thread_id = $threadId AND gone_at IS NULL`,
    { threadId },
  );
  const people = listPeople(db, threadId);
  const first = db.find<FirstMessage>(
    `SELECT direction, subject, base_subject AS baseSubject, from_json AS fromJson, to_json AS toJson FROM message
     WHERE thread_id = $threadId AND gone_at IS NULL ORDER BY at, number LIMIT 1`,
    { threadId },
  );
  const last = db.find<{ snippet: string }>(
    `SELECT snippet FROM message WHERE thread_id = $threadId AND gone_at IS NULL ORDER BY at DESC, number DESC LIMIT 1`,
    { threadId },
  );
  const correspondent =
    (first && parsePeople(first.direction === 'in' ? first.fromJson : first.toJson)[0]) ?? people[0];
  db.change(
    `UPDATE thread SET subject = $subject, base_subject = $baseSubject, correspondent_name = $name,
       correspondent_address = $address, people_json = $people, first_at = $firstAt, last_at = $lastAt,
       message_count = $count, unread_count = $unread, flagged = $flagged, has_attachments = $attachments,
       snippet = $snippet
     WHERE id = $threadId`,
    {
      threadId,
      ...totals,
      subject: first?.subject ?? '',
      baseSubject: first?.baseSubject ?? '',
      name: correspondent?.name ?? '',
      address: correspondent?.address.toLowerCase() ?? '',
      people: JSON.stringify(people),
      snippet: last?.snippet ?? '',
    },
  );
  replacePlaces(db, threadId, totals.lastAt);
}

/** Up to six people of the other side, in the order in which they came in. A server that reports is none of them. */
function listPeople(db: WriteHandle, threadId: string): readonly Person[] {
  const rows = db.list<{ json: string }>(
    `SELECT CASE direction WHEN 'in' THEN from_json ELSE to_json END AS json FROM message
     WHERE thread_id = $threadId AND gone_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM delivery_report WHERE delivery_report.message_id = message.id)
     GROUP BY json ORDER BY min(at) LIMIT 6`,
    { threadId },
  );
  const byAddress = new Map<string, Person>();
  for (const person of rows.flatMap((row) => parsePeople(row.json))) {
    const address = person.address.toLowerCase();
    const known = byAddress.get(address);
    if (known === undefined || known.name === '') byAddress.set(address, person);
  }
  return [...byAddress.values()].slice(0, 6);
}

function replacePlaces(db: WriteHandle, threadId: string, lastAt: number): void {
  db.changeAny('DELETE FROM thread_place WHERE thread_id = $threadId', { threadId });
  db.changeAny(
    `INSERT INTO thread_place (place, thread_id, last_at, unread)
     SELECT location.mailbox_id, $threadId, $lastAt, max(message.unread)
     FROM message JOIN location ON location.message_id = message.id
     WHERE message.thread_id = $threadId AND message.gone_at IS NULL GROUP BY location.mailbox_id`,
    { threadId, lastAt },
  );
  db.changeAny(
    `INSERT INTO thread_place (place, thread_id, last_at, unread)
     SELECT '${outPlace}', $threadId, $lastAt, 0
     WHERE EXISTS (
       SELECT 1 FROM message WHERE thread_id = $threadId AND direction = 'out' AND gone_at IS NULL AND (kept = 1 OR EXISTS (
         SELECT 1 FROM location JOIN mailbox ON mailbox.id = location.mailbox_id
         WHERE location.message_id = message.id AND mailbox.role IS NOT 'drafts')))`,
    { threadId, lastAt },
  );
}

function parsePeople(json: string): readonly Person[] {
  return JSON.parse(json) as Person[];
}
