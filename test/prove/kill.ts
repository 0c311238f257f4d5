import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { countDeliveries, type Deliveries } from './kill-deliveries.ts';
import { inspect } from './kill-inspect.ts';
import { newModel, seededRandom } from './kill-model.ts';
import { listMoments } from './kill-moments.ts';
import { runRound } from './kill-round.ts';
import { openKillSite } from './kill-site.ts';
import type { Proof, ProofWishes } from './run.ts';

const defaultRounds = 28;
/** With fewer rounds than this each is short as well: the run of `npm test`. */
const shortRun = 10;

/**
 * Kills the engine, the whole program or its shell with SIGKILL while it receives, writes, sends and takes back, against a
 * real Dovecot and Postfix, and looks after each what is on the disk and what arrived.
 */
export async function prove({ rounds, seed, say }: ProofWishes): Promise<Proof> {
  if (!(await needMailServers())) throw new Error('this proof needs Dovecot and Postfix, and root to start them');
  const folder = await mkdtemp(join(tmpdir(), 'postern-kill-'));
  const site = await openKillSite(folder);
  const model = newModel();
  const random = seededRandom(seed);
  const table: Record<string, string | number>[] = [];
  const problems: string[] = [];
  say(`seed ${seed}`);
  try {
    const moments = listMoments(rounds ?? defaultRounds, random, (rounds ?? defaultRounds) < shortRun ? 1 : 4);
    for (const [index, moment] of moments.entries()) {
      const round = await runRound({ site, model, random, moment });
      const { corrupt, lost, outbox } = await inspect(site.profile, model);
      const deliveries = await countDeliveries(site.servers, site.addresses, outbox);
      problems.push(
        ...[...corrupt, ...lost, ...round.surprises, ...deliveries.doubled].map(
          (text) => `round ${index + 1}: ${text}`,
        ),
      );
      const states = (state: string) => outbox.filter((row) => row.state === state).length;
      table.push({
        round: index + 1,
        killed: moment.what,
        at: `${moment.mark}${moment.delayMs > 0 ? ` + ${Math.round(moment.delayMs)} ms` : ''}`,
        letters: model.letters.size,
        queued: states('queued'),
        sent: states('sent'),
        unsure: states('unsure') + states('sending'),
        failed: states('failed'),
        'came in': model.received.size,
        lost: lost.length,
        corrupt: corrupt.length,
        doubled: deliveries.doubled.length,
      });
      say(`round ${index + 1}: ${moment.what} at ${moment.mark}${round.late ? ' (did not come; killed anyway)' : ''}`);
    }
    await site.finish(model);
    const last = await inspect(site.profile, model);
    const deliveries = await countDeliveries(site.servers, site.addresses, last.outbox);
    const incoming = checkIncoming(last.received, model.received);
    problems.push(...last.corrupt, ...last.lost, ...deliveries.doubled, ...deliveries.missing, ...incoming);
    for (const text of problems) say(`PROBLEM ${text}`);
    const figures = sumUp(table, last, deliveries, incoming);
    await writeFile(join(folder, 'figures.json'), JSON.stringify(figures));
    return { table, figures, holds: problems.length === 0 };
  } finally {
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Mail that the server accepted stands in the store once. */
function checkIncoming(stored: ReadonlyMap<string, number>, received: ReadonlySet<string>): string[] {
  return [...received]
    .filter((header) => stored.get(header) !== 1)
    .map((header) => `incoming ${header} stands there ${stored.get(header) ?? 0} times`);
}

function sumUp(
  table: readonly Readonly<Record<string, string | number>>[],
  last: Awaited<ReturnType<typeof inspect>>,
  deliveries: Deliveries,
  incoming: readonly string[],
): Record<string, number> {
  const sum = (column: string) => table.reduce((total, row) => total + Number(row[column] ?? 0), 0);
  return {
    rounds: table.length,
    lost: sum('lost') + last.lost.length + deliveries.missing.length + incoming.length,
    doubled: deliveries.doubled.length,
    unsure: last.outbox.filter(({ state }) => state === 'unsure').length,
    corrupt: sum('corrupt') + last.corrupt.length,
    letters: last.outbox.length,
    delivered: deliveries.delivered,
    received: last.received.size,
  };
}
