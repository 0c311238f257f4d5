import { createHash } from 'node:crypto';
import { batchPrefix } from '../../contract/batch-id.ts';
import type { BatchView, DocumentRefusal } from '../../contract/documents.ts';
import type { ChosenDocuments } from '../../contract/envelope.ts';
import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Journal } from '../journal/journal.ts';
import { newId, newRisingId } from '../store/new-id.ts';
import type { Store } from '../store/open.ts';
import { createPace } from '../store/pace.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import {
  deleteDocumentBatch,
  insertDocumentBatch,
  listUnsortedBatches,
  setBatchSorted,
  touchBatch,
} from '../store/tables/document-batches.ts';
import { insertDocument, insertDocumentPiece, setDocumentMatch } from '../store/tables/documents.ts';
import { abandonPieces, deleteStagedOwner, insertStagedOwner } from '../store/tables/staged-piece.ts';
import { getBatch } from './batches.ts';
import { largestBatch } from './limits.ts';
import { type ChosenFile, listChosen, readChosen } from './open-chosen.ts';
import type { PdfText } from './read-pdf.ts';
import type { Sorted } from './sort-documents.ts';

const pieceLength = 256 * 1024;

/** Takes files in, reads them and sorts them by who they are about, beside everything else. */
export type DocumentDesk = {
  /** Begins with what a person chose; tells the batch. Throws `too-large` and `not-found`, for the choice as a whole. */
  readonly takeIn: (chosen: ChosenDocuments) => Promise<string>;
  /** How far reading is; null: nothing of this batch is being read. */
  readonly progress: (batchId: string) => BatchView['reading'];
  readonly sortAgain: (batchId: string) => Promise<void>;
  /** Gives up what is not complete and waits for it. */
  readonly stop: () => Promise<void>;
};

export type DocumentDeskDependencies = {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly workers: {
    /** Throws `took-too-long` and `too-large` for what would hold the program. */
    readonly read: (bytes: Uint8Array) => Promise<PdfText>;
    readonly sort: (batchId: string) => Promise<readonly Sorted[]>;
  };
  readonly madeBy: () => string;
  readonly onChanged: (batchId: string) => void;
};

export function createDocumentDesk(dependencies: DocumentDeskDependencies): DocumentDesk {
  const { store, journal, clock, log, workers, onChanged } = dependencies;
  const jobs = new Map<string, { done: number; readonly total: number }>();
  const working = new Set<Promise<void>>();
  let stopped = false;
  const end = Promise.withResolvers<never>();
  end.promise.catch(() => {});
  /** A file may hold its reader for long: whoever locks the vault does not wait for it. */
  const unlessStopped = <Result>(work: Promise<Result>): Promise<Result> => Promise.race([work, end.promise]);
  // What a crash cut off was never on screen as a whole.
  store.write((db) => {
    for (const id of listUnsortedBatches(db)) deleteDocumentBatch(db, id);
  });

  async function work(batchId: string, name: string, files: readonly ChosenFile[], refused: DocumentRefusal[]) {
    let taken = 0;
    let bytesTaken = 0;
    for (const file of files) {
      const bytes = await readChosen(file);
      if (stopped) return;
      if (typeof bytes === 'string') refused.push({ name: file.name, reason: bytes });
      else if (bytesTaken + bytes.length > largestBatch) refused.push({ name: file.name, reason: 'too-much' });
      else {
        bytesTaken += bytes.length;
        await keep(batchId, { name: file.name, position: taken }, bytes);
        taken += 1;
      }
      if (stopped) return;
      const job = jobs.get(batchId);
      if (job !== undefined) job.done += 1;
      onChanged(batchId);
    }
    await sort(batchId, () => {});
    if (stopped) return;
    store.write((db) => {
      setBatchSorted(db, batchId, JSON.stringify(refused));
      journal.append(db, 'documents.taken-in', { documentsId: batchId, name, files: taken });
    });
  }

  /** Puts one file with its text into the database, its bytes ahead of it in short transactions. */
  async function keep(batchId: string, file: { readonly name: string; readonly position: number }, bytes: Uint8Array) {
    const id = newId('do');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const pace = createPace();
    for (let at = 0; at < bytes.length; ) {
      await store.turn();
      pace.run((isOver) =>
        store.writeUnsynced((db) => {
          if (at === 0) insertStagedOwner(db, id);
          do {
            insertDocumentPiece(db, id, at, bytes.slice(at, at + pieceLength));
            at = Math.min(at + pieceLength, bytes.length);
          } while (at < bytes.length && !isOver());
        }),
      );
    }
    const size = bytes.length;
    try {
      // What kills or holds its reader is unreadable, and for a person to judge.
      const reading = workers.read(bytes).catch((): PdfText => ({ text: '', state: 'unreadable', pages: null }));
      const { text, state, pages } = await unlessStopped(reading);
      store.write((db) => {
        deleteStagedOwner(db, id);
        insertDocument(db, { id, batchId, ...file, size, sha256, pages, textState: state, text });
      });
    } catch (error) {
      // Else the next start finds them.
      if (!stopped) store.writeUnsynced((db) => abandonPieces(db, id));
      throw error;
    }
  }

  /** `within` belongs to each of its transactions. */
  async function sort(batchId: string, within: (db: WriteHandle) => void): Promise<void> {
    const sorted = await unlessStopped(workers.sort(batchId));
    for (let from = 0; from < sorted.length && !stopped; from += 50) {
      await store.turn();
      store.write((db) => {
        within(db);
        for (const { id, ...match } of sorted.slice(from, from + 50)) setDocumentMatch(db, id, match);
      });
    }
  }

  return {
    async takeIn(chosen) {
      const { name, files, refused } = await listChosen(chosen);
      const batchId = newRisingId(batchPrefix, clock.now());
      store.write((db) =>
        insertDocumentBatch(db, { id: batchId, name, madeAt: clock.now(), madeBy: dependencies.madeBy() }),
      );
      jobs.set(batchId, { done: 0, total: files.length });
      const run = work(batchId, name, files, refused)
        .catch(() => {
          if (stopped) return;
          log.warn('documents.not-taken-in');
          store.write((db) => deleteDocumentBatch(db, batchId));
        })
        .finally(() => {
          working.delete(run);
          jobs.delete(batchId);
          if (!stopped) onChanged(batchId);
        });
      working.add(run);
      return batchId;
    },
    progress(batchId) {
      const job = jobs.get(batchId);
      return job === undefined ? null : { ...job };
    },
    async sortAgain(batchId) {
      const mustBeOpen = (db: ReadHandle) => {
        const { sorted, approved } = getBatch(db, batchId);
        if (sorted === 0 || approved === 1) throw new EngineError('state-changed');
      };
      mustBeOpen(store.read);
      // Sorting takes its time, and somebody may approve meanwhile: what was approved is what leaves.
      await sort(batchId, (db) => {
        mustBeOpen(db);
        touchBatch(db, batchId, clock.now());
      });
    },
    async stop() {
      stopped = true;
      end.reject(new EngineError('locked'));
      await Promise.all(working);
    },
  };
}
