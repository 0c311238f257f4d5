import type { ErrorCode } from '../../contract/errors.ts';
import type { Mode } from '../../contract/fields.ts';
import type { Clock } from '../base/clock.ts';
import { isEngineError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Journal } from '../journal/journal.ts';
import { readSettings } from '../journal/settings.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/open.ts';
import { readOutboxBytes, sweepPieces } from '../store/pieces.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { deleteDraft, listSentDraftIds } from '../store/tables/drafts.ts';
import {
  findDueOutboxRow,
  findNextDueTime,
  findOutboxRow,
  listCopiesNeeded,
  listUnsentOutboxRows,
  moveOutboxRow,
  type OutboxDecision,
  type OutboxRow,
  setCopyDone,
} from '../store/tables/outbox.ts';
import { outboxOwners } from '../store/tables/outbox-piece.ts';
import type { SendJob, SendResult } from '../wire/smtp-send.ts';
import { nextTry } from './next-try.ts';
import { requireTlsFor } from './require-tls.ts';
import { overdueMs } from './row-steps.ts';

/** How soon work that failed as a whole is begun again: a full disk may have space by then. */
const failureRetryMs = 15_000;

/** How long a message waits that could not even be tried; should that go on, it becomes overdue and a person is asked. */
const rowRetryMs = 60_000;

/** How often is looked into Sent for an unsure message while that could not be done yet. */
const lookAgainMs = 60_000;

export type SentCheck = OutboxRow['checked'];

/** What a person has to decide about: a consent that went, or a protection that is no longer good. */
type HeldBack =
  | 'consent-changed'
  | 'key-no-longer-good'
  | 'certificate-no-longer-good'
  | 'own-certificate-no-longer-good'
  | 'phrase-replaced'
  | 'reader-differs';

/** Why a message may not leave; with `retry` it waits and is asked about again. */
type Obstacle =
  | { readonly code: HeldBack; readonly retry: false }
  | { readonly code: ErrorCode; readonly retry: boolean };

/** To whom, and how far TLS is asked for. */
export type OutboxEnvelope = Pick<SendJob, 'requireTls'> & { readonly from: string; readonly to: readonly string[] };

export type OutboxDependencies = {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly send: (envelope: OutboxEnvelope, bytes: Uint8Array) => Promise<SendResult>;
  /** Asked once more before the first byte: a consent may have been withdrawn while the message waited. Null: it may leave. */
  readonly isStillAllowed: (row: OutboxRow) => Promise<Obstacle | null>;
  /** Files the practice's copy on the server; throws while the line is down, and is tried again. */
  readonly fileCopy: (bytes: Uint8Array, messageIdHeader: string, at: number) => Promise<void>;
  /** Looks for a message in Sent; `not-checked` or a failure while the line is down. */
  readonly lookInSent: (messageIdHeader: string) => Promise<SentCheck>;
  readonly onChanged: (row: OutboxRow) => void;
};

