import type { SegmentRule } from '../../main/contract/segments.ts';
import { compileSegment, countSegment, listSegment } from '../../main/engine/patients/segments/run-segment.ts';
import { createRandom } from '../../resources/demo-practice/seeded-random.ts';
import { makePatient, storeConcepts, storePatient } from '../support/made-patients.ts';
import { openTestStore } from '../support/open-test-store.ts';
import { medianOf } from './median-of.ts';
import type { Bench, BenchWishes } from './run.ts';

const runs = 15;
const a1c = { code: '4548-4', label: 'A1C', match: 'exact' } as const;
const diabetes = { code: '', label: 'diabetes', match: 'contains' } as const;
const men = { is: 'sex', sex: 'male' } as const;
const over40 = { is: 'age', from: 40, to: null } as const;
const highA1c = {
  is: 'observation',
  concept: a1c,
  which: 'last',
  compare: 'at-least',
  value: 6.5,
  months: null,
} as const;

const rules: Readonly<Record<string, SegmentRule>> = {
  'men over 40, last A1C at least 6.5': { is: 'all', rules: [men, over40, highA1c] },
  'last A1C at least 6.5, under one name only': {
    ...highA1c,
    concept: { code: '2345-7', label: 'Glucose', match: 'exact' },
  },
  'everybody with an address': { is: 'reachable', by: 'address', has: true },
  'no visit for 12 months, of Dr. Jones': {
    is: 'all',
    rules: [
      { is: 'visited', has: false, months: 12, reason: '' },
      { is: 'doctor', name: 'Dr. Jones', has: true },
    ],
  },
  'diabetes without an A1C for 6 months': {
    is: 'all',
    rules: [
      { is: 'condition', concept: diabetes, has: true },
      { is: 'measured', concept: a1c, has: false, months: 6 },
    ],
  },
  'marketing allowed, or tagged, and not a child': {
    is: 'all',
    rules: [
      {
        is: 'any',
        rules: [
          { is: 'consent', purpose: 'marketing', status: 'given' },
          { is: 'tag', tag: 'newsletter', has: true },
        ],
      },
      { is: 'not', rule: { is: 'age', from: null, to: 17 } },
    ],
  },
};

/** Count and first page of rules over `count` patients (50,000) with ten observations each, in the encrypted store. */
export async function bench({ count, say }: BenchWishes): Promise<Bench> {
  const patients = count ?? 50_000;
  const now = Date.now();
  const today = new Date(now).toISOString().slice(0, 10);
  const chance = createRandom(4);
  const test = openTestStore();
  try {
    let observations = 0;
    test.store.write(storeConcepts);
    for (let at = 1; at <= patients; at += 1_000) {
      test.store.write((db) => {
        for (let number = at; number < Math.min(at + 1_000, patients + 1); number += 1) {
          const patient = makePatient(chance, number, today, 10);
          observations += patient.observations.length;
          storePatient(db, patient);
        }
      });
    }
    say(`${patients} patients with ${observations} observations`);
    const db = test.reopen().read;
    const table = Object.entries(rules).map(([what, rule]) => {
      const found = countSegment(db, rule, now);
      const cold = timesOf(1, () => listSegment(db, rule, now, { limit: 50, offset: 0 }));
      const counts = timesOf(runs, () => countSegment(db, rule, now));
      const pages = timesOf(runs, () => listSegment(db, rule, now, { limit: 50, offset: 0 }));
      const { where, parameters } = compileSegment(db, rule, now);
      const plan = db.list<{ detail: string }>(
        `EXPLAIN QUERY PLAN SELECT count(*) FROM patient WHERE ${where}`,
        parameters,
      );
      say(`\n${what}\n  ${where.replaceAll(/\s+/g, ' ')}\n${plan.map(({ detail }) => `    ${detail}`).join('\n')}`);
      return {
        what,
        found,
        'count ms': round(medianOf(counts)),
        'worst count ms': round(Math.max(...counts)),
        'page ms': round(medianOf(pages)),
        'worst page ms': round(Math.max(...pages)),
        'count cpu ms': processorTime(() => countSegment(db, rule, now)),
        'page cpu ms': processorTime(() => listSegment(db, rule, now, { limit: 50, offset: 0 })),
        'first page ever ms': round(Math.max(...cold)),
      };
    });
    const figures = {
      patients,
      observations,
      count_ms: Math.max(...table.map((row) => row['count ms'])),
      page_ms: Math.max(...table.map((row) => row['page ms'])),
      count_cpu_ms: Math.max(...table.map((row) => row['count cpu ms'])),
      page_cpu_ms: Math.max(...table.map((row) => row['page cpu ms'])),
      worst_ms: Math.max(...table.flatMap((row) => [row['worst count ms'], row['worst page ms']])),
    };
    return { table, figures };
  } finally {
    test.remove();
  }
}

function timesOf(times: number, work: () => unknown): number[] {
  return Array.from({ length: times }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
}

/** What one of `runs` takes of the processor, in ms: the same beside other work. */
function processorTime(work: () => unknown): number {
  const begun = process.cpuUsage();
  for (let run = 0; run < runs; run += 1) work();
  const { user, system } = process.cpuUsage(begun);
  return round((user + system) / 1_000 / runs);
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
