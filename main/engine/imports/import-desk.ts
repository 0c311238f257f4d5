import type { ImportCounts, ImportLook, ImportMapping, ImportPreview, ImportRefusal } from '../../contract/imports.ts';
import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import { finishInTurns } from '../journal/finish-in-turns.ts';
import type { Journal } from '../journal/journal.ts';
import { changedPatientsSince } from '../journal/projections.ts';
import { newRisingId } from '../store/new-id.ts';
import type { Store } from '../store/open.ts';
import { createPace } from '../store/pace.ts';
import { findImportPiece, insertImportPiece } from '../store/tables/import-pieces.ts';
import { findLastJournalEntry } from '../store/tables/journal-entries.ts';
import { findPatientImport } from '../store/tables/patient-imports.ts';
import { abandonPieces, deleteStagedOwner, insertStagedOwner } from '../store/tables/staged-piece.ts';
import type { ImportPlan, PlanJob } from './plan-import.ts';
import { openSpool, type Spool } from './spool.ts';

/** The one file that is being imported, from its first byte to the journal. */
export type ImportDesk = {
  /** Throws `too-large` by the size alone. */
  readonly begin: (name: string, size: number) => string;
  readonly add: (importId: string, offset: number, bytes: Uint8Array) => Promise<boolean>;
  readonly look: (importId: string) => Promise<ImportLook>;
  readonly preview: (importId: string, mapping: ImportMapping | null) => Promise<ImportPreview>;
  readonly apply: (importId: string) => Promise<ImportCounts>;
  readonly drop: (importId: string) => void;
  /** Refused rows of the last preview of this file; null where it is another's. */
  readonly refusals: (importId: string) => readonly ImportRefusal[] | null;
  /** Takes an import back, but for new patients whom something was done for since. */
  readonly undo: (importId: string) => Promise<void>;
};

export type ImportWorkers = {
  readonly look: (file: readonly Uint8Array[]) => Promise<ImportLook>;
  readonly plan: (job: PlanJob) => Promise<ImportPlan>;
  /** New patients of an import who are not to be taken away. */
  readonly findKept: (importId: string) => Promise<readonly string[]>;
};

type Current = {
  readonly importId: string;
  readonly spool: Spool;
  look: ImportLook | null;
  plan: { readonly plan: ImportPlan; readonly mapping: ImportMapping | null; readonly after: number } | null;
};

export function createImportDesk(facts: {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly workers: ImportWorkers;
  readonly onProgress: (importId: string, done: number, total: number) => void;
}): ImportDesk {
  const { store, journal, clock, workers } = facts;
  let current: Current | null = null;

  function get(importId: string): Current {
    if (current?.importId !== importId) throw new EngineError('not-found');
    return current;
  }
  const lastSequence = () => findLastJournalEntry(store.read)?.sequence ?? 0;

  /** Writes the pieces ahead of their entry, in short transactions; a crash gives them up. */
  async function stage(importId: string, pieces: readonly Uint8Array[]): Promise<void> {
    const pace = createPace();
    for (let position = 0; position < pieces.length; ) {
      await store.turn();
      pace.run((isOver) =>
        store.writeUnsynced((db) => {
          if (position === 0) insertStagedOwner(db, importId);
          do {
            insertImportPiece(db, importId, position, pieces[position] ?? new Uint8Array());
            position += 1;
          } while (!isOver() && position < pieces.length);
        }),
      );
    }
  }

  return {
    begin(name, size) {
      current = null;
      const spool = openSpool(name, size);
      const importId = newRisingId('im', clock.now());
      current = { importId, spool, look: null, plan: null };
      return importId;
    },
    async add(importId, offset, bytes) {
      const file = get(importId);
      try {
        return await file.spool.add(offset, bytes);
      } catch (error) {
        if (current === file) current = null;
        throw error;
      }
    },
    async look(importId) {
      const file = get(importId);
      if (!file.spool.isComplete()) throw new EngineError('bad-request', { field: 'size' });
      const look = await workers.look(file.spool.pieces());
      file.look = look;
      return look;
    },
    async preview(importId, mapping) {
      const file = get(importId);
      if (file.look === null || (file.look.format === 'csv') !== (mapping !== null))
        throw new EngineError('bad-request', { field: 'mapping' });
      const now = clock.now();
      const after = lastSequence();
      const job = { importId, file: file.spool.pieces(), mapping, now, today: localDay(now) };
      const plan = await workers.plan(job);
      if (current !== file) throw new EngineError('not-found');
      file.plan = { plan, mapping, after };
      return plan.preview;
    },
    async apply(importId) {
      const file = get(importId);
      const { plan: made } = file;
      if (made === null || file.look === null) throw new EngineError('bad-request', { field: 'importId' });
      const { plan, mapping, after } = made;
      if (changedPatientsSince(store.read, after)) throw new EngineError('state-changed');
      // From here on it is this file or none: a preview under way finds nothing to replace.
      current = null;
      const { counts } = plan.preview;
      try {
        await stage(importId, plan.pieces);
        store.write((db) => {
          if (changedPatientsSince(db, after)) throw new EngineError('state-changed');
          if (plan.pieces.length > 0) deleteStagedOwner(db, importId);
          journal.append(db, 'patients.imported', {
            importId,
            fileName: file.spool.name,
            format: file.look?.format ?? 'csv',
            counts,
            pieces: plan.pieces.length,
            sha256: plan.sha256,
            mapping: mapping === null ? null : { ...mapping, columns: plan.columns ?? [] },
          });
        });
      } catch (error) {
        store.writeUnsynced((db) => abandonPieces(db, importId));
        throw error;
      }
      await finishInTurns(store, (done) => facts.onProgress(importId, done, plan.pieces.length));
      return counts;
    },
    drop(importId) {
      if (current?.importId === importId) current = null;
    },
    refusals: (importId) => (current?.importId === importId ? (current.plan?.plan.refusals ?? []) : null),
    async undo(importId) {
      const row = findPatientImport(store.read, importId);
      if (row === null) throw new EngineError('not-found');
      if (row.undoneAt !== null) throw new EngineError('state-changed');
      const kept = await workers.findKept(importId);
      store.write((db) => journal.append(db, 'patients.import-undone', { importId, fileName: row.fileName, kept }));
      const total = countPieces(importId);
      await finishInTurns(store, (done) => facts.onProgress(importId, done, total));
    },
  };

  function countPieces(importId: string): number {
    let count = 0;
    while (findImportPiece(store.read, importId, count) !== null) count += 1;
    return count;
  }
}

/** The day on the practice's wall calendar, at `now` in ms. */
export function localDay(now: number): string {
  const at = new Date(now);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
