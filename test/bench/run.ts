import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

/* `npm run bench -- NAME [--count N]`: measures speed, as ratios of two things done side by side in one run. */

/** What was measured: a table for people, and every figure. */
export type Bench = {
  readonly table: readonly Readonly<Record<string, string | number>>[];
  readonly figures: Readonly<Record<string, number>>;
};

export type BenchWishes = {
  /** How much of it: messages, or whatever the bench counts. */
  readonly count: number | null;
  /** Told what goes on. */
  readonly say: (line: string) => void;
};

const known = readdirSync(new URL('./', import.meta.url))
  .filter((name) => /^[a-z]+\.ts$/.test(name) && name !== 'run.ts')
  .map((name) => name.replace('.ts', ''));

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { count: { type: 'string' } } });
  const [name = ''] = positionals;
  if (!known.includes(name)) {
    console.error(`There is no bench "${name}". Known: ${known.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const { bench } = (await import(`./${name}.ts`)) as { bench: (wishes: BenchWishes) => Promise<Bench> };
  const { table, figures } = await bench({
    count: values.count === undefined ? null : Number(values.count),
    say: (line) => console.log(line),
  });
  console.table(table);
  console.log(JSON.stringify(figures));
}

await main();
