import type { OutboxRow } from '../store/tables/outbox.ts';

/** What a person may do with a message in the outbox. */
export type RowStep = 'undo' | 'send-now' | 'send-again' | 'mark-sent' | 'to-draft';

/** A message this late at its first try is asked about instead of sent: nobody expects yesterday's mail to leave today. */
export const overdueMs = 10 * 60_000;

type Standing = Pick<OutboxRow, 'state' | 'attempts' | 'releasedAt' | 'notBefore'>;

/** True for one that nobody tried to send yet and that is too late to leave without being asked about. */
export function isOverdue(row: Standing, now: number): boolean {
  return row.state === 'queued' && row.attempts === 0 && row.releasedAt === null && now - row.notBefore >= overdueMs;
}

/**
 * The one rule about what may be done with a row at `now` (ms). Nothing is done with one that is on the wire or has left;
 * `undo` is for what was never tried, so that nothing of it can have arrived.
 */
export function mayStep(row: Standing, step: RowStep, now: number): boolean {
  switch (step) {
    case 'undo':
      return row.state === 'queued' && row.attempts === 0;
    case 'send-now':
      return row.state === 'queued' && row.notBefore > now;
    case 'send-again':
      return row.state === 'failed' || row.state === 'unsure' || isOverdue(row, now);
    case 'mark-sent':
      return row.state === 'unsure';
    case 'to-draft':
      return row.state === 'queued' || row.state === 'failed' || row.state === 'unsure';
  }
}
