import type { AutomationTiming } from '../../../contract/automations.ts';
import { addDays, birthdayStretches } from '../../patients/segments/days.ts';
import { conceptNumbers } from '../../patients/segments/run-segment.ts';
import type { Store } from '../../store/open.ts';
import {
  findPatientNumbersEnd,
  hasImportSince,
  listBornBetween,
  listFieldTexts,
  listImportedResults,
  listObservationConcepts,
  listVisitsBetween,
} from '../../store/tables/automation-events.ts';
import { aheadMs, askedMs, type EventFact } from './due.ts';
import { wallTimeAt } from './wall-time.ts';

const dayMs = 24 * 3_600_000;
/** Patients that are read at once: others get their turn after a few milliseconds. */
const stretch = 4_000;
/** A result that was older when an import brought it is history, not news. */
const oldResultDays = 31;
/** Quiet hours move a letter by a day at most. */
const aheadDays = Math.ceil(aheadMs / dayMs) + 2;
const askedDays = Math.ceil(askedMs / dayMs) + 1;

/** Every event on file that can make a letter of this rule due, from a month ago to a week ahead of `now` (ms). */
export async function gatherEvents(
  store: Store,
  { trigger }: AutomationTiming,
  now: number,
  zone: string,
): Promise<EventFact[]> {
  const today = wallTimeAt(now, zone).day;
  const found: EventFact[] = [];
  switch (trigger.is) {
    case 'visit': {
      const days = trigger.unit === 'days' ? trigger.amount : Math.ceil(trigger.amount / 24) + 1;
      const [first, last] =
        trigger.when === 'before'
          ? [today, addDays(today, days + aheadDays)]
          : [addDays(today, -days - askedDays), addDays(today, aheadDays - days + 1)];
      await inStretches(store, (part) => {
        for (const { patientId, name, ...visit } of listVisitsBetween(store.read, part, { first, last })) {
          found.push({ patientId, name, event: { is: 'visit', ...visit } });
        }
      });
      return found;
    }
    case 'birthday': {
      const first = addDays(today, -askedDays);
      const last = addDays(today, aheadDays);
      await inStretches(store, (part) => {
        for (const [from, to] of birthdayStretches(first, askedDays + aheadDays)) {
          for (const { patientId, name, day: born } of listBornBetween(store.read, part, from, to)) {
            const day = birthdayBetween(born, first, last);
            if (day !== null) found.push({ patientId, name, event: { is: 'birthday', day, time: '', what: '' } });
          }
        }
      });
      return found;
    }
    case 'date':
      await inStretches(store, (part) => {
        for (const { patientId, name, day: text, what } of listFieldTexts(store.read, part, trigger.field)) {
          const day = writtenDay(text);
          if (day !== null) found.push({ patientId, name, event: { is: 'date', day, time: '', what } });
        }
      });
      return found;
    case 'result': {
      const waitMs = trigger.amount * (trigger.unit === 'days' ? dayMs : 3_600_000);
      const since = now - askedMs - waitMs - dayMs;
      if (!hasImportSince(store.read, since)) return found;
      const { concept } = trigger;
      const numbers =
        concept === null ? listObservationConcepts(store.read) : conceptNumbers(store.read, 'observation', concept);
      for (const number of numbers) {
        const of = { concept: number, since, oldDays: oldResultDays };
        await inStretches(store, (part) => {
          for (const { patientId, name, importedAt, ...result } of listImportedResults(store.read, part, of)) {
            found.push({ patientId, name, event: { is: 'result', ...result }, at: importedAt });
          }
        });
      }
      return found;
    }
  }
}

async function inStretches(
  { read, turn }: Store,
  look: (part: { readonly from: number; readonly to: number }) => void,
): Promise<void> {
  const end = findPatientNumbersEnd(read);
  for (let from = 0; from < end; from += stretch) {
    look({ from, to: from + stretch });
    await turn();
  }
}

/** The birthday between these days; February 29 counts as March 1 where there is none. */
function birthdayBetween(born: string, first: string, last: string): string | null {
  for (const year of new Set([first.slice(0, 4), last.slice(0, 4)])) {
    // The calendar itself makes March 1 of the 29th where there is none.
    const day = addDays(`${year}-${born.slice(5)}`, 0);
    if (day >= first && day <= last && day > born) return day;
  }
  return null;
}

/** A day as files and people write it: 2027-01-31, or 1/31/2027 with the month first. */
function writtenDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T|\s|$)/.exec(text.trim());
  const numbers = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const [year, month, day] =
    iso !== null ? iso.slice(1) : numbers !== null ? [numbers[3], numbers[1], numbers[2]] : [undefined];
  if (year === undefined || month === undefined || day === undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  // The 31st of February is no day.
  return addDays(written, 0) === written ? written : null;
}
