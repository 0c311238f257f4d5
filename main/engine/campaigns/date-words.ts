/** `2026-11-24` or `2026-11-24T14:30`, by the practice's own clock: no time zone, so that nothing shifts. */
const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/;

export type DateStyle = 'long_date' | 'short_date' | 'weekday' | 'time';

const styles: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  long_date: { year: 'numeric', month: 'long', day: 'numeric' },
  short_date: { year: 'numeric', month: '2-digit', day: '2-digit' },
  weekday: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** A local day or moment in words of the practice's language; null where it is none, or a time is asked of a day alone. */
export function dateWords(value: string, style: DateStyle, language: 'en' | 'es'): string | null {
  const [whole, year, month, day, hour, minute] = pattern.exec(value) ?? [];
  if (whole === undefined || (style === 'time' && hour === undefined)) return null;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0)));
  if (at.getUTCMonth() !== Number(month) - 1 || at.getUTCDate() !== Number(day)) return null;
  const key = `${language} ${style}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', { ...styles[style], timeZone: 'UTC' });
  formats.set(key, format);
  // Some versions put a narrow blank before "PM", which old mail programs show as a box.
  return format.format(at).replaceAll(/[\u202f\u00a0]/g, ' ');
}
