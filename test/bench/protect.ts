import { existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { createWorkerPool, type WorkerPool } from '../../main/engine/worker-pool.ts';
import { buildSealedPage } from '../../renderer/sealed/build.ts';
import { medianOf } from './median-of.ts';
import { protectWork, type Work } from './protect-work.ts';
import { type RawThreads, startRawThreads } from './raw-threads.ts';
import type { Bench, BenchWishes } from './run.ts';

/** As many as the engine has. */
const threads = 2;
const page = 'out/sealed/page.html';

/** Messages a second: ours and the library's, on all threads and on one. */
type Round = {
  readonly ours: number;
  readonly raw: number;
  /** The library alone, which opens again what it wrote, as we do before anything leaves. */
  readonly checked: number;
  readonly oursAlone: number;
  readonly rawAlone: number;
};

/**
 * Letters by the road they take (built, protected, read again and checked, in the worker pool) against the library alone
 * protecting the same bytes, its keys at hand and nothing checked, on as many threads. Both in turn, round after round.
 */
export async function bench({ count, say }: BenchWishes): Promise<Bench> {
  if (!existsSync(page)) await buildSealedPage();
  const pools = { all: createWorkerPool(threads), one: createWorkerPool(1) };
  const raw = { all: startRawThreads(threads), one: startRawThreads(1) };
  const [load = 0] = loadavg();
  try {
    const results: { readonly name: string; readonly rounds: readonly Round[] }[] = [];
    for (const work of await protectWork(readFileSync(page, 'utf8'))) {
      const rounds: Round[] = [];
      // The first round only warms up.
      for (let at = 0; at <= (count ?? 5); at += 1) rounds.push(await roundOf(work, pools, raw));
      results.push({ name: work.name, rounds: rounds.slice(1) });
      say(`${work.name} is done`);
    }
    return told(results, load);
  } finally {
    await Promise.all([pools.all, pools.one].map((pool) => pool.close()));
    await Promise.all([raw.all, raw.one].map((each) => each.stop()));
  }
}

async function roundOf(
  { batch, job, raw: setup }: Work,
  pools: { readonly all: WorkerPool; readonly one: WorkerPool },
  raw: { readonly all: RawThreads; readonly one: RawThreads },
): Promise<Round> {
  const protect = async (pool: WorkerPool, times: number) => {
    await Promise.all(Array.from({ length: times }, () => pool.run('protect', job)));
  };
  const half = batch / threads;
  return {
    ours: await rate(batch, () => protect(pools.all, batch)),
    raw: await rate(batch, () => raw.all.run({ setup, times: batch, opens: false })),
    checked: await rate(batch, () => raw.all.run({ setup, times: batch, opens: true })),
    oursAlone: await rate(half, () => protect(pools.one, half)),
    rawAlone: await rate(half, () => raw.one.run({ setup, times: half, opens: false })),
  };
}

async function rate(times: number, work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (times * 1_000) / (performance.now() - begun);
}

function told(results: readonly { readonly name: string; readonly rounds: readonly Round[] }[], load: number): Bench {
  const table = results.map(({ name, rounds }) => {
    const middle = (of: (round: Round) => number) => medianOf(rounds.map(of));
    return {
      letter: name,
      'ours/s': round1(middle(({ ours }) => ours)),
      'raw/s': round1(middle(({ raw }) => raw)),
      'raw, checked/s': round1(middle(({ checked }) => checked)),
      ratio: round3(middle(({ ours, raw }) => ours / raw)),
      'ratio, checked': round3(middle(({ ours, checked }) => ours / checked)),
      'ratio, one core': round3(middle(({ oursAlone, rawAlone }) => oursAlone / rawAlone)),
      scaling: round3(middle(({ ours, oursAlone }) => ours / oursAlone)),
      'raw scaling': round3(middle(({ raw, rawAlone }) => raw / rawAlone)),
    };
  });
  const figures = table.flatMap((row) => [
    [`${row.letter}_per_second`, row['ours/s']],
    [`${row.letter}_raw_per_second`, row['raw/s']],
    [`${row.letter}_ratio`, row.ratio],
    [`${row.letter}_checked_ratio`, row['ratio, checked']],
    [`${row.letter}_one_core_ratio`, row['ratio, one core']],
    [`${row.letter}_scaling`, row.scaling],
  ]);
  // The worst of its sizes speaks for each kind.
  const worst = (kind: string) =>
    Math.min(...table.filter(({ letter }) => letter.startsWith(`${kind}_`)).map(({ ratio }) => ratio));
  const goals = { openpgp_ratio: worst('openpgp'), smime_ratio: worst('smime'), sealed_ratio: worst('sealed') };
  return { table, figures: { ...Object.fromEntries(figures), ...goals, load: round3(load) } };
}

const round1 = (value: number) => Math.round(value * 10) / 10;
const round3 = (value: number) => Math.round(value * 1_000) / 1_000;
