import type { AutomationEvent, AutomationTiming, QuietHours } from '../../../contract/automations.ts';
import { overdueMs } from '../../outbox/row-steps.ts';
import { addDays } from '../../patients/segments/days.ts';
import { momentOf, wallTimeAt } from './wall-time.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How far ahead planned letters are shown. */
export const aheadMs = 7 * dayMs;
/** How long a letter that nobody was there to send is still asked about. */
export const askedMs = 31 * dayMs;

/** An event on file. `at` is the moment a result was imported; other events are at their day and time on the wall. */
export type EventFact = {
  readonly patientId: string;
  readonly name: string;
  readonly event: AutomationEvent;
  readonly at?: number;
};

/** A letter that is due within a week, is due now, or was. */
export type DueSend = {
  readonly patientId: string;
  readonly name: string;
  /** The same whatever the rule says about times, and whichever import brings the event. */
  readonly eventKey: string;
  readonly event: AutomationEvent;
  readonly dueAt: number;
  /** A letter that goes ahead of something makes no sense after it. */
  readonly overAt: number | null;
};

export type DueFacts = {
  readonly events: readonly EventFact[];
  /** Since when the rule is on (ms): what was due before is none of its business, unless its appointment still lies ahead. */
  readonly since: number;
  /** Where the practice is (IANA name of the time zone). */
  readonly zone: string;
};

/** Every letter of a rule that is due within a week from `now` (ms), is due now or passed unsent: once for each event. */
export function due(rule: AutomationTiming, { events, since, zone }: DueFacts, now: number): DueSend[] {
  const found = new Map<string, DueSend>();
  const wall = wallOf(rule.quiet, zone);
  for (const fact of events) {
    const send = sendOf(rule, fact, wall);
    const { dueAt, overAt } = send;
    if (dueAt > now + aheadMs) continue;
    if (overAt === null ? dueAt < Math.max(since, now - askedMs) : overAt <= now) continue;
    const identity = `${send.patientId} ${send.eventKey}`;
    // Results of one day that come in one by one are one event: the first of them.
    const other = found.get(identity);
    if (other === undefined || dueAt < other.dueAt) found.set(identity, send);
  }
  return [...found.values()].sort((one, two) => one.dueAt - two.dueAt);
}

/** True where a letter is so late that a person is asked: nobody expects yesterday's letters to leave today. */
export function isMissed(send: { readonly dueAt: number; readonly saidAt: number | null }, now: number): boolean {
  return now - (send.saidAt ?? send.dueAt) >= overdueMs;
}

/** The practice's wall: thousands of letters share a few hundred of its moments, and each is worked out once. */
type Wall = {
  readonly zone: string;
  readonly moment: (day: string, time: string) => number;
  /** The night of quiet hours that a moment lies in, or null. Their beginning itself is not quiet, nor is their end. */
  readonly quietAround: (at: number) => Night | null;
};
type Night = { readonly from: number; readonly until: number };

function wallOf(quiet: QuietHours | null, zone: string): Wall {
  const moment = keptByKey((wall: string) => momentOf({ day: wall.slice(0, 10), time: wall.slice(11) }, zone));
  const nights = keptByKey((day: string): readonly Night[] => {
    if (quiet === null || quiet.from === quiet.until) return [];
    return [addDays(day, -1), day].map((first) => ({
      from: moment(`${first} ${quiet.from}`),
      until: moment(`${quiet.until > quiet.from ? first : addDays(first, 1)} ${quiet.until}`),
    }));
  });
  return {
    zone,
    moment: (day, time) => moment(`${day} ${time}`),
    quietAround: (at) => nights(wallTimeAt(at, zone).day).find(({ from, until }) => at > from && at < until) ?? null,
  };
}

function keptByKey<Value>(work: (key: string) => Value): (key: string) => Value {
  const kept = new Map<string, Value>();
  return (key) => {
    const value = kept.get(key) ?? work(key);
    kept.set(key, value);
    return value;
  };
}

function sendOf(rule: AutomationTiming, { patientId, name, event, at }: EventFact, wall: Wall): DueSend {
  const { trigger, quiet } = rule;
  const { day } = event;
  // Without a time, the day's work begins at its appointments.
  const start = wall.moment(day, event.time || quiet?.until || '08:00');
  const atHour = (on: string) => wall.moment(on, rule.at);
  const later = (moment: number, key: string): DueSend => ({
    patientId,
    name,
    event,
    eventKey: key,
    dueAt: wall.quietAround(moment)?.until ?? moment,
    overAt: null,
  });
  switch (trigger.is) {
    case 'visit': {
      const key = `${trigger.when}:${day}T${event.time}`;
      const sign = trigger.when === 'before' ? -1 : 1;
      const moment =
        trigger.unit === 'days' ? atHour(addDays(day, sign * trigger.amount)) : start + sign * trigger.amount * hourMs;
      if (trigger.when === 'after') return later(moment, key);
      const dueAt = wall.quietAround(moment)?.from ?? moment;
      return { patientId, name, event, eventKey: key, dueAt, overAt: start };
    }
    case 'result': {
      const brought = at ?? start;
      const moment =
        trigger.unit === 'days'
          ? atHour(addDays(wallTimeAt(brought, wall.zone).day, trigger.amount))
          : brought + trigger.amount * hourMs;
      return later(moment, `result:${day}`);
    }
    case 'birthday':
      return later(atHour(day), `birthday:${day.slice(0, 4)}`);
    case 'date':
      return later(atHour(addDays(day, trigger.days)), `date:${day}`);
  }
}
