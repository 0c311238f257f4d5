import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SegmentRule, segmentRule } from '../../../main/contract/segments.ts';
import { systemClock } from '../../../main/engine/base/clock.ts';
import { createJournal, type Journal } from '../../../main/engine/journal/journal.ts';
import { rebuildProjections } from '../../../main/engine/journal/projections.ts';
import { birthdayStretches, monthsBefore, yearsBefore } from '../../../main/engine/patients/segments/days.ts';
import { explainSegment } from '../../../main/engine/patients/segments/explain-segment.ts';
import { countSegment, listSegment, segmentPatientIds } from '../../../main/engine/patients/segments/run-segment.ts';
import {
  getSegment,
  listSegments,
  removeSegment,
  saveSegment,
} from '../../../main/engine/patients/segments/segments.ts';
import { createRandom } from '../../../resources/demo-practice/seeded-random.ts';
import { type MadePatient, makePatient, storeConcepts, storePatient } from '../../support/made-patients.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';

const today = '2026-11-24';
const now = new Date(2026, 10, 24, 12).getTime();
const highA1c: SegmentRule = {
  is: 'all',
  rules: [
    { is: 'sex', sex: 'male' },
    { is: 'age', from: 40, to: null },
    {
      is: 'observation',
      concept: { code: '4548-4', label: 'A1C', match: 'exact' },
      which: 'last',
      compare: 'at-least',
      value: 6.5,
      months: null,
    },
  ],
};

const nobody: MadePatient = { ...makePatient(createRandom(1), 1, today, 0), tags: [], conditions: [], treatments: [] };
const bare: MadePatient = {
  ...nobody,
  name: 'Bare',
  immunizations: [],
  visits: [],
  fields: [],
  consents: [],
  addresses: [],
  phraseGiven: false,
};
const reading = (day: string, value: number) => ({ concept: 1, day, time: '', value, text: null });
const man = (number: number, name: string, more: Partial<MadePatient>): MadePatient => ({
  ...bare,
  number,
  id: `pt_by-hand${number}`,
  name,
  sex: 'male',
  birthDate: '1970-01-01',
  ...more,
});

