import { createHash } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import { newId } from '../store/new-id.ts';
import type { WriteHandle } from '../store/sql.ts';
import { findImportWork } from '../store/tables/import-pieces.ts';
import { findLastJournalEntry, insertJournalEntry, type JournalEntryRow } from '../store/tables/journal-entries.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Entry, EntryBodies, EntryKind } from './entries.ts';
import { nextHybridTime } from './hybrid-time.ts';
import { project } from './projections.ts';

/** The one way in which anything that people typed changes. */
export type Journal = {
  /** Writes the entry and its projection in the caller's transaction. */
  readonly append: <Kind extends EntryKind>(db: WriteHandle, kind: Kind, body: EntryBodies[Kind]) => Entry<Kind>;
};

const aboutPatients = /^(patients?|consent)\./;
const noEntryBefore = new Uint8Array(32);

/** SHA-256 over the hash before and everything the entry says: changing, dropping or moving one breaks the chain. */
export function entryHash(row: Omit<JournalEntryRow, 'hash'>): Uint8Array {
  const { sequence, id, at, hybridTime, actor, kind, bodyJson } = row;
  // These names are hashed with what they say: they stay, whatever a row calls its fields.
  const said = { sequence, id, at, hybrid_time: hybridTime, actor, kind, body_json: bodyJson };
  return createHash('sha256').update(row.previous).update(canonicalJson(said)).digest();
}

export function createJournal(facts: {
  readonly clock: Clock;
  readonly computerId: string;
  /** Who is at the computer, as the journal names them. */
  readonly actor: () => string;
}): Journal {
  return {
    append(db, kind, body) {
      // A rebuild applies an import as a whole, so what follows it must wait until the tables have all of it.
      if (aboutPatients.test(kind) && findImportWork(db) !== null) throw new EngineError('state-changed');
      const last = findLastJournalEntry(db);
      const at = facts.clock.now();
      const row = {
        sequence: (last?.sequence ?? 0) + 1,
        id: newId('je'),
        at,
        hybridTime: nextHybridTime(last?.hybridTime ?? null, at, facts.computerId),
        actor: facts.actor(),
        kind,
        bodyJson: canonicalJson(body),
        previous: last?.hash ?? noEntryBefore,
      };
      insertJournalEntry(db, { ...row, hash: entryHash(row) });
      const entry = {
        sequence: row.sequence,
        id: row.id,
        at,
        hybridTime: row.hybridTime,
        actor: row.actor,
        kind,
        body,
      };
      // As it will be read back: a rebuild must give the same bytes, the order of fields in JSON included.
      project(db, { ...entry, body: JSON.parse(row.bodyJson) });
      return entry;
    },
  };
}
