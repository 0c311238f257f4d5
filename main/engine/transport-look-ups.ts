import type { TransportAnswer } from '../contract/transport.ts';
import { mailDomain } from './base/address.ts';
import { findAccount, readSettings } from './journal/settings.ts';
import type { MailAccount } from './mail-account.ts';
import type { TransportFacts } from './policy/facts.ts';
import type { Surroundings } from './session.ts';
import type { Store } from './store/open.ts';
import { findListedDomain } from './store/tables/listed-domains.ts';
import { findTransportAnswer, putTransportAnswer } from './store/tables/transport-answer.ts';
import { lookUpTransport } from './wire/tls-evidence/look-up-transport.ts';

/** What is known about the way to mail domains, and the asking. */
export type TransportLookUps = {
  /** What is known now; asks nobody. */
  readonly find: (address: string) => TransportFacts;
  /**
   * Asks what the domains of these addresses publish, unless that was done within five minutes and still counts, and
   * waits `patience` ms at most. Tells the window where an answer changed.
   */
  readonly lookUp: (addresses: readonly string[], patience?: number) => Promise<void>;
  readonly stop: () => void;
};

type Parts = Surroundings & { readonly store: Store; readonly mail: MailAccount };

const askAgainMs = 5 * 60_000;
/** After a try that did not reach everybody. */
const tryAgainMs = 15_000;
const usualPatienceMs = 15_000;

/** Joins wire and store for the evidence that the mode `tls` rests on. What was found is kept: it counts offline, too. */
export function createTransportLookUps(parts: Parts): TransportLookUps {
  const { store, clock, log, mail, providers, roots, emit, lookUps } = parts;
  const asked = new Map<string, Asked>();
  let stopped = false;

  function find(address: string): TransportFacts {
    const domain = mailDomain(address);
    const account = findAccount(store.read);
    const { resolver, requireTls } = readSettings(store.read);
    const provider = account === null ? null : providers.findSender(account.address, account.smtp.host);
    const kept = findTransportAnswer(store.read, domain);
    return {
      domain,
      requireTls: mail.requireTls(),
      server: account?.smtp.host ?? '',
      requireTlsWanted: requireTls === 'always',
      answer: kept === null ? null : withoutOthersWord(kept, resolver?.host ?? null),
      provider:
        provider === null
          ? null
          : {
              name: provider.name,
              mtaSts: provider.honours?.mtaSts ?? null,
              dane: provider.honours?.dane ?? null,
            },
      listed: findListedDomain(store.read, domain),
      at: clock.now(),
    };
  }

  async function ask(domain: string): Promise<TransportAnswer | null> {
    const { resolver } = readSettings(store.read);
    const previous = findTransportAnswer(store.read, domain);
    const answer = await lookUpTransport(domain, {
      ...lookUps,
      resolver,
      roots,
      previous: previous === null ? null : withoutOthersWord(previous, resolver?.host ?? null),
      now: clock.now(),
    });
    if (stopped) return null;
    store.write((db) => putTransportAnswer(db, answer));
    if (JSON.stringify(answer) !== JSON.stringify(previous)) emit('threads.changed', { threadIds: [] });
    return answer;
  }

  function askOnce(domain: string): Promise<void> {
    const now = clock.now();
    const by = JSON.stringify(readSettings(store.read).resolver);
    const last = asked.get(domain);
    if (last !== undefined && last.by === by && now < last.until) return last.done;
    const entry: Asked = { by, until: now + tryAgainMs, done: Promise.resolve() };
    entry.done = ask(domain).then(
      (answer) => {
        if (answer !== null) entry.until = askedUntil(answer, now);
      },
      () => log.info('transport.look-up-later'),
    );
    asked.set(domain, entry);
    return entry.done;
  }

  return {
    find,
    async lookUp(addresses, patience = usualPatienceMs) {
      const domains = new Set(addresses.map(mailDomain).filter((domain) => domain !== ''));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patience);
      });
      await Promise.race([Promise.all([...domains].map(askOnce)), late]);
      clearTimeout(timer);
    },
    stop() {
      stopped = true;
    },
  };
}

type Asked = { readonly by: string; until: number; done: Promise<void> };

/** Until when nobody is asked again: soon where somebody was not reached, or where what was found runs out soon. */
function askedUntil({ mtaSts, dane }: TransportAnswer, now: number): number {
  const reached = [mtaSts, dane].every((part) => !('checkedAt' in part) || part.checkedAt === now);
  const known = mtaSts.state !== 'unknown' && dane.state !== 'unknown';
  if (!reached || !known) return now + tryAgainMs;
  const runsOut = dane.state === 'secure' ? dane.validUntil : Number.POSITIVE_INFINITY;
  return Math.min(now + askAgainMs, Math.max(runsOut, now + tryAgainMs / 3));
}

/** What another resolver vouched for than the one the owner names today does not count any more. */
function withoutOthersWord(answer: TransportAnswer, resolver: string | null): TransportAnswer {
  const { dane } = answer;
  const other = dane.state === 'secure' && dane.resolver !== resolver;
  const notAskedYet = dane.state === 'not-asked' && resolver !== null;
  if (!other && !notAskedYet) return answer;
  return { ...answer, dane: { state: resolver === null ? 'not-asked' : 'unknown' } };
}
