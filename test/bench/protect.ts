import { existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { createWorkerPool, type WorkerPool } from '../../main/engine/worker-pool.ts';
import { buildSealedPage } from '../../renderer/sealed/build.ts';
import { type BatchThreads, startBatchThreads } from './batch-threads.ts';
import type { BuildOrder } from './build-thread.ts';
import { medianOf } from './median-of.ts';
import { protectWork, type Work } from './protect-work.ts';
import type { RawOrder } from './raw-thread.ts';
import type { Bench, BenchWishes } from './run.ts';

/** As many as the engine has. */
const threads = 2;
const page = 'out/sealed/page.html';

/** Messages a second by the clock, and the processor time of one in ms, of all threads of this process. */
type Measured = { readonly rate: number; readonly cpu: number };

type Round = {
  readonly ours: Measured;
  /** The library alone, which writes and looks at nothing: less than we ever do. */
  readonly raw: Measured;
  /** Built and protected by us, without the last check. */
  readonly built: Measured;
  /** The library alone, which opens again what it wrote and verifies it, as we do before anything leaves. */
  readonly checked: Measured;
  readonly oursAlone: Measured;
  readonly rawAlone: Measured;
};

type Hands = {
  readonly ours: WorkerPool;
  readonly oursAlone: WorkerPool;
  readonly built: BatchThreads<BuildOrder>;
  readonly raw: BatchThreads<RawOrder>;
  readonly rawAlone: BatchThreads<RawOrder>;
};

/**
 * Letters by the road they take (built, protected, read again and checked, in the worker pool) against the library alone doing
 * the same cryptography over the same bytes, its keys at hand, on as many threads. All in turn, round after round.
 */
export async function bench({ count, say }: BenchWishes): Promise<Bench> {
  if (!existsSync(page)) await buildSealedPage();
  const hands: Hands = {
    ours: createWorkerPool(threads),
    oursAlone: createWorkerPool(1),
    built: startBatchThreads('./build-thread.ts', threads),
    raw: startBatchThreads('./raw-thread.ts', threads),
    rawAlone: startBatchThreads('./raw-thread.ts', 1),
  };
  const [load = 0] = loadavg();
  try {
    const results: { readonly name: string; readonly rounds: readonly Round[] }[] = [];
    for (const work of await protectWork(readFileSync(page, 'utf8'))) {
      const rounds: Round[] = [];
      // The first rounds only warm up.
      for (let at = -warmUps; at < (count ?? 5); at += 1) {
        const round = await roundOf(work, hands);
        if (at >= 0) rounds.push(round);
      }
      results.push({ name: work.name, rounds });
      say(`${work.name} is done`);
    }
    return told(results, load);
  } finally {
    await Promise.all([hands.ours, hands.oursAlone].map((pool) => pool.close()));
    await Promise.all([hands.built, hands.raw, hands.rawAlone].map((each) => each.stop()));
  }
}

const warmUps = 2;

async function roundOf({ batch, job, raw: setup }: Work, hands: Hands): Promise<Round> {
  const protect = async (pool: WorkerPool, times: number) => {
    await Promise.all(Array.from({ length: times }, () => pool.run('protect', job)));
  };
  const half = batch / threads;
  return {
    ours: await measure(batch, () => protect(hands.ours, batch)),
    raw: await measure(batch, () => hands.raw.run({ setup, times: batch, opens: false })),
    built: await measure(batch, () => hands.built.run({ job, times: batch })),
    checked: await measure(batch, () => hands.raw.run({ setup, times: batch, opens: true })),
    oursAlone: await measure(half, () => protect(hands.oursAlone, half)),
    rawAlone: await measure(half, () => hands.rawAlone.run({ setup, times: half, opens: true })),
  };
}

async function measure(times: number, work: () => Promise<void>): Promise<Measured> {
  const begun = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { rate: (times * 1_000) / (performance.now() - begun), cpu: (user + system) / 1_000 / times };
}

function told(results: readonly { readonly name: string; readonly rounds: readonly Round[] }[], load: number): Bench {
  const rows = results.map(({ name, rounds }) => {
    const middle = (of: (round: Round) => number) => round3(medianOf(rounds.map(of)));
    return {
      name,
      ours: middle(({ ours }) => ours.rate),
      raw: middle(({ raw }) => raw.rate),
      checked: middle(({ checked }) => checked.rate),
      ratio: middle(({ ours, raw }) => ours.rate / raw.rate),
      checkedRatio: middle(({ ours, checked }) => ours.rate / checked.rate),
      builtRatio: middle(({ built, raw }) => built.rate / raw.rate),
      cpu: middle(({ ours }) => ours.cpu),
      rawCpu: middle(({ raw }) => raw.cpu),
      checkedCpu: middle(({ checked }) => checked.cpu),
      cpuRatio: middle(({ ours, raw }) => raw.cpu / ours.cpu),
      checkedCpuRatio: middle(({ ours, checked }) => checked.cpu / ours.cpu),
      builtCpuRatio: middle(({ built, raw }) => raw.cpu / built.cpu),
      oneCore: middle(({ oursAlone, rawAlone }) => oursAlone.rate / rawAlone.rate),
      scaling: middle(({ ours, oursAlone }) => ours.rate / oursAlone.rate),
      rawScaling: middle(({ raw, rawAlone }) => raw.rate / rawAlone.rate),
    };
  });
  const table = rows.map((row) => ({
    letter: row.name,
    'ours/s': round1(row.ours),
    'raw/s': round1(row.raw),
    'raw that opens it again/s': round1(row.checked),
    'ours : raw': row.ratio,
    'ours : raw that opens it again': row.checkedRatio,
    'ours, unchecked : raw': row.builtRatio,
    'cpu ms': `${round1(row.cpu)} : ${round1(row.rawCpu)} : ${round1(row.checkedCpu)}`,
    'the same by cpu': `${row.cpuRatio} ${row.checkedCpuRatio} ${row.builtCpuRatio}`,
    'two threads : one': row.scaling,
    'raw, two : one': row.rawScaling,
  }));
  const figures = rows.flatMap((row) => [
    [`${row.name}_per_second`, row.ours],
    [`${row.name}_raw_per_second`, row.raw],
    [`${row.name}_raw_checked_per_second`, row.checked],
    [`${row.name}_ratio`, row.ratio],
    [`${row.name}_checked_ratio`, row.checkedRatio],
    [`${row.name}_built_ratio`, row.builtRatio],
    [`${row.name}_cpu_ms`, row.cpu],
    [`${row.name}_raw_cpu_ms`, row.rawCpu],
    [`${row.name}_raw_checked_cpu_ms`, row.checkedCpu],
    [`${row.name}_cpu_ratio`, row.cpuRatio],
    [`${row.name}_checked_cpu_ratio`, row.checkedCpuRatio],
    [`${row.name}_built_cpu_ratio`, row.builtCpuRatio],
    [`${row.name}_one_core_ratio`, row.oneCore],
    [`${row.name}_scaling`, row.scaling],
  ]);
  // The worst of its sizes speaks for each kind.
  const worst = (kind: string, of: (row: (typeof rows)[number]) => number) =>
    Math.min(...rows.filter(({ name }) => name.startsWith(`${kind}_`)).map(of));
  const goals = ['openpgp', 'smime', 'sealed'].flatMap((kind) => [
    [`${kind}_ratio`, worst(kind, ({ ratio }) => ratio)],
    [`${kind}_built_ratio`, worst(kind, ({ builtRatio }) => builtRatio)],
    [`${kind}_checked_ratio`, worst(kind, ({ checkedRatio }) => checkedRatio)],
  ]);
  return { table, figures: { ...Object.fromEntries([...figures, ...goals]), load: round3(load) } };
}

const round1 = (value: number) => Math.round(value * 10) / 10;
const round3 = (value: number) => Math.round(value * 1_000) / 1_000;
