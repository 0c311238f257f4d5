import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchTurns } from '../support/longest-turn.ts';
import { startMailServers } from '../support/mail-servers/start-mail-servers.ts';
import { practiceAddress, practicePassphrase, practicePassword, startPractice } from '../support/practice.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { receiveEncryptedThread } from './encrypted-thread.ts';
import { medianOf } from './median-of.ts';
import type { Bench, BenchWishes } from './run.ts';

const runs = 30;

/**
 * Opening a thread of 50 encrypted messages, as the engine answers the window: `threads.get`, then `messages.body` of the
 * newest, which is what is shown first; then all the others at once. The first time right after unlocking.
 */
export async function bench({ count, say }: BenchWishes): Promise<Bench> {
  const messages = count ?? 50;
  const [load = 0] = loadavg();
  const profile = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  const users = [{ user: practiceAddress, password: practicePassword }];
  const servers = await startMailServers({ domain: 'clinic.example', users });
  try {
    const practice = await startPractice(servers, { profile });
    const threadId = await receiveEncryptedThread(servers, practice, messages);
    await practice.stop();
    say(`${messages} messages are filed`);
    const engine = await startEngine({ root: servers.root, profile });
    await engine.call('vault.unlock', { passphrase: practicePassphrase });
    const turns = watchTurns();
    const first = await open(engine, threadId);
    const again: Opened[] = [];
    for (let at = 0; at < runs; at += 1) again.push(await open(engine, threadId));
    turns.stop();
    await engine.stop();
    if (first.encrypted !== messages) throw new Error(`only ${first.encrypted} are encrypted and verified`);
    const figures = {
      messages,
      firstShownAfterUnlockMs: round(first.shown),
      firstShownMs: round(medianOf(again.map(({ shown }) => shown))),
      firstShownWorstMs: round(Math.max(...again.map(({ shown }) => shown))),
      allBodiesMs: round(medianOf(again.map(({ whole }) => whole))),
      longestTurnMs: turns.longest(),
      load: round(load),
    };
    return {
      table: [
        { what: 'newest shown, right after unlocking', ms: figures.firstShownAfterUnlockMs },
        { what: 'newest shown, median', ms: figures.firstShownMs },
        { what: 'newest shown, worst', ms: figures.firstShownWorstMs },
        { what: 'all bodies, median', ms: figures.allBodiesMs },
        { what: "longest turn of the engine's thread", ms: figures.longestTurnMs },
      ],
      figures,
    };
  } finally {
    await servers.stop();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Milliseconds until the newest message can be shown, and until all can. */
type Opened = { readonly shown: number; readonly whole: number; readonly encrypted: number };

async function open({ call }: TestEngine, threadId: string): Promise<Opened> {
  const begun = performance.now();
  const { messages } = await call('threads.get', { threadId });
  await call('messages.body', { messageId: messages.at(-1)?.id ?? '' });
  const shown = performance.now() - begun;
  await Promise.all(messages.map(({ id }) => call('messages.body', { messageId: id })));
  const whole = performance.now() - begun;
  const encrypted = messages.filter(({ status }) => status.kind === 'encrypted' && status.signer === 'verified').length;
  return { shown, whole, encrypted };
}

const round = (value: number) => Math.round(value * 10) / 10;
