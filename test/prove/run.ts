import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/* `npm run prove -- NAME [--rounds N] [--seed N]`: runs one long, destructive proof and says what came of it. */

/** What a proof found: a table for people, and every figure. */
export type Proof = {
  readonly table: readonly Readonly<Record<string, string | number>>[];
  readonly figures: Readonly<Record<string, number>>;
  /** False when something happened that must never happen. */
  readonly holds: boolean;
};

export type ProofWishes = {
  readonly rounds: number | null;
  readonly seed: number;
  /** Told what goes on. */
  readonly say: (line: string) => void;
};

const folder = new URL('./', import.meta.url);
const known = readdirSync(folder)
  .filter((name) => /^[a-z]+\.ts$/.test(name) && name !== 'run.ts')
  .map((name) => name.replace('.ts', ''));

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string' }, seed: { type: 'string' } },
  });
  const [name = ''] = positionals;
  if (!known.includes(name) || !existsSync(fileURLToPath(new URL(`./${name}.ts`, folder)))) {
    console.error(`There is no proof "${name}". Known: ${known.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const { prove } = (await import(`./${name}.ts`)) as { prove: (wishes: ProofWishes) => Promise<Proof> };
  const proof = await prove({
    rounds: values.rounds === undefined ? null : Number(values.rounds),
    seed: values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed),
    say: (line) => console.log(line),
  });
  console.table(proof.table);
  console.log(JSON.stringify(proof.figures));
  if (!proof.holds) process.exitCode = 1;
}

if (import.meta.filename === process.argv[1]) await main();
