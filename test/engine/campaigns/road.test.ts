import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../support/import-file.ts';
import { fhirBundle } from '../../support/many-fhir.ts';
import { type ManyPatient, manyPatients, manyPatientsToday, patientsCsv } from '../../support/many-patients.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { shiftedClock } from '../../support/shifted-clock.ts';

const everybody = [...manyPatients(200)];

describe('from a file of patients over a group to a letter', () => {
  let practice: Practice;
  beforeAll(async () => {
    // The files know what was until this day; the group asks what stands today.
    const time = shiftedClock();
    time.forward(Date.parse(`${manyPatientsToday}T12:00:00`) - Date.now());
    practice = await startPractice(null, { clock: time.clock });
    await importFile(practice, 'patients.csv', patientsCsv(200));
  });
  afterAll(() => practice.stop());

  /** Record numbers of men of 40 and over whose last A1C was 6.5 or more, by the group that comes with the program. */
  async function found(): Promise<{ numbers: string[]; today: string }> {
    const { rule } = await practice.call('segments.get', { segmentId: 'sg_starter-high-a1c' });
    const { rows, total, today } = await practice.call('segments.look', { rule, offset: 0, limit: 200 });
    expect(rows).toHaveLength(total);
    return { numbers: rows.map(({ recordNumber }) => recordNumber).sort(), today };
  }

  const expected = (today: string) =>
    everybody
      .filter(
        (patient) => patient.sex === 'male' && ageOn(today, patient.birthDate) >= 40 && (lastA1c(patient) ?? 0) >= 6.5,
      )
      .map(({ recordNumber }) => recordNumber)
      .sort();

  it('finds the right men in what a CSV file brought', async () => {
    const { numbers, today } = await found();
    expect(numbers).toEqual(expected(today));
    expect(numbers.length).toBeGreaterThan(3);
  });

  it('finds the same in what a FHIR file adds, whatever its codes', async () => {
    await importFile(practice, 'patients.json', fhirBundle(200));
    const { numbers, today } = await found();
    expect(numbers).toEqual(expected(today));
  });

  it('explains each, and writes to each with their own name, doctor and result', async () => {
    const { rule } = await practice.call('segments.get', { segmentId: 'sg_starter-high-a1c' });
    const { rows } = await practice.call('segments.look', { rule, offset: 0, limit: 5 });
    for (const { id: patientId, recordNumber } of rows) {
      const patient = everybody.find((each) => each.recordNumber === recordNumber);
      const { fits, lines } = await practice.call('segments.explain', { rule, patientId });
      expect(fits && lines.every((line) => line.fits)).toBe(true);
      expect(lines.at(-1)?.found?.number).toBe(patient && lastA1c(patient));
      const template = {
        contentKind: 'health',
        purpose: 'treatment',
        subject: 'From {{ practice_name }}',
        html: '<div>{{ first_name }} {{ last_name }}, {{ doctor }}: {{ result_a1c }}</div>',
      } as const;
      const { message } = await practice.call('campaigns.preview', { of: { template }, patientId });
      expect(message).toMatchObject({
        outcome: 'ready',
        subject: 'From Elm Street Clinic',
        text: `${patient?.givenName} ${patient?.familyName}, ${patient?.doctor}: ${patient && lastA1c(patient)} %`,
      });
    }
  });

  it('offers for menus what the files brought', async () => {
    const choices = await practice.call('segments.choices', {});
    expect(choices.observations.map(({ label }) => label)).toContain('A1C');
    expect(choices.doctors).toContain(everybody[0]?.doctor);
    const fields = await practice.call('templates.fields', {});
    expect(fields.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['first_name', 'result_a1c', 'result_date_a1c']),
    );
  });
});

function lastA1c({ observations }: ManyPatient): number | undefined {
  return observations.findLast(({ label }) => label === 'A1C')?.value;
}

function ageOn(today: string, born: string): number {
  return Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
}
