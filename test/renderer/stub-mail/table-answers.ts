import type { ImportMapping, ImportRefusal } from '../../../main/contract/imports.ts';
import type { PatientDetail, PatientProfile, TableRow } from '../../../main/contract/patients.ts';
import type { StubAnswers } from '../stub-bridge/stub-bridge.ts';

const doctors = ['Dr. Helen Jones', 'Dr. Samuel Osei'];
const refused: readonly ImportRefusal[] = [
  { row: 4, reason: 'birth-date', field: 'DOB', quoted: '02/31/1970' },
  { row: 9, reason: 'mail', field: 'Email', quoted: 'ana at example' },
  { row: 12, reason: 'other-number', field: '20777', quoted: '20418' },
];

export const sampleMapping: ImportMapping = {
  targets: [
    { field: 'record-number', label: '' },
    { field: 'family-name', label: '' },
    { field: 'given-name', label: '' },
    { field: 'birth-date', label: '' },
    { field: 'mail', label: '' },
    { field: 'observation', label: 'A1C (%)' },
    { field: 'observation-day', label: '' },
    { field: 'ignore', label: '' },
  ],
  dateOrder: 'month-first',
};
const names = ['MRN', 'Last Name', 'First Name', 'DOB', 'Email', 'A1C (%)', 'A1C date', 'Insurance'];
const samples = [
  ['20418', '20555'],
  ['Ruiz', 'Herrera'],
  ['Ana', 'Tomás'],
  ['03/14/1971', '01/19/1990'],
  ['ana.ruiz@example.net', 'tomas@example.net'],
  ['6.9', '5.4'],
  ['10/02/2026', '09/11/2026'],
  ['Blue Shield'],
];

/** The patients' list with its columns, and an import that always finds the same. */
export function tableAnswers(
  patients: ReadonlyMap<string, PatientDetail>,
  tell: (name: 'patients.changed', payload: { patientId: string }) => void,
): StubAnswers {
  const profiles = new Map<string, PatientProfile>();
  const profileOf = (patientId: string): PatientProfile =>
    profiles.get(patientId) ?? {
      givenName: '',
      familyName: '',
      sex: 'female',
      street: '12 Elm Street',
      city: 'Springfield',
      region: 'IL',
      postalCode: '62701',
      doctor: doctors[0] ?? '',
      tags: ['newsletter'],
      fields: [{ name: 'Interpreter', value: 'Spanish' }],
    };
  const rowOf = ({ id, name, birthDate, recordNumber, addresses, telephone }: PatientDetail, at: number): TableRow => ({
    id,
    name,
    birthDate,
    recordNumber,
    addresses,
    telephone,
    sex: at % 2 === 0 ? 'female' : 'male',
    city: 'Springfield',
    doctor: doctors[at % 2] ?? '',
    lastVisit: '2026-09-02',
    nextVisit: at % 3 === 0 ? '2026-12-01' : null,
    conditions: at % 4 === 0 ? ['Type 2 diabetes', 'Hypertension'] : [],
    tags: at % 7 === 0 ? ['newsletter'] : [],
  });
  const counts = { added: 41, changed: 6, unchanged: 212, refused: refused.length, facts: 88 };
  return {
    'patients.table': ({ filter, sort, descending, offset, limit }) => {
      const found = [...patients.values()]
        .filter(({ name, recordNumber }) => `${name} ${recordNumber}`.toLowerCase().includes(filter.text.toLowerCase()))
        .toSorted((a, b) =>
          sort === 'record-number' ? a.recordNumber.localeCompare(b.recordNumber) : a.name.localeCompare(b.name),
        )
        .map(rowOf)
        .filter(({ sex }) => filter.sex === null || sex === filter.sex);
      if (descending) found.reverse();
      return { rows: found.slice(offset, offset + limit), total: found.length };
    },
    'patients.choices': () => ({
      doctors,
      tags: ['newsletter'],
      conditions: [
        { number: 1, label: 'Hypertension' },
        { number: 2, label: 'Type 2 diabetes' },
      ],
    }),
    'patients.profile': ({ patientId }) => profileOf(patientId),
    'patients.changeProfile': ({ patientId, profile }) => {
      profiles.set(patientId, profile);
      tell('patients.changed', { patientId });
      return {};
    },
    'patients.record': () => ({
      lastVisit: { day: '2026-09-02', time: '09:30', state: 'kept', reason: 'Diabetes follow-up', doctor: 'Dr. Jones' },
      nextVisit: { day: '2026-12-01', time: '14:00', state: 'kept', reason: 'Check-up', doctor: 'Dr. Jones' },
      conditions: [{ label: 'Type 2 diabetes', since: '2019-05-01', until: null }],
      treatments: [{ label: 'Metformin 500 mg', since: '2019-05-01', until: null, dose: 'twice a day' }],
      observations: [
        { label: 'A1C', value: '6.9', unit: '%', day: '2026-10-02' },
        { label: 'A1C', value: '7.4', unit: '%', day: '2026-03-11' },
        { label: 'LDL cholesterol', value: '131', unit: 'mg/dL', day: '2026-03-11' },
      ],
      observationTotal: 3,
      immunizations: [{ label: 'Influenza', day: '2026-10-02' }],
    }),
    'imports.list': () => [
      {
        id: 'im_earlier00',
        fileName: 'october.csv',
        format: 'csv',
        at: Date.now() - 30 * 86_400_000,
        by: 'Maria Delgado',
        counts: { added: 250, changed: 0, unchanged: 0, refused: 0, facts: 400 },
        undoneAt: null,
        undoneBy: null,
      },
    ],
    'imports.begin': () => ({ importId: 'im_sample000' }),
    'imports.addPiece': () => ({ complete: true }),
    'imports.drop': () => ({}),
    'imports.look': () => ({
      format: 'csv',
      encoding: 'utf-8',
      separator: ',',
      columns: names.map((name, at) => ({ name, samples: samples[at] ?? [] })),
      mapping: sampleMapping,
      remembered: false,
      datesAreOpen: false,
    }),
    'imports.preview': () => ({
      counts,
      added: [
        {
          name: 'Nia Okoye',
          recordNumber: '21001',
          birthDate: '1984-02-03',
          changes: [
            { field: 'mail', before: null, after: 'nia@example.org' },
            { field: 'observation', before: null, after: 'A1C 6.1 % 2026-10-02' },
          ],
        },
      ],
      changed: [
        {
          name: 'Ana Ruiz',
          recordNumber: '20418',
          birthDate: '1971-03-14',
          changes: [{ field: 'telephone', before: '(217) 555-0188', after: '(217) 555-0199' }],
        },
      ],
      refused: [...refused],
    }),
    'imports.apply': () => {
      tell('patients.changed', { patientId: 'im_sample000' });
      return counts;
    },
    'imports.refusals': () => ({ rows: [...refused], total: refused.length }),
    'imports.saveRefusals': () => ({ savedAs: 'Refused rows.csv' }),
    'imports.saveAll': () => ({ savedAs: 'Patients.csv' }),
    'imports.undo': () => ({ removed: 40, kept: 1 }),
  };
}
