import { isEngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { findAccount, readSettings } from '../journal/settings.ts';
import { readOutboxBytes } from '../store/pieces.ts';
import type { WriteHandle } from '../store/sql.ts';
import { deleteDraft, findSentDraftId } from '../store/tables/drafts.ts';
import { countSentSince, findOutboxRow, moveOutboxRow, type OutboxRow, restBulkRows } from '../store/tables/outbox.ts';
import { outboxOwners } from '../store/tables/outbox-piece.ts';
import { findSendingLimit, noteServerTakes, saveSendingLimit } from '../store/tables/sending-limits.ts';
import type { SendResult } from '../wire/smtp-send.ts';
import { nextTry } from './next-try.ts';
import type { Obstacle, OutboxDependencies } from './outbox-dependencies.ts';
import { recipientsOf, recordSent } from './record-sent.ts';
import { requireTlsFor } from './require-tls.ts';
import { type LimitWindow, learntLetters, readLimit, restMs, windowMs } from './server-limit.ts';
import { lookFor, markUnsure } from './unsure.ts';

/**
 * Tries one due message: asks once more whether it may leave, says "sending" on the disk, sends, and writes down what came
 * of it. Calls `onAnswered` when its connection is free again, and tells what the server's answer asks of the others.
 */
export async function attempt(
  due: OutboxRow,
  dependencies: OutboxDependencies,
  onAnswered: () => void,
): Promise<'fewer-connections' | null> {
  const { store, onChanged } = dependencies;
  const obstacle = await dependencies.isStillAllowed(due);
  const bytes = obstacle === null ? await readOutboxBytes(store, outboxOwners(due.id).message) : new Uint8Array(0);
  // Asking took its time: a person may have taken it back meanwhile.
  const row = findOutboxRow(store.read, due.id);
  if (row?.state !== 'queued') return null;
  if (obstacle !== null) {
    holdBack(row, obstacle, dependencies);
    onChanged(row);
    return null;
  }
  if (!(await markSending(row, dependencies))) return null;
  onChanged(row);
  const result = await dependencies.send(
    {
      from: row.envelopeFrom,
      to: recipientsOf(row),
      requireTls: requireTlsFor(row, readSettings(store.read).requireTls),
    },
    bytes,
  );
  onAnswered();
  const said = await settle(row, result, dependencies);
  onChanged(row);
  return said;
}

function holdBack(row: OutboxRow, obstacle: Obstacle, { store, journal, clock }: OutboxDependencies): void {
  const next = obstacle.retry
    ? nextTry(row, { outcome: 'not-sent', response: '', facts: {}, ...obstacle }, clock.now())
    : { state: 'failed' as const };
  store.write((db) => {
    moveOutboxRow(db, row.id, 'queued', { ...next, code: obstacle.code, response: null });
    if (next.state === 'failed') noteFailed(db, journal, row, obstacle.code);
  });
}

/** On the disk when it resolves; false where a person took the message back in that moment. */
async function markSending(row: OutboxRow, { store }: OutboxDependencies): Promise<boolean> {
  try {
    await store.writeTogether((db) => moveOutboxRow(db, row.id, 'queued', { state: 'sending' }));
    return true;
  } catch (error) {
    if (isEngineError(error, 'not-found')) return false;
    throw error;
  }
}

async function settle(
  row: OutboxRow,
  result: SendResult,
  dependencies: OutboxDependencies,
): Promise<'fewer-connections' | null> {
  const { store, journal, clock } = dependencies;
  if (result.outcome === 'accepted') {
    await store.writeTogether((db) => markSent(db, journal, row, result, clock.now()));
    return null;
  }
  if (result.outcome === 'unsure') {
    await store.writeTogether((db) => markUnsure(db, journal, row));
    await lookFor(row, dependencies);
    return null;
  }
  const said = readLimit(result);
  const now = clock.now();
  const next = nextTry(row, said?.kind === 'slower' ? { ...result, retry: true } : result, now);
  await store.writeTogether((db) => {
    moveOutboxRow(db, row.id, 'sending', { ...next, code: result.code, response: result.response });
    if (next.state === 'failed') noteFailed(db, journal, row, result.code);
    if (said?.kind === 'slower') learn(db, said.per, result.response, now);
  });
  return said?.kind === 'fewer-connections' ? said.kind : null;
}

/** Remembers what the server said about pace, and lets what runs have in the outbox rest. */
function learn(db: WriteHandle, per: LimitWindow, answer: string, now: number): void {
  const server = findAccount(db)?.smtp.host;
  if (server === undefined) return;
  const known = findSendingLimit(db, server);
  // Several may be told the same in one moment.
  const isNew = known === null || known.restUntil <= now;
  const times = isNew ? (known?.times ?? 0) + 1 : known.times;
  const restUntil = isNew ? now + restMs(per, times) : known.restUntil;
  if (isNew) {
    const letters = learntLetters(per, countSentSince(db, now - windowMs[per]));
    saveSendingLimit(db, { server, per, letters, answer: answer.slice(0, 500), learntAt: now, restUntil, times });
  }
  restBulkRows(db, restUntil);
}

function noteFailed(db: WriteHandle, journal: Journal, row: OutboxRow, code: string): void {
  journal.append(db, 'message.failed', { outboxId: row.id, to: recipientsOf(row).join(', '), code });
}

function markSent(
  db: WriteHandle,
  journal: Journal,
  row: OutboxRow,
  { server, tls, response, refused, requireTls }: Extract<SendResult, { outcome: 'accepted' }>,
  now: number,
): void {
  const words = refused.map(({ address, response: why }) => `${address}: ${why}`).join('\n');
  const facts = { server, tls: tls.protocol, requireTls: requireTls ? 1 : 0 };
  moveOutboxRow(db, row.id, 'sending', {
    ...facts,
    state: 'sent',
    sentAt: now,
    response: words || response,
    code: refused.length > 0 ? 'recipient-invalid' : null,
    attempts: row.attempts + 1,
  });
  recordSent(db, journal, row, facts);
  noteServerTakes(db, server);
  const draftId = findSentDraftId(db, row.submissionId);
  if (draftId !== null) deleteDraft(db, draftId);
}
