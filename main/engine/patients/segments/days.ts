/** Calendar days as `YYYY-MM-DD` text, which sorts as days do. */

const two = (number: number): string => String(number).padStart(2, '0');
const four = (number: number): string => String(number).padStart(4, '0');

function parts(day: string): [year: number, month: number, date: number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

/** The day at `now` (ms since 1970) on the wall of the practice, which is where this computer stands. */
export function localDay(now: number): string {
  const at = new Date(now);
  return `${four(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function addDays(day: string, days: number): string {
  const [year, month, date] = parts(day);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

/** The same date so many months before, or the month's last where it has no such date. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = parts(day);
  const count = year * 12 + month - 1 - months;
  const inYear = Math.floor(count / 12);
  const inMonth = count - inYear * 12;
  const last = new Date(Date.UTC(inYear, inMonth + 1, 0)).getUTCDate();
  return `${four(inYear)}-${two(inMonth + 1)}-${two(Math.min(date, last))}`;
}

/** Born on this day or before: at least so many completed years. February 29 counts from March 1 on where there is none. */
export function yearsBefore(day: string, years: number): string {
  const [year] = parts(day);
  return `${four(Math.max(0, year - years))}${day.slice(4)}`;
}

/** Stretches of `MM-DD`, both ends counted, that hold the birthdays of today and so many days more. */
export function birthdayStretches(today: string, days: number): (readonly [from: string, to: string])[] {
  const [year, month, date] = parts(today);
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  const from = month === 3 && date === 1 && !leap ? '02-29' : today.slice(5);
  const end = addDays(today, days);
  const to = end.slice(5);
  return end.slice(0, 4) === today.slice(0, 4)
    ? [[from, to]]
    : [
        [from, '12-31'],
        ['01-01', to],
      ];
}
