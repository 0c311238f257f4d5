import { type Cell, cellName, type Suite } from './interop/cell.ts';
import { explained } from './interop/explained.ts';
import { openPgpSuite } from './interop/openpgp-suite.ts';
import { smimeSuite } from './interop/smime-suite.ts';
import type { Proof, ProofWishes } from './run.ts';

/* `npm run prove -- interop`: what we write is read by the programs that others use, and the other way round. */

/** One per standard. */
const suites: readonly (() => Promise<Suite>)[] = [openPgpSuite, smimeSuite];

type Outcome = 'green' | 'explained' | 'red';

/** The matrix: one line for each program, key and direction. Holds where nothing is red and no explained cell is green by now. */
export async function prove({ say }: Pick<ProofWishes, 'say'>): Promise<Proof> {
  const outcomes: { readonly cell: Cell; readonly outcome: Outcome }[] = [];
  for (const open of suites) {
    const { cells, close } = await open();
    try {
      for (const cell of cells) outcomes.push({ cell, outcome: await outcomeOf(cell, say) });
    } finally {
      close();
    }
  }
  const count = (outcome: Outcome) => outcomes.filter((each) => each.outcome === outcome).length;
  const needless = outcomes.filter(({ cell, outcome }) => outcome === 'green' && cellName(cell) in explained);
  for (const { cell } of needless) say(`explained, and yet green: ${cellName(cell)}`);
  return {
    table: tableOf(outcomes),
    figures: { cells: outcomes.length, green: count('green'), explained: count('explained') },
    holds: outcomes.length > 0 && count('red') === 0 && needless.length === 0,
  };
}

async function outcomeOf(cell: Cell, say: ProofWishes['say']): Promise<Outcome> {
  try {
    await cell.run();
    return 'green';
  } catch (error) {
    const reason = explained[cellName(cell)];
    const why = reason ?? (error instanceof Error ? error.message.split('\n').slice(0, 4).join(' ') : String(error));
    say(`${reason === undefined ? 'red' : 'explained'}: ${cellName(cell)}: ${why}`);
    return reason === undefined ? 'red' : 'explained';
  }
}

function tableOf(outcomes: readonly { readonly cell: Cell; readonly outcome: Outcome }[]): Proof['table'] {
  const lines = new Map<string, { program: string; key: string; way: string; cells: number; green: number }>();
  for (const { cell, outcome } of outcomes) {
    const { program, key, way } = cell;
    const name = `${program} ${key} ${way}`;
    const line = lines.get(name) ?? { program, key, way, cells: 0, green: 0 };
    lines.set(name, { ...line, cells: line.cells + 1, green: line.green + (outcome === 'green' ? 1 : 0) });
  }
  return [...lines.values()];
}
