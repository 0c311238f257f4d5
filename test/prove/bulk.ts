import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineProcess, startEngineProcess } from '../support/engine-process.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { practicePassphrase } from '../support/practice.ts';
import { type BulkSite, openBulkSite, readArrived } from './bulk-site.ts';
import { seededRandom } from './kill-model.ts';
import type { Proof, ProofWishes } from './run.ts';

const defaultRounds = 30;
/** Patients for each round, so that every life of the engine has letters to send. */
const patientsPerRound = 33;
const longestRoundMs = 120_000;

/**
 * A campaign under SIGKILL: each round is one life of the engine, killed after some letters at a random moment; in two of
 * three rounds an answer after the final dot is lost as well. At the end the campaign runs out, and everything that arrived is
 * opened: nobody got another's text, nobody got two, and whoever got nothing is shown as unsure.
 */
export async function prove({ rounds, seed, say }: ProofWishes): Promise<Proof> {
  if (!(await needMailServers())) throw new Error('this proof needs Dovecot and Postfix, and root to start them');
  const lives = rounds ?? defaultRounds;
  const count = lives * patientsPerRound;
  const folder = await mkdtemp(join(tmpdir(), 'postern-bulk-'));
  const random = seededRandom(seed);
  const table: Record<string, string | number>[] = [];
  say(`seed ${seed}`);
  const site = await openBulkSite(folder, count, say);
  try {
    for (let round = 1; round <= lives; round += 1) {
      const answerLost = random() < 2 / 3;
      const after = await liveOnce(site, {
        letters: 1 + Math.floor(random() * (patientsPerRound - 8)),
        random,
        answerLost,
      });
      table.push({ round, 'answer lost': answerLost ? 'yes' : 'no', ...after });
      say(`round ${round}: ${JSON.stringify(after)}`);
    }
    const last = await runOut(site);
    const arrived = await readArrived(site);
    const unsure = new Set(last.unsure);
    const lost = [...arrived.nothing].filter((address) => !unsure.has(address));
    for (const address of lost) say(`PROBLEM ${address} got nothing, and nothing says so`);
    for (const address of arrived.doubled) say(`PROBLEM ${address} got more than one`);
    for (const address of arrived.mixedUp) say(`PROBLEM ${address} got what is not theirs`);
    const figures = {
      rounds: lives,
      lost: lost.length,
      doubled: arrived.doubled.length,
      mixed_up: arrived.mixedUp.length,
      unsure: unsure.size,
      unsure_arrived: [...unsure].filter((address) => !arrived.nothing.has(address)).length,
      recipients: count + 1,
      delivered: arrived.letters,
    };
    const holds = lost.length + arrived.doubled.length + arrived.mixedUp.length === 0 && last.state === 'finished';
    return { table, figures, holds };
  } finally {
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function unlock({ profile, rootFile, campaignId }: BulkSite): Promise<EngineProcess> {
  const engine = await startEngineProcess({ profile, rootFile });
  await engine.call('vault.unlock', { passphrase: practicePassphrase });
  // A slow machine may have stood still for ten minutes: a person lets it go on.
  const { state } = await engine.call('campaigns.get', { campaignId });
  if (state === 'paused') await engine.call('campaigns.resume', { campaignId });
  return engine;
}

type Wish = { readonly letters: number; readonly random: () => number; readonly answerLost: boolean };

/** From start to SIGKILL: after so many letters more have left, and a moment. */
async function liveOnce(site: BulkSite, { letters, random, answerLost }: Wish): Promise<Record<string, number>> {
  site.proxy.setFault({ kind: 'none' });
  const engine = await unlock(site);
  const totals = async () => (await engine.call('campaigns.get', { campaignId: site.campaignId })).totals.byState;
  const before = await totals();
  const end = Date.now() + longestRoundMs;
  for (let now = before; now.sent - before.sent < letters && now.waiting + now.queued > 0; now = await totals()) {
    if (Date.now() > end) break;
    await pause(15);
  }
  if (answerLost) {
    const dot = nextFinalDot(site);
    site.proxy.setFault({ kind: 'lose-final-answer', stall: true });
    await Promise.race([dot, pause(8_000)]);
  }
  await pause(random() * 120);
  const { sent, waiting, queued, unsure } = await totals().catch(() => before);
  await engine.kill('engine');
  site.proxy.setFault({ kind: 'none' });
  site.proxy.cutAll();
  return { sent, waiting, queued, unsure };
}

/** Resolves when a whole message went out and its answer is on its way. */
function nextFinalDot({ proxy }: BulkSite): Promise<void> {
  return new Promise((resolve) => {
    let tail = Buffer.alloc(0);
    const stop = proxy.onSent((chunk) => {
      tail = Buffer.concat([tail, chunk]).subarray(-4_096);
      if (!tail.includes('\r\n.\r\n')) return;
      stop();
      resolve();
    });
  });
}

/** Lets the campaign run to its end without trouble, and lists who is unsure. */
async function runOut(site: BulkSite): Promise<{ readonly state: string; readonly unsure: readonly string[] }> {
  const engine = await unlock(site);
  const { campaignId } = site;
  let state = 'running';
  const end = Date.now() + 600_000;
  for (; state !== 'finished' && Date.now() < end; await pause(200)) {
    ({ state } = await engine.call('campaigns.get', { campaignId }));
    // The answers that were lost look like a wave of errors: a person looked, and lets it go on.
    if (state === 'paused') await engine.call('campaigns.resume', { campaignId });
  }
  const { totals } = await engine.call('campaigns.get', { campaignId });
  site.say(`at the end: ${state} ${JSON.stringify(totals.byState)}`);
  const { rows } = await engine.call('campaigns.rows', { campaignId, states: ['unsure'], offset: 0, limit: 200 });
  // Postfix hands over to Dovecot after it has answered.
  await pause(2_000);
  await engine.stop();
  return { state, unsure: rows.map(({ address }) => address) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
