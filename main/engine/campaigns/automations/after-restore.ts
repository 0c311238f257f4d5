import type { AutomationRecord } from '../../store/tables/automations.ts';
import type { DueSend } from './due.ts';
import { wallTimeAt } from './wall-time.ts';

/**
 * Whether a letter may have left from the database that a backup took the place of at `restoredAt` (ms). A result that is
 * imported again is due anew: its own day tells.
 */
export function mayHaveLeft(
  restoredAt: number | null,
  { dueAt, event }: Pick<DueSend, 'dueAt' | 'event'>,
  zone: string,
): boolean {
  if (restoredAt === null) return false;
  return dueAt <= restoredAt || (event.is === 'result' && event.day <= wallTimeAt(restoredAt, zone).day);
}

/** Whether a restore makes that a person is asked: it may have left, or was due before the rule was switched on again. */
export function isAskedAfterRestore(
  { restoredAt, stateAt }: Pick<AutomationRecord, 'restoredAt' | 'stateAt'>,
  send: Pick<DueSend, 'dueAt' | 'event'>,
  zone: string,
): boolean {
  return restoredAt !== null && (send.dueAt <= stateAt || mayHaveLeft(restoredAt, send, zone));
}
