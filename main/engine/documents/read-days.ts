/** A day that stands in a text: where it begins and ends, and every way to read it (`YYYY-MM-DD`). */
export type FoundDay = { readonly at: number; readonly end: number; readonly readings: readonly string[] };

const months = new Map(
  [
    ['jan', 'january', 'ene', 'enero'],
    ['feb', 'february', 'febrero'],
    ['mar', 'march', 'marzo'],
    ['apr', 'april', 'abr', 'abril'],
    ['may', 'mayo'],
    ['jun', 'june', 'junio'],
    ['jul', 'july', 'julio'],
    ['aug', 'august', 'ago', 'agosto'],
    ['sep', 'sept', 'september', 'septiembre', 'setiembre'],
    ['oct', 'october', 'octubre'],
    ['nov', 'november', 'noviembre'],
    ['dec', 'december', 'dic', 'diciembre'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);

const shapes = [
  // 1971-03-14
  /(?<![\d])(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})(?!\d)/g,
  // 3/14/1971, 14.03.71
  /(?<![\d])(?<one>\d{1,2})(?<mark>[-/.])(?<other>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})(?!\d)/g,
  // 14 March 1971, 14-Mar-1971, 14 de marzo de 1971
  /(?<![\d])(?<day>\d{1,2})(?:st|nd|rd|th)?[\s.-]{1,3}(?:de\s)?(?<word>[a-z]{3,10})\.?,?[\s-]{1,2}(?:de\s)?(?<year>\d{4})(?!\d)/gi,
  // March 14, 1971
  /(?<word>[a-z]{3,10})\.?\s(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?<year>\d{4})(?!\d)/gi,
  // 19710314
  /(?<!\d)(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})(?!\d)/g,
] as const;

/** Every day in a text, in the order in which they stand there. A day that no calendar has is none. */
export function readDays(text: string): FoundDay[] {
  const found = shapes.flatMap((shape) =>
    [...text.matchAll(shape)].flatMap((match) => {
      const readings = readingsOf(match.groups ?? {});
      return readings.length === 0 ? [] : [{ at: match.index, end: match.index + match[0].length, readings }];
    }),
  );
  return found.toSorted((one, other) => one.at - other.at);
}

function readingsOf(groups: Readonly<Record<string, string | undefined>>): string[] {
  const { year = '', month, day, one, other, word } = groups;
  if (one !== undefined && other !== undefined) {
    // Left open by the writer: 3/4/1971 is read both ways.
    const ways = [
      [one, other],
      [other, one],
    ] as const;
    return [...new Set(years(year).flatMap((each) => ways.flatMap(([first, second]) => dayOf(each, first, second))))];
  }
  const named = word === undefined ? month : months.get(word.toLowerCase())?.toString();
  return named === undefined || day === undefined ? [] : dayOf(year, named, day);
}

/** Two digits may be of either century. */
const years = (year: string): string[] => (year.length === 2 ? [`19${year}`, `20${year}`] : [year]);

function dayOf(year: string, month: string, day: string): string[] {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day) && Number(year) >= 1880;
  return isReal ? [`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`] : [];
}
