import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile, previewFile } from '../../support/import-file.ts';
import { fhirBundle } from '../../support/many-fhir.ts';
import { manyPatient, manyPatientsToday, patientsCsv } from '../../support/many-patients.ts';
import { type Practice, startPractice } from '../../support/practice.ts';

const everybody = { text: '', sex: null, minAge: null, maxAge: null, doctor: null, tag: null, condition: null };
const firstPage = {
  sort: 'record-number',
  descending: false,
  today: manyPatientsToday,
  offset: 0,
  limit: 200,
} as const;

describe('a list of patients', () => {
  let practice: Practice;
  beforeAll(async () => {
    practice = await startPractice(null);
  });
  afterAll(() => practice.stop());

  it('comes in from a CSV file as a practice program writes it, with every column read', async () => {
    const { look, preview, importId } = await previewFile(practice, 'patients.csv', patientsCsv(300));
    expect(look).toMatchObject({
      format: 'csv',
      separator: ',',
      encoding: 'utf-8',
      remembered: false,
      datesAreOpen: false,
    });
    expect(preview.counts).toMatchObject({ added: 300, changed: 0, unchanged: 0, refused: 0 });
    expect(await practice.call('imports.apply', { importId })).toEqual(preview.counts);

    const { rows, total } = await practice.call('patients.table', { filter: everybody, ...firstPage });
    expect(total).toBe(300);
    const first = manyPatient(0);
    expect(rows[0]).toMatchObject({
      name: `${first.givenName} ${first.familyName}`,
      recordNumber: first.recordNumber,
      birthDate: first.birthDate,
      sex: first.sex,
      addresses: first.email === '' ? [] : [first.email],
      doctor: first.doctor,
      lastVisit: first.lastVisit,
      nextVisit: first.nextVisit || null,
      conditions: [...first.conditions].sort(),
    });
    const record = await practice.call('patients.record', { patientId: rows[0]?.id ?? '', today: manyPatientsToday });
    const a1c = first.observations.findLast(({ label }) => label === 'A1C');
    expect(record.observations).toEqual([{ label: 'A1C', value: String(a1c?.value), unit: '%', day: a1c?.day }]);
  });

  it('changes nothing when it comes a second time, and the mapping is remembered', async () => {
    const { look, preview } = await previewFile(practice, 'patients.csv', patientsCsv(300));
    expect(look).toMatchObject({ remembered: true });
    expect(preview.counts).toMatchObject({ added: 0, changed: 0, unchanged: 300, refused: 0, facts: 0 });
  });

  it('brings more about the same people from a FHIR bundle', async () => {
    const { counts } = await importFile(practice, 'patients.json', fhirBundle(310));
    expect(counts).toMatchObject({ added: 10, changed: 300, refused: 0 });
    const again = await previewFile(practice, 'patients.json', fhirBundle(310));
    expect(again.preview.counts).toMatchObject({ added: 0, changed: 0, unchanged: 310 });
  });
});
