import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SegmentRule, segmentRule } from '../../../main/contract/segments.ts';
import { compileRule } from '../../../main/engine/patients/segments/compile-rule.ts';
import { ruleMoment } from '../../../main/engine/patients/segments/run-segment.ts';
import { listPatientIdsWhere } from '../../../main/engine/store/tables/segments.ts';
import { createRandom } from '../../../resources/demo-practice/seeded-random.ts';
import { type MadePatient, makePatient, storeConcepts, storePatient } from '../../support/made-patients.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { randomRule } from './random-rule.ts';
import { fitsRule } from './reference-rule.ts';

/** Two ordinary days, and the two around a leap day. */
const days = ['2026-11-24', '2027-02-28', '2027-03-01', '2028-02-29'];
const rulesPerDay = 250;
const patientsPerDay = 250;

describe('1,000 random rules over 1,000 random patients', () => {
  const chance = createRandom(20_261_124);
  let test: TestStore;
  let patients: MadePatient[];

  beforeAll(() => {
    test = openTestStore();
    patients = days.flatMap((today, at) =>
      Array.from({ length: patientsPerDay }, (_none, index) =>
        makePatient(chance, at * patientsPerDay + index + 1, today, chance.between(0, 8)),
      ),
    );
    test.store.write((db) => {
      storeConcepts(db);
      for (const patient of patients) storePatient(db, patient);
    });
  });
  afterAll(() => test.remove());

  it.each(days.map((today, at) => [today, at] as const))(
    'mean the same in SQL and in plain code on %s',
    (today, at) => {
      const own = patients.slice(at * patientsPerDay, (at + 1) * patientsPerDay);
      const now = Date.parse(`${today}T12:00:00Z`);
      let some = 0;
      for (let count = 0; count < rulesPerDay; count += 1) {
        const rule: SegmentRule = randomRule(chance);
        expect(segmentRule.safeParse(rule).success, JSON.stringify(rule)).toBe(true);
        const { where, parameters } = compileRule(rule, { ...ruleMoment(test.store.read, now), today });
        const bySql = new Set(listPatientIdsWhere(test.store.read, where, parameters));
        const differ = own.filter((patient) => bySql.has(patient.id) !== fitsRule(rule, patient, { today, now }));
        expect(differ.length, `${JSON.stringify(rule)}\n${JSON.stringify(differ[0])}`).toBe(0);
        if (bySql.size > 0 && bySql.size < patients.length) some += 1;
      }
      // A test over rules that fit everybody or nobody would prove nothing.
      expect(some).toBeGreaterThan(rulesPerDay / 2);
    },
  );
});
