import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import type { WriteHandle } from '../store/sql.ts';
import { findOutboxRow, moveOutboxRow, type OutboxRow } from '../store/tables/outbox.ts';
import { overdueMs, recordSent } from './outbox.ts';

/** True for one that nobody tried to send yet and that is too late to leave without being asked about. */
export function isOverdue(row: OutboxRow, now: number): boolean {
  return row.state === 'queued' && row.attempts === 0 && row.releasedAt === null && now - row.notBefore >= overdueMs;
}

/** A person lets a failed, unsure or overdue message go. Throws `state-changed` for any other. */
export function sendAgain(db: WriteHandle, journal: Journal, clock: Clock, outboxId: string): void {
  const row = findOutboxRow(db, outboxId);
  if (row === null) throw new EngineError('not-found');
  const now = clock.now();
  if (row.state !== 'failed' && row.state !== 'unsure' && !isOverdue(row, now)) throw new EngineError('state-changed');
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
  const row = findOutboxRow(db, outboxId);
  if (row === null) throw new EngineError('not-found');
  if (row.state !== 'unsure') throw new EngineError('state-changed');
  moveOutboxRow(db, row.id, 'unsure', { state: 'sent', sentAt: clock.now(), code: null });
  journal.append(db, 'outbox.decided', { outboxId, decision: 'mark-sent' });
  recordSent(db, journal, row, { server: '', tls: '' });
}
