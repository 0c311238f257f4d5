import { doctors } from '../practice.ts';
import { demoPatients } from './patients.ts';

const men = new Set([
  'Leo Brandt',
  'Samuel Achterberg-Whitmore',
  'Tomás Herrera',
  'Mateo Delgado',
  'Walter Novak',
  'Omar Haddad',
  'Chidi Eze',
  'José Luis Mendoza',
  'Dmitri Volkov',
  'Peter Kowalczyk',
  'Kwame Mensah',
  'Raj Subramaniam',
  'Guillermo Ibáñez',
  'Tyrone Jefferson',
  'Bartholomew Featherstonehaugh',
  'Noah Whitaker',
  'Caleb Underhill',
]);

/** The last A1C in percent, and how many days ago it was taken. */
const a1c: Readonly<Record<string, readonly [percent: number, daysAgo: number]>> = {
  'Samuel Achterberg-Whitmore': [7.9, 41],
  'Tomás Herrera': [6.8, 132],
  'Walter Novak': [7.4, 88],
  'Omar Haddad': [8.2, 203],
  'Chidi Eze': [6.5, 57],
  'José Luis Mendoza': [7.1, 164],
  'Dmitri Volkov': [6.9, 96],
  'Peter Kowalczyk': [5.7, 73],
  'Raj Subramaniam': [7.7, 118],
  'Guillermo Ibáñez': [6.2, 45],
  'Bartholomew Featherstonehaugh': [8.6, 240],
  'Caleb Underhill': [6.6, 29],
  'Grace Lindqvist': [6.1, 61],
  'Beatrice Fontaine': [7.3, 140],
  'María del Carmen Villanueva': [6.7, 102],
  'Ana Ruiz': [5.6, 12],
};

/** How an American practice program heads what it knows of a patient's care. */
export const careColumns = [
  'Provider',
  'Last Visit',
  'Last Visit Reason',
  'Next Appointment',
  'Appointment Reason',
  'Problems',
] as const;
const columns = ['MRN', 'Name', 'DOB', 'Gender', ...careColumns, 'A1C (%)', 'A1C date'] as const;

const dayMs = 24 * 3_600_000;
const reasons = ['annual physical', 'blood pressure', 'follow-up', 'back pain', 'medicine review'] as const;

/** What the practice program of the demo gives out about its patients at `now`, as a CSV file; the ones left out are not in it. */
export function recordsCsv(now: Date, leftOut: readonly string[] = []): string {
  const day = (days: number) => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
  const lines = demoPatients.flatMap(({ name, birthDate, recordNumber }, index) => {
    if (leftOut.includes(name)) return [];
    const [percent, daysAgo] = a1c[name] ?? [null, 0];
    const reason = reasons[index % reasons.length] ?? '';
    const next = index % 4 === 1 ? day(2 + (index % 13)) : '';
    return [
      [
        recordNumber,
        name,
        birthDate,
        men.has(name) ? 'M' : 'F',
        doctors[index % doctors.length] ?? '',
        day(-20 - ((index * 37) % 430)),
        reason,
        next,
        next === '' ? '' : 'follow-up',
        percent !== null && percent >= 6.5 ? 'Type 2 diabetes' : '',
        percent === null ? '' : String(percent),
        percent === null ? '' : day(-daysAgo),
      ].join(','),
    ];
  });
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Men over 40 whose last A1C was 6.5 or more: whom the demo's recall goes to. */
export const recallNames: readonly string[] = demoPatients
  .map(({ name }) => name)
  .filter((name) => men.has(name) && (a1c[name]?.[0] ?? 0) >= 6.5);
