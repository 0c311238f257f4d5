import type { ReadHandle, WriteHandle } from '../sql.ts';

export type JournalEntryRow = {
  readonly sequence: number;
  readonly id: string;
  readonly at: number;
  readonly hybridTime: string;
  readonly actor: string;
  readonly kind: string;
  readonly bodyJson: string;
  readonly previous: Uint8Array;
  readonly hash: Uint8Array;
};

const columns = 'sequence, id, at, hybrid_time AS hybridTime, actor, kind, body_json AS bodyJson, previous, hash';

export function insertJournalEntry(db: WriteHandle, row: JournalEntryRow): void {
  db.change(
    `INSERT INTO journal_entry (sequence, id, at, hybrid_time, actor, kind, body_json, previous, hash)
     VALUES ($sequence, $id, $at, $hybridTime, $actor, $kind, $bodyJson, $previous, $hash)`,
    row,
  );
}

export function findLastJournalEntry(db: ReadHandle): JournalEntryRow | null {
  return db.find(`SELECT ${columns} FROM journal_entry ORDER BY sequence DESC LIMIT 1`);
}

/** Throws `not-found`. */
export function getJournalEntry(db: ReadHandle, sequence: number): JournalEntryRow {
  return db.get(`SELECT ${columns} FROM journal_entry WHERE sequence = $sequence`, { sequence });
}

/** Entries after `sequence`, oldest first. */
export function listJournalEntriesAfter(db: ReadHandle, sequence: number, limit: number): JournalEntryRow[] {
  return db.list(`SELECT ${columns} FROM journal_entry WHERE sequence > $sequence ORDER BY sequence LIMIT $limit`, {
    sequence,
    limit,
  });
}

/** Kinds are named "what.happened": the part before the dot, where `topics` names some. */
const ofTopics = `($topics IS NULL OR substr(kind, 1, instr(kind, '.') - 1) IN (SELECT value FROM json_each($topics)))`;

/** Entries before `sequence`, newest first; of these topics alone where any are named. */
export function listJournalEntriesBefore(
  db: ReadHandle,
  sequence: number,
  limit: number,
  topics: readonly string[] | null = null,
): JournalEntryRow[] {
  return db.list(
    `SELECT ${columns} FROM journal_entry WHERE sequence < $sequence AND ${ofTopics} ORDER BY sequence DESC LIMIT $limit`,
    { sequence, limit, topics: topics === null ? null : JSON.stringify(topics) },
  );
}

export function countJournalEntries(db: ReadHandle, topics: readonly string[] | null = null): number {
  return db.get<{ total: number }>(`SELECT count(*) AS total FROM journal_entry WHERE ${ofTopics}`, {
    topics: topics === null ? null : JSON.stringify(topics),
  }).total;
}
