import type { ReadHandle, WriteHandle } from '../sql.ts';

export type JournalEntryRow = {
  readonly sequence: number;
  readonly id: string;
  readonly at: number;
  readonly hybrid_time: string;
  readonly actor: string;
  readonly kind: string;
  readonly body_json: string;
  readonly previous: Uint8Array;
  readonly hash: Uint8Array;
};

export function insertJournalEntry(db: WriteHandle, row: JournalEntryRow): void {
  db.change(
    `INSERT INTO journal_entry (sequence, id, at, hybrid_time, actor, kind, body_json, previous, hash)
     VALUES ($sequence, $id, $at, $hybrid_time, $actor, $kind, $body_json, $previous, $hash)`,
    row,
  );
}

export function findLastJournalEntry(db: ReadHandle): JournalEntryRow | null {
  return db.find('SELECT * FROM journal_entry ORDER BY sequence DESC LIMIT 1');
}

/** Entries after `sequence`, oldest first. */
export function listJournalEntriesAfter(db: ReadHandle, sequence: number, limit: number): JournalEntryRow[] {
  return db.list('SELECT * FROM journal_entry WHERE sequence > $sequence ORDER BY sequence LIMIT $limit', {
    sequence,
    limit,
  });
}

/** Entries before `sequence`, newest first. */
export function listJournalEntriesBefore(db: ReadHandle, sequence: number, limit: number): JournalEntryRow[] {
  return db.list('SELECT * FROM journal_entry WHERE sequence < $sequence ORDER BY sequence DESC LIMIT $limit', {
    sequence,
    limit,
  });
}

export function countJournalEntries(db: ReadHandle): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM journal_entry').total;
}
