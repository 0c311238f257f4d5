import { CallFailed, startEngineProcess } from '../support/engine-process.ts';
import { practicePassphrase } from '../support/practice.ts';
import type { Model } from './kill-model.ts';
import type { Moment } from './kill-moments.ts';
import type { KillSite } from './kill-site.ts';
import { type Mark, work } from './kill-workload.ts';

export type Round = {
  /** The moment did not come in time; it was killed all the same. */
  readonly late: boolean;
  /** Failures that were not the kill's doing. */
  readonly surprises: readonly string[];
};

const longestWait = 45_000;
const finalDot = Buffer.from('\r\n.\r\n');

/** One life of the engine, from start to SIGKILL. */
export async function runRound(given: {
  readonly site: KillSite;
  readonly model: Model;
  readonly random: () => number;
  readonly moment: Moment;
}): Promise<Round> {
  const { site, model, random, moment } = given;
  const { profile, rootFile, proxy } = site;
  const surprises: string[] = [];
  setFault(site, moment);
  const engine = await startEngineProcess({ profile, rootFile, behindShell: moment.what !== 'engine' });
  let seen = 0;
  let ended = false;
  let come: () => void = () => {};
  const moments = new Promise<boolean>((resolve) => {
    come = () => resolve(false);
    setTimeout(() => resolve(true), longestWait).unref();
  });
  const mark = (name: Mark | Moment['mark']) => {
    if (name !== moment.mark) return;
    seen += 1;
    if (seen === moment.nth) come();
  };
  const stopWatching = watchLine(site, mark);
  const surprise = (error: unknown) => {
    if (!(error instanceof CallFailed) || error.failure.code !== 'engine-gone') surprises.push(String(error));
  };
  const living = (async () => {
    const unlocking = engine.call('vault.unlock', { passphrase: practicePassphrase });
    mark('unlock-asked');
    await unlocking;
    const { servers, patients } = site;
    const load = { engine, servers, model, random, patients, mark, aim: moment.aim, stopped: () => ended };
    await work({ ...load, failed: surprise });
  })().catch(surprise);

  const late = await moments;
  if (moment.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, moment.delayMs));
  ended = true;
  await engine.kill(moment.what);
  stopWatching();
  proxy.setFault({ kind: 'none' });
  proxy.cutAll();
  await living;
  return { late, surprises };
}

function setFault({ proxy }: KillSite, { mark }: Moment): void {
  if (mark === 'after-final-dot') proxy.setFault({ kind: 'lose-final-answer', stall: true });
  else if (mark === 'mid-message') proxy.setFault({ kind: 'stall', direction: 'up', afterBytes: 1_200 });
}

/** Tells when the final dot has gone out, or when a message got stuck half way. */
function watchLine({ proxy }: KillSite, mark: (name: Moment['mark']) => void): () => void {
  let tail = Buffer.alloc(0);
  let length = 0;
  return proxy.onSent((chunk) => {
    tail = Buffer.concat([tail, chunk]).subarray(-4_096);
    length += chunk.length;
    // The dot's answer is on its way by then, and will not be heard.
    if (tail.includes(finalDot)) setTimeout(() => mark('after-final-dot'), 60);
    if (length > 1_400) mark('mid-message');
  });
}
