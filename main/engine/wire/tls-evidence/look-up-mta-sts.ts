import type { MtaStsAnswer, PolicyFault } from '../../../contract/transport.ts';
import type { DnsClient } from './dns-client.ts';
import { type FetchOptions, fetchPolicy } from './fetch-policy.ts';
import { type MailHosts, mostHosts } from './mail-hosts.ts';
import { matchesPolicy, readPolicy, readRecordId } from './mta-sts-policy.ts';

export type MtaStsOptions = FetchOptions & {
  /** What was known before; its policy is kept while the record's id stays the same (RFC 8461, 3.1). */
  readonly previous: MtaStsAnswer;
  readonly mailHosts: MailHosts;
  readonly now: number;
};

/**
 * What a domain publishes by MTA-STS now. While nobody can be asked, or a newer policy cannot be had, what was known
 * stands, with its age: its `max_age` says how long it counts. A domain that says it publishes nothing is believed at
 * once, which RFC 8461, 5.1 lets nobody do who sends: here it only makes us claim less.
 */
export async function lookUpMtaSts(domain: string, options: MtaStsOptions): Promise<MtaStsAnswer> {
  const { previous, mailHosts, now } = options;
  const record = await findRecord(options.client, domain);
  if (record === 'unknown') return previous;
  if (record === 'absent') return { state: 'absent', checkedAt: now };
  if (record === 'invalid') return unusable('record', now);
  if (mailHosts.status === 'none') return unusable('no-host-matches', now);
  if (mailHosts.status !== 'found') return previous;
  const policy = await currentPolicy(domain, record.id, options);
  if ('fault' in policy) return isPolicy(previous) && stands(previous, now) ? previous : unusable(policy.fault, now);
  const hosts = mailHosts.hosts.filter((host) => matchesPolicy(host, policy.patterns));
  // Servers that honour the policy skip the hosts it does not name, so one that it names is enough.
  if (policy.state === 'enforce' && hosts.length === 0) return unusable('no-host-matches', now);
  return { ...policy, checkedAt: now, hosts: hosts.slice(0, mostHosts) };
}

type Policy = Extract<MtaStsAnswer, { readonly policyId: string }>;

const isPolicy = (answer: MtaStsAnswer): answer is Policy => 'policyId' in answer;

const stands = (policy: Policy, now: number): boolean => policy.fetchedAt + policy.maxAge * 1_000 > now;

const unusable = (fault: PolicyFault, checkedAt: number): MtaStsAnswer => ({ state: 'unusable', checkedAt, fault });

async function findRecord(
  client: DnsClient,
  domain: string,
): Promise<{ readonly id: string } | 'absent' | 'invalid' | 'unknown'> {
  const answer = await client.ask(`_mta-sts.${domain}`, 'TXT');
  if (answer.status === 'failed' || answer.status === 'no-answer') return 'unknown';
  const texts = answer.records.flatMap((record) => (record.type === 'TXT' ? [joinText(record.data)] : []));
  return readRecordId(texts);
}

/** A long text comes in several strings, which belong together (RFC 7208, 3.3). */
function joinText(data: string | Buffer | (string | Buffer)[]): string {
  return (Array.isArray(data) ? data : [data]).map((part) => part.toString('latin1')).join('');
}

/** The policy that was kept, while its id and its time are right, else the one that is published now. */
async function currentPolicy(
  domain: string,
  id: string,
  options: MtaStsOptions,
): Promise<Policy | { readonly fault: PolicyFault }> {
  const { previous, now } = options;
  if (isPolicy(previous) && previous.policyId === id && stands(previous, now)) return previous;
  const fetched = await fetchPolicy(domain, options);
  if ('fault' in fetched) return fetched;
  const policy = readPolicy(fetched.text);
  if (policy === null) return { fault: 'syntax' };
  return {
    state: policy.mode,
    policyId: id,
    checkedAt: now,
    fetchedAt: now,
    maxAge: policy.maxAge,
    patterns: [...policy.patterns],
    hosts: [],
  };
}
