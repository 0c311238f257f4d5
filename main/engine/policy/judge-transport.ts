import type { ModeReason } from '../../contract/threads.ts';
import type { TransportEvidence } from '../../contract/transport.ts';
import type { HonourSource, TransportFacts } from './facts.ts';

/** What the mode `tls` would rest on for one recipient. */
export type TransportVerdict = {
  /** Best first; empty: the mode cannot be had. Either all of it proves something, or it is one line of the owner's list. */
  readonly evidence: readonly TransportEvidence[];
  /** Of the best piece, or why there is none. */
  readonly reason: ModeReason;
  /** When that was looked up, or listed. */
  readonly at: number | null;
  /** The provider, or who listed the domain. */
  readonly detail: string | null;
};

type Reason = readonly [reason: ModeReason, at?: number | null, detail?: string | null];

/**
 * Whether it is proven that a message reaches this domain by TLS to the right server and no other way. MTA-STS and DANE
 * bind the server that sends: they count only while our provider is known to honour that very one. REQUIRETLS binds
 * every server on the way, and counts where our own offers it.
 */
export function judgeTransport(facts: TransportFacts): TransportVerdict {
  const proven = [...requireTlsEvidence(facts), ...daneEvidence(facts), ...mtaStsEvidence(facts)];
  const evidence = proven.length > 0 || facts.listed === null ? proven : [listedEvidence(facts.listed)];
  const [best] = evidence;
  const [reason, at = null, detail = null] =
    best === undefined
      ? missing(facts)
      : waits(facts, best)
        ? (['tls-waits', null, facts.server] as const)
        : known(best);
  return { evidence, reason, at, detail };
}

/**
 * True where the owner wants REQUIRETLS and our server is known to lack it: the message would wait in the outbox. Who
 * vouches for a domain is said all the same, since that must never look like proof.
 */
function waits(facts: TransportFacts, best: TransportEvidence): boolean {
  return facts.requireTlsWanted && facts.requireTls === 'not-offered' && best.kind !== 'listed';
}

function known(best: TransportEvidence): Reason {
  switch (best.kind) {
    case 'requiretls':
      return ['tls-requiretls', null, best.server];
    case 'dane':
      return ['tls-dane', best.checkedAt, best.provider];
    case 'mta-sts':
      return ['tls-mta-sts', best.checkedAt, best.provider];
    case 'listed':
      return ['tls-listed', best.at, best.by];
  }
}

function* requireTlsEvidence({ requireTls, server }: TransportFacts): Generator<TransportEvidence> {
  if (requireTls === 'offered') yield { kind: 'requiretls', server };
}

function* daneEvidence(facts: TransportFacts): Generator<TransportEvidence> {
  const dane = facts.answer?.dane;
  const honoured = facts.provider?.dane ?? null;
  if (dane?.state !== 'secure' || dane.validUntil <= facts.at || honoured === null) return;
  const { hosts, checkedAt, validUntil, resolver } = dane;
  yield { kind: 'dane', ...said(facts, honoured), hosts, checkedAt, validUntil, resolver };
}

function* mtaStsEvidence(facts: TransportFacts): Generator<TransportEvidence> {
  const policy = facts.answer?.mtaSts;
  const honoured = facts.provider?.mtaSts ?? null;
  if (policy?.state !== 'enforce' || honoured === null) return;
  const validUntil = policy.fetchedAt + policy.maxAge * 1_000;
  if (validUntil <= facts.at) return;
  const { hosts, checkedAt, policyId } = policy;
  yield { kind: 'mta-sts', ...said(facts, honoured), hosts, checkedAt, validUntil, policyId };
}

function said({ domain, provider }: TransportFacts, honoured: HonourSource) {
  return { domain, provider: provider?.name ?? '', source: honoured.source, sourceDate: honoured.date };
}

const listedEvidence = (listed: NonNullable<TransportFacts['listed']>): TransportEvidence => ({
  kind: 'listed',
  ...listed,
});

/** Why nothing is proven: what came closest, so that the reason names the thing that is missing. */
function missing(facts: TransportFacts): Reason {
  const { answer, provider } = facts;
  if (answer === null) return ['tls-unknown'];
  const { mtaSts, dane } = answer;
  const policyRunsOut = mtaSts.state === 'enforce' ? mtaSts.fetchedAt + mtaSts.maxAge * 1_000 : 0;
  const daneRunsOut = dane.state === 'secure' ? dane.validUntil : 0;
  if (policyRunsOut > facts.at || daneRunsOut > facts.at) {
    return provider === null ? ['tls-provider-unknown'] : ['tls-provider', null, provider.name];
  }
  // An answer that ran out cannot be renewed right now: nobody knows what the domain says today.
  if (mtaSts.state === 'enforce') return ['tls-expired', mtaSts.checkedAt];
  if (dane.state === 'secure') return ['tls-expired', dane.checkedAt];
  if (mtaSts.state === 'testing') return ['tls-testing', mtaSts.checkedAt];
  if (mtaSts.state === 'unusable') return ['tls-untrusted', mtaSts.checkedAt];
  if (dane.state === 'bogus') return ['tls-untrusted', dane.checkedAt];
  if (mtaSts.state === 'unknown' || dane.state === 'unknown') return ['tls-unknown'];
  if (dane.state === 'not-asked' && provider?.dane) return ['tls-no-resolver', mtaSts.checkedAt];
  return ['tls-not-published', mtaSts.checkedAt];
}
