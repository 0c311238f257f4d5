import { setImmediate } from 'node:timers/promises';
import { isEngineError } from '../base/errors.ts';
import { readOutboxBytes, sweepPieces } from '../store/pieces.ts';
import { deleteDraft, listSentDraftIds } from '../store/tables/drafts.ts';
import {
  findNextDueTime,
  findOutboxRow,
  listCopiesNeeded,
  listDueOutboxRows,
  moveOutboxRow,
  type OutboxRow,
  setCopyDone,
} from '../store/tables/outbox.ts';
import { outboxOwners } from '../store/tables/outbox-piece.ts';
import { attempt } from './attempt.ts';
import type { OutboxDependencies } from './outbox-dependencies.ts';
import { overdueMs } from './row-steps.ts';
import { isWaitingForLine, lookForUnsure, settleLeftBehind } from './unsure.ts';

/** How soon work that failed as a whole is begun again: a full disk may have space by then. */
const failureRetryMs = 15_000;

/** How long a message waits that could not even be tried; should that go on, it becomes overdue and a person is asked. */
const rowRetryMs = 60_000;

/** How often is looked into Sent for an unsure message while that could not be done yet. */
const lookAgainMs = 60_000;

/** Messages that are on the wire side by side, each on a connection of its own. */
export const mostLanes = 4;

/** How long a server that found our connections too many gets them one at a time, in ms. */
const oneLaneMs = 10 * 60_000;

export type Outbox = {
  /** Settles what a crash left behind, then sends what is due, a few side by side. */
  readonly start: () => void;
  /** Waits for the messages that are on the wire. */
  readonly stop: () => Promise<void>;
  /** Look again: something was queued, released, or the line is back. */
  readonly wake: () => void;
};

/** The durable queue of finished messages. Nothing is ever sent again by itself once its bytes may have been taken. */
export function createOutbox(dependencies: OutboxDependencies): Outbox {
  const { store, clock } = dependencies;
  let running = false;
  let busy: Promise<void> | null = null;
  let cancelTimer = () => {};
  let nudge = Promise.withResolvers<void>();
  /** Rows that are being tried, and those whose answer is being written down; `answered` ones need no connection any more. */
  const onTheWay = new Map<string, { readonly row: OutboxRow; readonly done: Promise<void>; answered: boolean }>();
  let oneLaneUntil = 0;

  function wake(): void {
    if (!running) return;
    nudge.resolve();
    if (busy) return;
    let failed = false;
    busy = work()
      .catch((error: unknown) => {
        // There will be space again. What else fails under it, the next call of the window finds out, and says so.
        failed = true;
        dependencies.log.warn('outbox.stopped', { full: isEngineError(error, 'disk-full') });
      })
      .finally(() => {
        busy = null;
        if (!running) return;
        if (!failed) return sleep();
        cancelTimer();
        cancelTimer = clock.after(failureRetryMs, wake);
      });
  }

  function sleep(): void {
    cancelTimer();
    const due = findNextDueTime(store.read, clock.now(), overdueMs);
    if (due !== null) cancelTimer = clock.after(Math.min(60_000, Math.max(20, due - clock.now())), wake);
    else if (isWaitingForLine(store.read)) cancelTimer = clock.after(lookAgainMs, wake);
  }

  async function work(): Promise<void> {
    settleLeftBehind(dependencies, onTheWay);
    await sendDue();
    if (running) await lookForUnsure(dependencies);
    if (running) await forgetSentDrafts(dependencies);
    if (running) await fileCopies(dependencies);
  }

  /** Until nothing is due and nothing is on the wire; throws what ends all of it, once the others are settled. */
  async function sendDue(): Promise<void> {
    const faults: unknown[] = [];
    for (;;) {
      nudge = Promise.withResolvers();
      if (running && faults.length === 0) {
        for (const row of nextRows()) {
          const done = tryOne(row)
            .catch((error: unknown) => void faults.push(error))
            .finally(() => onTheWay.delete(row.id));
          onTheWay.set(row.id, { row, done, answered: false });
        }
      }
      if (onTheWay.size === 0) break;
      await Promise.race([nudge.promise, ...[...onTheWay.values()].map(({ done }) => done)]);
      // What is settled in the same moment is looked at together.
      await setImmediate();
    }
    if (faults.length > 0) throw faults[0];
  }

  async function tryOne(row: OutboxRow): Promise<void> {
    try {
      const said = await attempt(row, dependencies, () => {
        const tried = onTheWay.get(row.id);
        if (tried !== undefined) tried.answered = true;
        nudge.resolve();
      });
      if (said === 'fewer-connections') oneLaneUntil = clock.now() + oneLaneMs;
    } catch (error) {
      onTheWay.delete(row.id);
      if (isEngineError(error, 'disk-full')) throw error;
      putOff(row);
    }
  }

  /** As many as there are lanes free; of one conversation one after the other, in the order in which they were written. */
  function nextRows(): OutboxRow[] {
    const lanes = oneLaneUntil > clock.now() ? 1 : mostLanes;
    const free = lanes - [...onTheWay.values()].filter(({ answered }) => !answered).length;
    if (free <= 0) return [];
    const threads = new Set([...onTheWay.values()].map(({ row }) => row.threadId));
    const rows: OutboxRow[] = [];
    for (const row of listDueOutboxRows(store.read, clock.now(), overdueMs, free + onTheWay.size)) {
      if (rows.length === free) break;
      if (threads.has(row.threadId)) continue;
      threads.add(row.threadId);
      rows.push(row);
    }
    return rows;
  }

  /** What could not even be tried waits and keeps nobody else; what was on the wire by then is unsure. */
  function putOff({ id }: OutboxRow): void {
    const { log, onChanged } = dependencies;
    log.warn('outbox.put-off');
    settleLeftBehind(dependencies, onTheWay);
    const row = findOutboxRow(store.read, id);
    if (row?.state !== 'queued') return;
    store.write((db) => moveOutboxRow(db, id, 'queued', { state: 'queued', nextAttemptAt: clock.now() + rowRetryMs }));
    onChanged(row);
  }

  return {
    start() {
      running = true;
      settleLeftBehind(dependencies, onTheWay);
      wake();
      if (!busy) sleep();
    },
    async stop() {
      running = false;
      cancelTimer();
      await busy;
    },
    wake,
  };
}

async function forgetSentDrafts({ store }: OutboxDependencies): Promise<void> {
  for (const id of listSentDraftIds(store.read)) store.write((db) => deleteDraft(db, id));
  // Theirs, and those of what was taken back or discarded.
  await sweepPieces(store);
}

async function fileCopies({ store, fileCopy, log }: OutboxDependencies): Promise<void> {
  for (const row of listCopiesNeeded(store.read)) {
    try {
      const { message, copy } = outboxOwners(row.id);
      const own = await readOutboxBytes(store, copy);
      // What left encrypted to us as well is its own copy.
      const bytes = own.length > 0 ? own : await readOutboxBytes(store, message);
      await fileCopy(bytes, row.messageIdHeader, row.sentAt ?? row.queuedAt);
      store.write((db) => setCopyDone(db, row.id));
    } catch {
      // The full copy is in our database; the server's is filed when the line is back.
      log.info('outbox.copy-later');
      return;
    }
  }
}
