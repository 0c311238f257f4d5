const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const zones = new Map([
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
]);
const form =
  /^(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]{0,6}[\s-]+(\d{2,4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?)?(?:\s*([+-]\d{4}|[a-z]{1,5}))?/i;

/** Reads a Date field (RFC 5322, 3.3 and 4.3) as milliseconds since 1970 UTC; null where it is no date. */
export function parseDateField(value: string | null): number | null {
  const text = (value ?? '').slice(0, 200).trim().replaceAll(/\s+/g, ' ');
  const match = form.exec(text);
  if (match === null) return parseIsoDate(text);
  const month = months.indexOf((match[2] ?? '').toLowerCase());
  const [day, year, hour, minute, second] = [match[1], match[3], match[4], match[5], match[6]].map((part) =>
    Number(part ?? 0),
  ) as [number, number, number, number, number];
  if (month < 0 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null;
  const time = Date.UTC(fullYear(year, match[3] ?? ''), month, day, hour, minute, second);
  return time - zoneMinutes(match[7] ?? '') * 60_000;
}

/** Two and three digits are the obsolete form (4.3). */
function fullYear(year: number, digits: string): number {
  if (digits.length === 2) return year < 50 ? year + 2000 : year + 1900;
  return digits.length === 3 ? year + 1900 : year;
}

function zoneMinutes(zone: string): number {
  if (/^[+-]/.test(zone)) {
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
    return zone.startsWith('-') ? -minutes : minutes;
  }
  return zones.get(zone.toLowerCase()) ?? 0;
}

function parseIsoDate(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
