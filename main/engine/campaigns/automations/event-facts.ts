import type { ReadHandle } from '../../store/sql.ts';
import { findVisitReason } from '../../store/tables/automation-events.ts';
import type { SendRow } from '../../store/tables/automation-sends.ts';
import type { MergeFacts } from '../render-template.ts';

/**
 * What a letter says of its own event. A reminder of Friday's appointment speaks of Friday's, also where the patient comes on
 * Thursday as well.
 */
export function eventFacts({ event, overAt }: Pick<SendRow, 'event' | 'overAt'>): MergeFacts {
  const { is, day, time, what } = event;
  if (is !== 'visit') return {};
  const moment = time === '' ? day : `${day}T${time}`;
  return overAt !== null
    ? { next_visit: moment, next_visit_reason: what || null }
    : { last_visit: moment, last_visit_reason: what || null };
}

/** True while the letter still makes sense: its appointment stands in the book and, where it goes ahead of it, lies ahead. */
export function eventStands(
  db: ReadHandle,
  { patientId, event, overAt }: Pick<SendRow, 'patientId' | 'event' | 'overAt'>,
  now: number,
): boolean {
  if (overAt !== null && overAt <= now) return false;
  return event.is !== 'visit' || findVisitReason(db, patientId, event.day, event.time) !== null;
}
