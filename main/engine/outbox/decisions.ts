import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import type { WriteHandle } from '../store/sql.ts';
import { findOutboxRow, moveOutboxRow, type OutboxRow } from '../store/tables/outbox.ts';
import { recordSent } from './record-sent.ts';
import { mayStep, type RowStep } from './row-steps.ts';

/** A person lets a failed, unsure or overdue message go. Throws `state-changed` for any other. */
export function sendAgain(db: WriteHandle, journal: Journal, clock: Clock, outboxId: string): void {
  const now = clock.now();
  const row = getRowFor(db, 'send-again', outboxId, now);
  moveOutboxRow(db, row.id, row.state, {
    state: 'queued',
    releasedAt: now,
    nextAttemptAt: null,
    code: null,
    notBefore: now,
  });
  journal.append(db, 'outbox.decided', { outboxId, decision: 'send-again' });
}

/** A person says that an unsure message arrived. Throws `state-changed` for any other. */
export function markSentByPerson(db: WriteHandle, journal: Journal, clock: Clock, outboxId: string): void {
  const row = getRowFor(db, 'mark-sent', outboxId, clock.now());
  moveOutboxRow(db, row.id, 'unsure', { state: 'sent', sentAt: clock.now(), code: null });
  journal.append(db, 'outbox.decided', { outboxId, decision: 'mark-sent' });
  recordSent(db, journal, row, { server: '', tls: '' });
}

function getRowFor(db: WriteHandle, step: RowStep, outboxId: string, now: number): OutboxRow {
  const row = findOutboxRow(db, outboxId);
  if (row === null) throw new EngineError('not-found');
  if (!mayStep(row, step, now)) throw new EngineError('state-changed');
  return row;
}
