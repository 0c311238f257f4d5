import { careColumns } from '../../resources/demo-practice/people/records.ts';

/** An invented patient with what a practice program would export. The same number gives the same patient on every computer. */
export type ManyPatient = {
  readonly recordNumber: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly sex: 'female' | 'male';
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly doctor: string;
  readonly lastVisit: string;
  readonly lastReason: string;
  readonly nextVisit: string;
  readonly nextReason: string;
  readonly conditions: readonly string[];
  readonly medications: readonly string[];
  /** Oldest first of each kind. */
  readonly observations: readonly ManyObservation[];
  readonly vaccine: string;
};
export type ManyObservation = {
  readonly code: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly day: string;
};

const given = [
  'Ana',
  'Luis',
  'Grace',
  'Jonas',
  'Priya',
  'Malik',
  'Zoë',
  'Omar',
  'Mei',
  'Tomás',
  'Ruth',
  'Ivan',
  'Nia',
  'Henrik',
  'Aisha',
  'Paul',
  'Lucía',
  'Sven',
  'Chloe',
  'Dmitri',
];
const family = [
  'Ruiz',
  "O'Neill",
  'Lindqvist',
  'Paulsen',
  'Sharma',
  'Johnson',
  'Müller',
  'Haddad',
  'Chen',
  'García',
  'Goldberg',
  'Petrov',
  'Okoye',
  'Berg',
  'Khan',
  'Smith',
  'Fernández',
  'Larsen',
  'Dubois',
  'Ivanova',
  'Nguyen',
  'Brown',
  'Kowalski',
  'Rossi',
  'Silva',
];
const doctors = ['Dr. Helen Jones', 'Dr. Samuel Osei', 'Dr. Karin Holm', 'Dr. Luis Vega'];
const reasons = ['Check-up', 'Diabetes follow-up', 'Blood pressure', 'Vaccination', 'Lab results'];
const conditions = ['Type 2 diabetes', 'Hypertension', 'Asthma', 'Hypothyroidism', 'Depression'];
const medications = ['Metformin 500 mg', 'Lisinopril 10 mg', 'Albuterol', 'Levothyroxine', 'Sertraline 50 mg'];
const cities = ['Springfield', 'Riverton', 'Fairview', 'Oak Hill'];
const kinds = [
  ['4548-4', 'A1C', '%', 48, 95, 10],
  ['8480-6', 'Systolic blood pressure', 'mm[Hg]', 100, 180, 1],
  ['8462-4', 'Diastolic blood pressure', 'mm[Hg]', 60, 110, 1],
  ['13457-7', 'LDL cholesterol', 'mg/dL', 60, 220, 1],
  ['29463-7', 'Weight', 'kg', 45, 130, 1],
] as const;

/** Days on which somebody may be born, from 1935 on. */
const days = 30_000;

/** Small, fast, and the same everywhere (mulberry32). */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Today in the life of these patients: last visits lie before it, next ones behind it. */
export const manyPatientsToday = '2026-11-24';

function dayFrom(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Patient `index` (from 0) of the list with this seed. */
export function manyPatient(index: number, seed = 1): ManyPatient {
  const next = chance(seed * 1_000_003 + index * 7_919);
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <Value>(list: readonly Value[]): Value => list[below(list.length)] as Value;
  // Nobody shares both name and birth date with anybody: 30,000 days, and another kind of name for each 30,000 patients.
  const second = index >= days ? `-${family[Math.floor(index / days) % family.length]}` : '';
  const [givenName, familyName] = [pick(given), `${pick(family)}${second}`];
  const has = conditions.map((name, at) => ({ name, at })).filter(() => next() < 0.2);
  const perKind = 2;
  const observations = kinds.flatMap(([code, label, unit, low, high, scale]) =>
    Array.from({ length: perKind }, (_, at) => ({
      code,
      label,
      unit,
      value: (low + below(high - low)) / scale,
      day: dayFrom(manyPatientsToday, -30 - below(300) - (perKind - 1 - at) * 365),
    })),
  );
  return {
    recordNumber: String(100_000 + index),
    givenName,
    familyName,
    birthDate: dayFrom('1935-01-01', (index * 7_919) % days),
    sex: next() < 0.5 ? 'female' : 'male',
    email: next() < 0.92 ? `patient${index}@mail${index % 50}.example` : '',
    phone: `555-${String(below(10_000)).padStart(4, '0')}`,
    street: `${1 + below(900)} Elm Street`,
    city: pick(cities),
    state: 'IL',
    zip: String(62_700 + below(90)),
    doctor: pick(doctors),
    lastVisit: dayFrom(manyPatientsToday, -1 - below(800)),
    lastReason: pick(reasons),
    nextVisit: next() < 0.4 ? dayFrom(manyPatientsToday, 1 + below(120)) : '',
    nextReason: pick(reasons),
    conditions: has.map(({ name }) => name),
    medications: has.map(({ at }) => medications[at] ?? ''),
    observations,
    vaccine: dayFrom(manyPatientsToday, -below(400)),
  };
}

export function* manyPatients(count: number, seed = 1): Generator<ManyPatient> {
  for (let index = 0; index < count; index += 1) yield manyPatient(index, seed);
}

export const csvHeader = [
  'MRN',
  'Last Name',
  'First Name',
  'DOB',
  'Gender',
  'Email',
  'Phone',
  'Address',
  'City',
  'State',
  'Zip',
  ...careColumns,
  'Medications',
  'A1C (%)',
  'A1C date',
] as const;

const american = (day: string) => (day === '' ? '' : `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`);
const quoted = (text: string) => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line as an American practice program writes it, without its line end. */
export function csvLineOf(patient: ManyPatient): string {
  const a1c = patient.observations.findLast(({ label }) => label === 'A1C');
  return [
    patient.recordNumber,
    patient.familyName,
    patient.givenName,
    american(patient.birthDate),
    patient.sex === 'female' ? 'F' : 'M',
    patient.email,
    patient.phone,
    patient.street,
    patient.city,
    patient.state,
    patient.zip,
    patient.doctor,
    american(patient.lastVisit),
    patient.lastReason,
    american(patient.nextVisit),
    patient.nextVisit === '' ? '' : patient.nextReason,
    patient.conditions.join('; '),
    patient.medications.join('; '),
    a1c === undefined ? '' : String(a1c.value),
    a1c === undefined ? '' : american(a1c.day),
  ]
    .map(quoted)
    .join(',');
}

/** The list as a CSV file. */
export function patientsCsv(count: number, seed = 1): string {
  const lines = [...manyPatients(count, seed)].map(csvLineOf);
  return `${csvHeader.join(',')}\r\n${lines.join('\r\n')}\r\n`;
}
