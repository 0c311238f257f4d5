import { ImapFlow } from 'imapflow';
import type { MailServers } from '../support/mail-servers/start-mail-servers.ts';
import { practiceAddress, practicePassword, startPractice } from '../support/practice.ts';
import { startFullMailbox } from './full-mailbox.ts';
import type { Bench, BenchWishes } from './run.ts';

/**
 * A first sync of a whole mailbox (fetch, parse, file, encrypt, index) against imapflow alone, which streams every source
 * and throws it away: what the network library leaves of the time is ours.
 */
export async function bench({ count, say }: BenchWishes): Promise<Bench> {
  const messages = count ?? 20_000;
  const servers = await startFullMailbox(messages);
  try {
    say(`${messages} messages are there`);
    await streamAll(servers);
    const before = await streamAll(servers);
    const { whole, screen } = await syncAll(servers, messages);
    const after = await streamAll(servers);
    const raw = (before + after) / 2;
    const rate = (seconds: number) => Math.round(messages / seconds);
    const figures = {
      messages,
      rawPerSecond: rate(raw),
      oursPerSecond: rate(whole),
      ratio: round(raw / whole),
      firstScreenSeconds: round(screen),
    };
    return {
      table: [
        { what: 'imapflow streams every source', seconds: round(raw), 'per second': figures.rawPerSecond },
        { what: 'first 50 rows are listed', seconds: round(screen), 'per second': '' },
        { what: 'all is filed and can be searched', seconds: round(whole), 'per second': figures.oursPerSecond },
      ],
      figures,
    };
  } finally {
    await servers.stop();
  }
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;

/** Seconds that imapflow needs to hand out every message. */
async function streamAll(servers: MailServers): Promise<number> {
  const client = new ImapFlow({
    ...servers.imap,
    secure: true,
    tls: { ca: [servers.root] },
    auth: { user: practiceAddress, pass: practicePassword },
    logger: false,
  });
  await client.connect();
  const lock = await client.getMailboxLock('INBOX');
  const begun = performance.now();
  let bytes = 0;
  for await (const { source } of client.fetch('1:*', { uid: true, flags: true, internalDate: true, source: true })) {
    bytes += source?.length ?? 0;
  }
  const seconds = (performance.now() - begun) / 1_000;
  lock.release();
  await client.logout();
  if (bytes === 0) throw new Error('nothing came');
  return seconds;
}

async function syncAll(servers: MailServers, messages: number): Promise<{ whole: number; screen: number }> {
  const practice = await startPractice(null, { root: servers.root });
  try {
    const begun = performance.now();
    const seconds = () => (performance.now() - begun) / 1_000;
    await practice.call('account.save', {
      address: practiceAddress,
      displayName: '',
      user: practiceAddress,
      password: practicePassword,
      imap: { ...servers.imap, security: 'implicit' },
      smtp: { ...servers.smtp, security: 'implicit' },
    });
    const inbox = { view: { kind: 'role', role: 'inbox' }, cursor: null, limit: 50 } as const;
    await practice.until(
      () => practice.call('threads.list', inbox),
      ({ rows }) => rows.length === Math.min(50, messages),
      120_000,
    );
    const screen = seconds();
    await practice.until(
      async () => (await practice.call('mailboxes.list', {})).find(({ role }) => role === 'inbox')?.total ?? 0,
      (total) => total >= messages,
      600_000,
    );
    return { whole: seconds(), screen };
  } finally {
    await practice.stop();
  }
}
