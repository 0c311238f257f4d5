const locale = 'en-US';

const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hour12: true });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const dayMonth = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' });
const fullDay = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', year: 'numeric' });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });

const dayMs = 86_400_000;

/** Whole calendar days between two instants, in local time: right at midnight and across clock changes. */
function daysBefore(time: number, now: number): number {
  const start = (at: number) => {
    const date = new Date(at);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((start(now) - start(time)) / dayMs);
}

/** "9:42 AM". */
export function formatClock(time: number): string {
  return clock.format(time);
}

/** For lists, the shortest that is clear: "9:42 AM" today, "Mon" this week, "Nov 3", "Nov 3, 2025". */
export function formatShort(time: number, now: number = Date.now()): string {
  const days = daysBefore(time, now);
  if (days === 0) return clock.format(time);
  return days > 0 && days < 7 ? weekday.format(time) : formatDayMonth(time, now);
}

/** For chips, where a long one would be cut off: "Nov 3" this year, else "Nov 3, 2025". */
export function formatDayMonth(time: number, now: number = Date.now()): string {
  return new Date(time).getFullYear() === new Date(now).getFullYear() ? dayMonth.format(time) : fullDay.format(time);
}

/** For messages: "Today, 9:42 AM", "Yesterday, 4:10 PM", "Nov 3, 2026, 9:42 AM". */
export function formatMoment(time: number, now: number = Date.now()): string {
  const days = daysBefore(time, now);
  const day = days === 0 ? 'Today' : days === 1 ? 'Yesterday' : fullDay.format(time);
  return `${day}, ${clock.format(time)}`;
}

/** "Nov 3, 2026" of an instant. */
export function formatDate(time: number): string {
  return fullDay.format(time);
}

/** "Tuesday, November 24, 2026". */
export function formatLongDate(time: number): string {
  return longDay.format(time);
}

/** The instant as many working days later, Monday to Friday, in local time; public holidays count as working days. */
export function addWorkingDays(time: number, days: number): number {
  const date = new Date(time);
  for (let left = days; left > 0; ) {
    date.setDate(date.getDate() + 1);
    if (date.getDay() !== 0 && date.getDay() !== 6) left -= 1;
  }
  return date.getTime();
}

/** "Mar 14, 1971" of a calendar day `YYYY-MM-DD`, which has no time zone. */
export function formatDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return fullDay.format(new Date(year, month - 1, date));
}

/** "128 KB", "2.4 MB": powers of 1,000, as mail servers state limits. */
export function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** With a capital and a full stop, where words stand alone. */
export function asSentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}

/** "1,284". */
export function formatCount(count: number): string {
  return count.toLocaleString(locale);
}

/** "1 patient", "1,284 patients". */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "0:07", "2:30", "1:04:00" of milliseconds, rounded up: for waiting. */
export function formatWait(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
