import { systemClock } from '../../main/engine/base/clock.ts';
import { Secret } from '../../main/engine/base/secret.ts';
import { createVault } from '../../main/engine/vault/vault.ts';
import { practiceAddress, practicePassphrase, practicePassword, startPractice } from '../support/practice.ts';
import { commonWord, startFullMailbox } from './full-mailbox.ts';
import { medianOf } from './median-of.ts';
import type { Bench, BenchWishes } from './run.ts';

const runs = 60;

/** The newest 50 of as many hits as there are messages, by the contract, against the bare query of the index. */
export async function bench({ count, say }: BenchWishes): Promise<Bench> {
  const messages = count ?? 20_000;
  const servers = await startFullMailbox(messages);
  const practice = await startPractice(null, { root: servers.root });
  try {
    await practice.call('account.save', {
      address: practiceAddress,
      displayName: '',
      user: practiceAddress,
      password: practicePassword,
      imap: { ...servers.imap, security: 'implicit' },
      smtp: { ...servers.smtp, security: 'implicit' },
    });
    await practice.until(
      async () => (await practice.call('mailboxes.list', {})).find(({ role }) => role === 'inbox')?.total ?? 0,
      (total) => total >= messages,
      600_000,
    );
    say(`${messages} messages are filed`);
    const view = { kind: 'search', text: commonWord } as const;
    const { store, key } = await createVault({ folder: practice.profile, clock: systemClock }).unlock(
      new Secret(practicePassphrase),
    );
    const bareQuery = () =>
      store.read.list('SELECT rowid FROM message_index WHERE message_index MATCH $word ORDER BY rowid DESC LIMIT 50', {
        word: commonWord,
      });
    if (bareQuery().length !== 50) throw new Error('the index does not hold the word');
    const ours: number[] = [];
    const bare: number[] = [];
    for (let at = 0; at < runs; at += 1) {
      ours.push(await timed(() => practice.call('threads.list', { view, cursor: null, limit: 50 })));
      bare.push(await timed(async () => bareQuery()));
    }
    store.close();
    key.wipe();
    const figures = {
      messages,
      oursMs: median(ours),
      bareMs: median(bare),
      ratio: Math.round((median(ours) / median(bare)) * 10) / 10,
      oursWorstMs: Math.round(Math.max(...ours) * 100) / 100,
    };
    return {
      table: [
        { what: 'threads.list of a search', 'median ms': figures.oursMs, 'worst ms': figures.oursWorstMs },
        { what: 'bare query of the index', 'median ms': figures.bareMs, 'worst ms': Math.max(...bare) },
      ],
      figures,
    };
  } finally {
    await practice.stop();
    await servers.stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return Math.round(medianOf(values) * 100) / 100;
}