describe('segments', () => {
  let test: TestStore;
  let journal: Journal;
  beforeAll(() => {
    test = openTestStore();
    journal = createJournal({ clock: systemClock, computerId: 'test', actor: () => 'Maria' });
    test.store.write((db) => {
      storeConcepts(db);
      storePatient(db, man(1, 'Adam', { observations: [reading('2026-01-01', 7.1)] }));
      storePatient(db, man(2, 'Was high', { observations: [reading('2025-01-01', 8), reading('2026-02-01', 5.9)] }));
      storePatient(db, man(3, 'Will be high', { observations: [reading('2026-01-01', 5), reading('2027-01-01', 9)] }));
      storePatient(db, man(4, 'Young', { birthDate: '1986-11-25', observations: [reading('2026-01-01', 9)] }));
      storePatient(db, man(5, 'Zeno', { birthDate: '1986-11-24', observations: [reading('2026-01-01', 6.5)] }));
      storePatient(db, man(6, 'Woman', { sex: 'female', observations: [reading('2026-01-01', 9)] }));
      storePatient(db, man(7, 'Never measured', {}));
    });
  });
  afterAll(() => test.remove());

  it('find men of 40 and over whose last A1C was high, by name', () => {
    const { read } = test.store;
    expect(countSegment(read, highA1c, now)).toBe(2);
    expect(listSegment(read, highA1c, now, { limit: 50, offset: 0 }).map(({ name }) => name)).toEqual(['Adam', 'Zeno']);
    expect(listSegment(read, highA1c, now, { limit: 1, offset: 1 }).map(({ name }) => name)).toEqual(['Zeno']);
    expect(segmentPatientIds(read, highA1c, now)).toEqual(['pt_by-hand1', 'pt_by-hand5']);
  });

  it('say why somebody is in or out, sentence by sentence, with what is on file', () => {
    const { fits, lines } = explainSegment(test.store.read, highA1c, 'pt_by-hand2', now);
    expect(fits).toBe(false);
    expect(lines.map(({ depth, fits: each }) => [depth, each])).toEqual([
      [0, false],
      [1, true],
      [1, true],
      [1, false],
    ]);
    expect(lines[3]?.found).toEqual({ day: '2026-02-01', number: 5.9, unit: '%', text: '' });
    expect(explainSegment(test.store.read, highA1c, 'pt_by-hand7', now).lines[3]).toMatchObject({
      fits: false,
      found: null,
    });
    expect(() => explainSegment(test.store.read, highA1c, 'pt_nobody00', now)).toThrow('not-found');
  });

  it('are the same after a rebuild of what the journal says', () => {
    const other = openTestStore();
    const { segmentId } = other.store.write((db) =>
      saveSegment(db, journal, [], { segmentId: null, version: 0, name: ' High ', rule: highA1c }),
    );
    other.store.write((db) => saveSegment(db, journal, [], { segmentId, version: 1, name: 'Higher', rule: highA1c }));
    const starter = { id: 'sg_starter-one', name: 'One', rule: highA1c };
    other.store.write((db) => removeSegment(db, journal, [starter], starter.id));
    const before = other.store.read.list('SELECT * FROM segment ORDER BY id');
    other.store.write(rebuildProjections);
    expect(other.store.read.list('SELECT * FROM segment ORDER BY id')).toEqual(before);
    expect(listSegments(other.store.read, [starter])).toMatchObject([{ name: 'Higher', version: 2, rule: highA1c }]);
    expect(() => getSegment(other.store.read, [starter], starter.id)).toThrow('not-found');
    expect(() =>
      other.store.write((db) => saveSegment(db, journal, [], { segmentId, version: 1, name: 'x', rule: highA1c })),
    ).toThrow('state-changed');
    other.remove();
  });

  it('take what people type as a value, never as SQL', () => {
    const evil = `x') OR 1=1; DROP TABLE patient; --`;
    const rules: SegmentRule[] = [
      { is: 'doctor', name: evil, has: true },
      { is: 'tag', tag: evil, has: true },
      { is: 'field', name: evil, compare: 'contains', text: evil, value: 0 },
      { is: 'condition', concept: { code: evil, label: evil, match: 'contains' }, has: true },
      { is: 'visited', has: true, months: 1, reason: evil },
      { is: 'postal-code', starts: evil, has: true },
    ];
    for (const rule of rules) expect(countSegment(test.store.read, rule, now)).toBe(0);
    expect(countSegment(test.store.read, { is: 'all', rules: [] }, now)).toBe(7);
    expect(countSegment(test.store.read, { is: 'any', rules: [] }, now)).toBe(0);
  });

  it('are refused where they nest deeper than anybody reads, however deep', () => {
    let rule: SegmentRule = { is: 'sex', sex: 'male' };
    for (let depth = 0; depth < 4; depth += 1) rule = { is: 'not', rule };
    expect(segmentRule.safeParse(rule).success).toBe(true);
    expect(segmentRule.safeParse({ is: 'not', rule }).success).toBe(false);
    for (let depth = 0; depth < 50_000; depth += 1) rule = { is: 'not', rule };
    expect(segmentRule.safeParse(rule).success).toBe(false);
  });
});

describe('days of rules', () => {
  it('end with the month where it is shorter', () => {
    expect(monthsBefore('2026-05-31', 3)).toBe('2026-02-28');
    expect(monthsBefore('2024-05-31', 3)).toBe('2024-02-29');
    expect(monthsBefore('2026-01-15', 13)).toBe('2024-12-15');
  });

  it('count years from the birthday on', () => {
    expect(yearsBefore('2026-11-24', 40)).toBe('1986-11-24');
  });

  it('hold birthdays across the turn of the year, and those of February 29', () => {
    expect(birthdayStretches('2026-12-30', 3)).toEqual([
      ['12-30', '12-31'],
      ['01-01', '01-02'],
    ]);
    expect(birthdayStretches('2027-03-01', 0)).toEqual([['02-29', '03-01']]);
    expect(birthdayStretches('2028-03-01', 0)).toEqual([['03-01', '03-01']]);
  });
});
