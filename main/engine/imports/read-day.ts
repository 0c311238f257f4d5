import type { DateOrder } from '../../contract/imports.ts';

export type DayTime = { readonly day: string; readonly time: string };

/** Months as programs write them, English and Spanish. */
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const spanish: Readonly<Record<string, string>> = { ene: 'jan', abr: 'apr', ago: 'aug', dic: 'dec' };

const timePart = /[T ,]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?\s*(?:Z|[+-]\d{2}:?\d{2})?$/i;

/** A day, and the time where one stands behind it; null for what is none, or is none in the calendar. */
export function readDay(text: string, order: DateOrder): DayTime | null {
  const timed = timePart.exec(text.trim());
  const time = timed === null ? '' : clockTime(timed[1], timed[2], timed[3]);
  if (time === null) return null;
  const date = timed === null ? text.trim() : text.trim().slice(0, timed.index);
  const day = readDate(date, order);
  return day === null ? null : { day, time };
}

function clockTime(hours = '', minutes = '', half?: string): string | null {
  let hour = Number(hours);
  if (half !== undefined) hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return hour > 23 || Number(minutes) > 59 ? null : `${String(hour).padStart(2, '0')}:${minutes}`;
}

function readDate(date: string, order: DateOrder): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(date) ?? /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(date);
  if (iso !== null) return calendarDay(iso[1], iso[2], iso[3]);
  const numbers = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(date);
  if (numbers !== null) {
    const [, first = '', separator, second = '', year] = numbers;
    // Points stand between day and month wherever they are used.
    const dayFirst = separator === '.' || Number(first) > 12 || (order === 'day-first' && Number(second) <= 12);
    return dayFirst ? calendarDay(year, second, first) : calendarDay(year, first, second);
  }
  const named =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?[-.\s]+(?:de\s+)?(?<month>[a-z]{3,12})\.?(?:\s+de)?[-.,\s]+(?<year>\d{4}|\d{2})$/i.exec(
      date,
    ) ?? /^(?<month>[a-z]{3,12})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})$/i.exec(date);
  if (named?.groups === undefined) return null;
  const short = (named.groups.month ?? '').slice(0, 3).toLowerCase();
  const month = months.indexOf(spanish[short] ?? short) + 1;
  return month === 0 ? null : calendarDay(named.groups.year, String(month), named.groups.day);
}

function calendarDay(year = '', month = '', day = ''): string | null {
  const full = year.length === 2 ? String(centuryOf(Number(year)) + Number(year)) : year;
  const text = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(Date.UTC(Number(full), Number(month) - 1, Number(day)));
  // The 31st of February would come out as the 3rd of March.
  return at.getUTCMonth() + 1 !== Number(month) || at.getUTCDate() !== Number(day) || full < '1850' ? null : text;
}

/** Two digits are of this century up to the present year and a few to come. */
function centuryOf(year: number): number {
  return year <= (new Date().getFullYear() % 100) + 5 ? 2000 : 1900;
}

/** True for dates that are two different days, depending on which number is the month. */
export function isOpenDate(text: string): boolean {
  const numbers = /^(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}\b/.exec(text.trim());
  return numbers !== null && Number(numbers[1]) <= 12 && Number(numbers[2]) <= 12 && numbers[1] !== numbers[2];
}

/** The order that these dates can only have, or null where they leave it open. */
export function orderOf(texts: readonly string[]): DateOrder | null {
  for (const text of texts) {
    const numbers = /^(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}\b/.exec(text.trim());
    if (numbers === null) continue;
    if (Number(numbers[1]) > 12) return 'day-first';
    if (Number(numbers[2]) > 12) return 'month-first';
  }
  return null;
}
