import type { OutboxRow } from '../store/tables/outbox.ts';
import type { SendResult } from '../wire/smtp-send.ts';

/** The line itself was down: no try counts, so that a message that became overdue offline is asked about. */
const lineCodes = new Set(['offline', 'server-name-not-found', 'server-refused', 'server-timeout', 'tls-unproven']);
const lineRetryMs = 15_000;
const firstRetryMs = 30_000;
const longestRetryMs = 30 * 60_000;
/** RFC 5321, 4.5.4.1 gives up after four to five days; a practice wants to know sooner. */
const giveUpMs = 48 * 3_600_000;

/** What becomes of a message that was certainly not sent: waits for its next try, or fails for a person to look at. */
export function nextTry(
  row: OutboxRow,
  result: Extract<SendResult, { outcome: 'not-sent' }>,
  now: number,
): Pick<OutboxRow, 'state' | 'attempts' | 'nextAttemptAt'> {
  if (!result.retry) return { state: 'failed', attempts: row.attempts + 1, nextAttemptAt: null };
  if (lineCodes.has(result.code)) return { state: 'queued', attempts: row.attempts, nextAttemptAt: now + lineRetryMs };
  if (now - row.queuedAt > giveUpMs) return { state: 'failed', attempts: row.attempts + 1, nextAttemptAt: null };
  const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(row.attempts, 10));
  return { state: 'queued', attempts: row.attempts + 1, nextAttemptAt: now + wait };
}