export type Outbox = {
  /** Settles what a crash left behind, then sends what is due, one at a time. */
  readonly start: () => void;
  /** Waits for the message that is on the wire. */
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

  function wake(): void {
    if (!running || busy) return;
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
    settleLeftBehind(dependencies);
    for (let row = nextRow(); running && row !== null; row = nextRow()) {
      try {
        await attempt(row, dependencies);
      } catch (error) {
        if (isEngineError(error, 'disk-full')) throw error;
        putOff(row, dependencies);
      }
    }
    if (running) await lookForUnsure(dependencies);
    if (running) await forgetSentDrafts(dependencies);
    if (running) await fileCopies(dependencies);
  }

  function nextRow(): OutboxRow | null {
    return findDueOutboxRow(store.read, clock.now(), overdueMs);
  }

  return {
    start() {
      running = true;
      settleLeftBehind(dependencies);
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

/**
 * A row that says "sending" before anything is sent was on the wire when the process died, or when the disk was too full to
 * note what came of it: nobody can know whether it was taken.
 */
function settleLeftBehind({ store, journal, onChanged }: OutboxDependencies): void {
  const rows = listUnsentOutboxRows(store.read).filter(({ state }) => state === 'sending');
  for (const row of rows) {
    store.write((db) => markUnsure(db, journal, row));
    onChanged(row);
  }
}

/** It counts as a try: from now on something of it may have arrived. */
function markUnsure(db: WriteHandle, journal: Journal, row: OutboxRow): void {
  moveOutboxRow(db, row.id, 'sending', {
    state: 'unsure',
    attempts: row.attempts + 1,
    checked: 'not-checked',
    code: 'answer-lost',
  });
  journal.append(db, 'message.unsure', { outboxId: row.id, to: recipientsOf(row).join(', '), checked: 'not-checked' });
}

/** What could not even be tried waits and keeps nobody else; what was on the wire by then is unsure. */
function putOff({ id }: OutboxRow, dependencies: OutboxDependencies): void {
  const { store, clock, log, onChanged } = dependencies;
  log.warn('outbox.put-off');
  settleLeftBehind(dependencies);
  const row = findOutboxRow(store.read, id);
  if (row?.state !== 'queued') return;
  store.write((db) => moveOutboxRow(db, id, 'queued', { state: 'queued', nextAttemptAt: clock.now() + rowRetryMs }));
  onChanged(row);
}

async function attempt(due: OutboxRow, dependencies: OutboxDependencies): Promise<void> {
  const { store, journal, onChanged } = dependencies;
  const obstacle = await dependencies.isStillAllowed(due);
  const bytes = obstacle === null ? await readOutboxBytes(store, outboxOwners(due.id).message) : new Uint8Array(0);
  // Asking took its time: a person may have taken it back meanwhile.
  const row = findOutboxRow(store.read, due.id);
  if (row?.state !== 'queued') return;
  if (obstacle !== null) {
    const next = obstacle.retry
      ? nextTry(row, { outcome: 'not-sent', response: '', facts: {}, ...obstacle }, dependencies.clock.now())
      : { state: 'failed' as const };
    store.write((db) => {
      moveOutboxRow(db, row.id, 'queued', { ...next, code: obstacle.code, response: null });
      if (next.state === 'failed') noteFailed(db, journal, row, obstacle.code);
    });
    onChanged(row);
    return;
  }
  store.write((db) => moveOutboxRow(db, row.id, 'queued', { state: 'sending' }));
  onChanged(row);
  const result = await dependencies.send(
    {
      from: row.envelopeFrom,
      to: recipientsOf(row),
      requireTls: requireTlsFor(row, readSettings(store.read).requireTls),
    },
    bytes,
  );
  await settle(row, result, dependencies);
  onChanged(row);
}

async function settle(row: OutboxRow, result: SendResult, dependencies: OutboxDependencies): Promise<void> {
  const { store, journal, clock } = dependencies;
  if (result.outcome === 'accepted') {
    const { server, tls, response, refused, requireTls } = result;
    const words = refused.map(({ address, response: why }) => `${address}: ${why}`).join('\n');
    store.write((db) =>
      markSent(db, journal, row, clock.now(), {
        server,
        tls: tls.protocol,
        requireTls: requireTls ? 1 : 0,
        response: words || response,
        code: refused.length > 0 ? 'recipient-invalid' : null,
      }),
    );
    return;
  }
  if (result.outcome === 'unsure') {
    store.write((db) => markUnsure(db, journal, row));
    await lookFor(row, dependencies);
    return;
  }
  const next = nextTry(row, result, clock.now());
  store.write((db) => {
    moveOutboxRow(db, row.id, 'sending', { ...next, code: result.code, response: result.response });
    if (next.state === 'failed') noteFailed(db, journal, row, result.code);
  });
}

function noteFailed(db: WriteHandle, journal: Journal, row: OutboxRow, code: string): void {
  journal.append(db, 'message.failed', { outboxId: row.id, to: recipientsOf(row).join(', '), code });
}

function markSent(
  db: WriteHandle,
  journal: Journal,
  row: OutboxRow,
  now: number,
  facts: {
    readonly server: string;
    readonly tls: string;
    readonly requireTls: number;
    readonly response: string;
    readonly code: string | null;
  },
): void {
  moveOutboxRow(db, row.id, 'sending', { state: 'sent', sentAt: now, ...facts, attempts: row.attempts + 1 });
  recordSent(db, journal, row, facts);
}

/** Writes the disclosure to the journal, and what the message asked the patient for to the consent ledger. */
export function recordSent(
  db: WriteHandle,
  journal: Journal,
  row: OutboxRow,
  facts: { readonly server: string; readonly tls: string; readonly requireTls?: number },
): void {
  journal.append(db, 'message.sent', {
    outboxId: row.id,
    threadId: row.threadId,
    to: recipientsOf(row).join(', '),
    mode: row.mode as Mode,
    server: facts.server,
    tls: facts.tls,
    ...(facts.requireTls === 1 ? { requireTls: true } : {}),
  });
  const { asks }: OutboxDecision = JSON.parse(row.decisionJson);
  if (asks === undefined) return;
  journal.append(db, 'consent.recorded', {
    ...asks,
    rowId: newId('cr'),
    event: 'asked',
    how: 'by-message',
    until: null,
    threadId: null,
    scanName: null,
    scan: null,
  });
}

/** Unsure messages that Sent may still tell about: before a person is asked, and again whenever something else is done. */
async function lookForUnsure(dependencies: OutboxDependencies): Promise<void> {
  const rows = listUnsentOutboxRows(dependencies.store.read).filter(({ state }) => state === 'unsure');
  for (const row of rows) if (await lookFor(row, dependencies)) dependencies.onChanged(row);
}

/** Where the provider files what was sent, its Sent can say that an unsure message was taken. True when that changed the row. */
async function lookFor(
  row: OutboxRow,
  { store, journal, clock, lookInSent, log }: OutboxDependencies,
): Promise<boolean> {
  const checked = await lookInSent(row.messageIdHeader).catch(() => 'not-checked' as const);
  log.info('outbox.unsure', { checked });
  if (checked === 'not-checked') return false;
  return store.write((db) => {
    const current = findOutboxRow(db, row.id);
    // A person decided meanwhile.
    if (current?.state !== 'unsure' || current.checked === checked) return false;
    if (checked === 'in-sent') {
      moveOutboxRow(db, row.id, 'unsure', { state: 'sent', sentAt: clock.now(), checked, code: null });
      recordSent(db, journal, row, { server: '', tls: '' });
    } else moveOutboxRow(db, row.id, 'unsure', { state: 'unsure', checked });
    return true;
  });
}

/** Something is left to be done in Sent that the line kept from being done. */
function isWaitingForLine(db: ReadHandle): boolean {
  const unlooked = listUnsentOutboxRows(db).some(
    ({ state, checked }) => state === 'unsure' && checked === 'not-checked',
  );
  return unlooked || listCopiesNeeded(db).length > 0;
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

export function recipientsOf(row: OutboxRow): string[] {
  return JSON.parse(row.envelopeToJson);
}
