import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineProcess, startEngineProcess } from '../support/engine-process.ts';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { practicePassphrase } from '../support/practice.ts';
import { type BulkSite, mailsOf, openBulkSite, readArrived } from './bulk-site.ts';
import { seededRandom } from './kill-model.ts';
import type { Proof, ProofWishes } from './run.ts';

const defaultRounds = 30;
/** Patients for each round, so that every life of the engine has letters to send: a thousand in thirty. */
const patientsPerRound = 1_000 / defaultRounds;
const longestRoundMs = 180_000;

/**
 * A campaign under SIGKILL: each round is one life of the engine, killed after some letters at a random moment; in two of
 * three rounds an answer after the final dot is lost as well. After a third of the rounds a backup is saved, after half of
 * them it is put in place of the database, and a person says of every letter that is unsure then whether it had arrived. At the
 * end the campaign runs out, and everything that arrived is opened: nobody got another's text, nobody got two, and whoever got
 * nothing is shown as unsure.
 */
export async function prove({ rounds, seed, say }: ProofWishes): Promise<Proof> {
  if (!(await needMailServers())) throw new Error('this proof needs Dovecot and Postfix, and root to start them');
  const lives = rounds ?? defaultRounds;
  const count = Math.round(lives * patientsPerRound);
  const folder = await mkdtemp(join(tmpdir(), 'postern-bulk-'));
  const random = seededRandom(seed);
  const table: Record<string, string | number>[] = [];
  say(`seed ${seed}`);
  const site = await openBulkSite(folder, count, say);
  let lostAnswers = 0;
  let settled = 0;
  try {
    for (let round = 1; round <= lives; round += 1) {
      const loses = round % 3 !== 0;
      const after = await liveOnce(site, {
        letters: 1 + Math.floor(random() * (patientsPerRound - 8)),
        random,
        loses,
        saves: round === Math.ceil(lives / 3),
      });
      if (after.lost) lostAnswers += 1;
      table.push({ round, 'answer lost': after.lost ? 'yes' : 'no', ...after.states });
      say(`round ${round}: ${JSON.stringify(after.states)}`);
      if (round === Math.ceil(lives / 2)) settled = await restore(site);
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
      answers_lost: lostAnswers,
      settled_after_restore: settled,
      recipients: count + 2,
      delivered: arrived.letters,
    };
    const holds = lost.length + arrived.doubled.length + arrived.mixedUp.length === 0 && last.state === 'finished';
    return { table, figures, holds };
  } finally {
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function start({ profile, rootFile, backupFile }: BulkSite): Promise<EngineProcess> {
  return startEngineProcess({ profile, rootFile, chosenPath: backupFile });
}

async function unlock(site: BulkSite): Promise<EngineProcess> {
  const engine = await start(site);
  await engine.call('vault.unlock', { passphrase: practicePassphrase });
  return engine;
}

type Wish = {
  readonly letters: number;
  readonly random: () => number;
  readonly loses: boolean;
  readonly saves: boolean;
};

/** From start to SIGKILL: after so many letters more have left, and a moment. */
async function liveOnce(
  site: BulkSite,
  { letters, random, loses, saves }: Wish,
): Promise<{ readonly lost: boolean; readonly states: Record<string, number> }> {
  const engine = await unlock(site);
  const totals = async () => {
    const { state, totals: all } = await engine.call('campaigns.get', { campaignId: site.campaignId });
    // What the kills and lost answers left unsure looks like a wave of errors: a person looked, and lets it go on.
    if (state === 'paused') await engine.call('campaigns.resume', { campaignId: site.campaignId });
    return all.byState;
  };
  const before = await totals();
  if (saves && (await engine.call('vault.saveBackup', {})) === null) throw new Error('no backup was saved');
  const end = Date.now() + longestRoundMs;
  for (let now = before; now.sent - before.sent < letters && now.waiting + now.queued > 0; now = await totals()) {
    if (Date.now() > end) break;
    await pause(15);
  }
  const lost = loses && (await Promise.race([site.proxy.loseNextAnswer().then(() => true), pause(30_000)])) === true;
  await pause(random() * 120);
  const { sent, waiting, queued, unsure } = await totals().catch(() => before);
  await engine.kill('engine');
  site.proxy.cutAll();
  return { lost, states: { sent, waiting, queued, unsure } };
}

/**
 * A backup of some rounds ago is put in place of the database. Nothing goes on by itself: a person asks every patient of whom
 * nobody can tell, says what they heard, and only then lets it go on. Tells of how many that was.
 */
async function restore(site: BulkSite): Promise<number> {
  const { campaignId, say } = site;
  const engine = await start(site);
  await engine.call('vault.restoreBackup', { passphrase: practicePassphrase, backup: null });
  await engine.call('vault.unlock', { passphrase: practicePassphrase });
  // Postfix hands over to Dovecot after it has answered.
  await pause(2_000);
  const { state, totals } = await engine.call('campaigns.get', { campaignId });
  if (state !== 'restored' || totals.byState.waiting > 0) throw new Error(`after the restore: ${state}`);
  const looked = await engine.call('campaigns.lookUp', { campaignId });
  say(`restored: ${JSON.stringify(totals.byState)}; Sent says ${JSON.stringify(looked)}`);
  let settled = 0;
  for (const { patientId, address, outboxId } of await listUnsure(engine, campaignId)) {
    // What stood in the outbox of then stays unsure.
    if (outboxId !== null) continue;
    const left = (await mailsOf(site, { patientId, address })).length > 0;
    await engine.call('campaigns.settle', { campaignId, patientId, left });
    settled += 1;
  }
  await engine.call('campaigns.resume', { campaignId });
  await engine.kill('engine');
  return settled;
}

async function listUnsure(engine: EngineProcess, campaignId: string) {
  const limit = 200;
  const page = (offset: number) => engine.call('campaigns.rows', { campaignId, states: ['unsure'], offset, limit });
  const { rows, total } = await page(0);
  const all = [...rows];
  while (all.length < total) all.push(...(await page(all.length)).rows);
  return all;
}

/** Lets the campaign run to its end without trouble, and lists who is unsure. */
async function runOut(site: BulkSite): Promise<{ readonly state: string; readonly unsure: readonly string[] }> {
  const engine = await unlock(site);
  const { campaignId } = site;
  let state = 'running';
  const end = Date.now() + 900_000;
  for (; state !== 'finished' && Date.now() < end; await pause(200)) {
    ({ state } = await engine.call('campaigns.get', { campaignId }));
    // The answers that were lost look like a wave of errors: a person looked, and lets it go on.
    if (state === 'paused') await engine.call('campaigns.resume', { campaignId });
  }
  const { totals } = await engine.call('campaigns.get', { campaignId });
  site.say(`at the end: ${state} ${JSON.stringify(totals.byState)}`);
  const rows = await listUnsure(engine, campaignId);
  // Postfix hands over to Dovecot after it has answered.
  await pause(2_000);
  await engine.stop();
  return { state, unsure: rows.map(({ address }) => address) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
