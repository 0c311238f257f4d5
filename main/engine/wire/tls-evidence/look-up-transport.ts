import type { DnsResolver, TransportAnswer } from '../../../contract/transport.ts';
import type { TrustedRoots } from '../server-settings.ts';
import { createDnsClient } from './dns-client.ts';
import { lookUpDane } from './look-up-dane.ts';
import { lookUpMtaSts } from './look-up-mta-sts.ts';
import { findMailHosts } from './mail-hosts.ts';

export type LookUpOptions = {
  /** Named by the owner; null: the computer's own, and no DANE. */
  readonly resolver: DnsResolver | null;
  readonly roots: TrustedRoots;
  /** What was known before; null: nothing. */
  readonly previous: TransportAnswer | null;
  readonly now: number;
  /** 443, but for tests. */
  readonly policyPort?: number;
  /** Milliseconds for one DNS question, and for the fetch of a policy. */
  readonly patience?: { readonly dns: number; readonly policy: number };
};

/** RFC 8461, 3.3 suggests a minute for servers; a person waits for this one. */
const usualPatience = { dns: 3_000, policy: 10_000 };

/**
 * What a mail domain publishes about TLS on the way to it: MTA-STS (RFC 8461) and DANE (RFC 7672). Never throws: what
 * could not be asked stays as it was known, or `unknown`.
 */
export async function lookUpTransport(domain: string, options: LookUpOptions): Promise<TransportAnswer> {
  const { resolver, roots, previous, now } = options;
  const patience = options.patience ?? usualPatience;
  const client = createDnsClient({ resolver, roots, patience: patience.dns });
  const mailHosts = await findMailHosts(client, domain);
  const [mtaSts, dane] = await Promise.all([
    lookUpMtaSts(domain, {
      client,
      roots,
      mailHosts,
      now,
      previous: previous?.mtaSts ?? { state: 'unknown' },
      patience: patience.policy,
      port: options.policyPort ?? 443,
    }),
    lookUpDane({ client, mailHosts, now, previous: previous?.dane ?? { state: 'unknown' } }),
  ]);
  return { domain, mtaSts, dane };
}

/** Whether a resolver answers, and says of the root zone, which is signed, that the answer is authentic. */
export async function checkResolver(
  resolver: DnsResolver,
  roots: TrustedRoots,
): Promise<'checks' | 'does-not-check' | 'no-answer'> {
  const answer = await createDnsClient({ resolver, roots, patience: usualPatience.dns }).ask('.', 'NS');
  if (answer.status !== 'found') return answer.status === 'no-answer' ? 'no-answer' : 'does-not-check';
  return answer.authentic ? 'checks' : 'does-not-check';
}
