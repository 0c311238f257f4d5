import { describe, expect, it } from 'vitest';
import { createFhirGatherer } from '../../../main/engine/imports/fhir-gather.ts';
import { resource } from '../../../main/engine/imports/fhir-resources.ts';

type Entry = readonly [fullUrl: string | null, value: unknown];

const patient = (id: string, family: string, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  name: [{ family, given: ['Ana'] }],
  ...more,
});
const numbered = (value: string) => ({ identifier: [{ type: { coding: [{ code: 'MR' }] }, value }] });
const a1c = (reference: string, value: number) => ({
  resourceType: 'Observation',
  id: `o${value}`,
  code: { text: 'A1C' },
  subject: { reference },
  effectiveDateTime: '2026-01-02',
  valueQuantity: { value },
});

/** Each person with their A1C values, and why rows were refused. */
function read(entries: readonly Entry[]) {
  const gatherer = createFhirGatherer();
  const refused = entries.flatMap(([fullUrl, value], index) => {
    const refusal = gatherer.take(index + 1, fullUrl, resource.parse(value));
    return refusal === null ? [] : [refusal];
  });
  const { people, refusals } = gatherer.finish();
  return {
    people: people.map(({ familyName, facts, doctor }) =>
      [familyName, ...facts.observation.map(({ number }) => number), doctor].filter((each) => each !== '').join(' '),
    ),
    refused: [...refused, ...refusals].map(({ row, reason }) => `${row} ${reason}`),
  };
}

const north = 'https://north.example/fhir';
const south = 'https://south.example/fhir';

describe('the same id on two servers', () => {
  it.each<readonly [string, readonly Entry[], readonly string[], readonly string[]]>([
    [
      'is two people, each with the facts that their own server tells, in any order',
      [
        [`${south}/Observation/o7`, a1c('Patient/1', 7)],
        [`${north}/Patient/1`, patient('1', 'Ruiz')],
        [`${south}/Patient/1`, patient('1', 'Novak')],
        [`${north}/Observation/o6`, a1c(`${north}/Patient/1`, 6)],
        ['urn:uuid:9', a1c(`${south}/Patient/1/_history/3`, 8)],
      ],
      ['Ruiz 6', 'Novak 7 8'],
      [],
    ],
    [
      'is one person where the record number says so',
      [
        [`${north}/Patient/1`, patient('1', 'Ruiz', { ...numbered('77'), birthDate: '1971-03-14' })],
        [`${south}/Patient/1`, patient('1', 'Ruiz', { ...numbered('77'), birthDate: '1971-03-14' })],
        [`${north}/Observation/o6`, a1c('Patient/1', 6)],
        [`${south}/Observation/o7`, a1c('Patient/1', 7)],
      ],
      ['Ruiz 6 7'],
      [],
    ],
    [
      'is nobody to a fact that does not say which server it means',
      [
        [`${north}/Patient/1`, patient('1', 'Ruiz')],
        [`${south}/Patient/1`, patient('1', 'Novak')],
        [null, a1c('Patient/1', 6)],
      ],
      ['Ruiz', 'Novak'],
      ['3 several-fit'],
    ],
    [
      'is nobody to facts of two servers where the patient stands under neither',
      [
        [null, patient('1', 'Ruiz')],
        [null, a1c(`${north}/Patient/1`, 6)],
        [null, a1c(`${south}/Patient/1`, 7)],
      ],
      ['Ruiz'],
      ['2 several-fit', '3 several-fit'],
    ],
    [
      'is not looked for on another server',
      [
        [`${north}/Patient/1`, patient('1', 'Ruiz')],
        [`${south}/Observation/o7`, a1c('Patient/1', 7)],
      ],
      ['Ruiz'],
      ['2 patient-not-in-file'],
    ],
    [
      'gives each the doctor of their own server',
      [
        [`${north}/Practitioner/d`, { resourceType: 'Practitioner', id: 'd', name: [{ family: 'Marsh' }] }],
        [`${south}/Practitioner/d`, { resourceType: 'Practitioner', id: 'd', name: [{ family: 'Osei' }] }],
        [`${north}/Patient/1`, patient('1', 'Ruiz', { generalPractitioner: [{ reference: 'Practitioner/d' }] })],
        [`${south}/Patient/1`, patient('1', 'Novak', { generalPractitioner: [{ reference: 'Practitioner/d' }] })],
      ],
      ['Ruiz Marsh', 'Novak Osei'],
      [],
    ],
  ])('%s', (_says, entries, people, refused) => {
    expect(read(entries)).toEqual({ people, refused });
  });
});

describe('the same id twice on one server', () => {
  it('is one person told twice', () => {
    const entries: readonly Entry[] = [
      [null, patient('1', 'Ruiz')],
      [null, patient('1', 'Ruiz')],
      [null, a1c('Patient/1', 6)],
    ];
    expect(read(entries)).toEqual({ people: ['Ruiz 6'], refused: ['2 twice-in-file'] });
  });

  it('is nobody where it is two people: whose the facts are cannot be told', () => {
    const entries: readonly Entry[] = [
      [null, patient('1', 'Ruiz', numbered('77'))],
      [null, patient('1', 'Novak', numbered('78'))],
      [null, a1c('Patient/1', 6)],
    ];
    expect(read(entries)).toEqual({
      people: [],
      refused: ['2 twice-in-file', '3 patient-refused', '1 twice-in-file'],
    });
  });

  it('is found by a bundle’s own numbers, and by references of a server to lines that have no address', () => {
    const entries: readonly Entry[] = [
      ['urn:uuid:a1', patient('1', 'Ruiz')],
      ['urn:uuid:b1', a1c('urn:uuid:a1', 6)],
      [null, a1c(`${north}/Patient/1`, 7)],
    ];
    expect(read(entries)).toEqual({ people: ['Ruiz 6 7'], refused: [] });
  });
});
