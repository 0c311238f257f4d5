import type { Answer } from 'dns-packet';
import type { DaneAnswer } from '../../../contract/transport.ts';
import { type DnsAnswer, type DnsClient, plainName } from './dns-client.ts';
import { type MailHosts, mostHosts } from './mail-hosts.ts';

/** However long a record may be kept, a signature is looked at again after a day, in seconds. */
const longestAge = 86_400;

type HostAnswer =
  | { readonly status: 'usable'; readonly ttl: number }
  | { readonly status: 'unsigned' | 'no-record' | 'unusable' | 'bogus' | 'unknown' };

/**
 * What a domain's mail servers publish by DANE (RFC 7672), as a resolver says that checked every signature. All of
 * them must: a sender that honours DANE asks nothing of a server without a record, and whoever stands on the way can
 * make that server the only one it reaches.
 */
export async function lookUpDane(options: {
  readonly client: DnsClient;
  readonly mailHosts: MailHosts;
  readonly previous: DaneAnswer;
  readonly now: number;
}): Promise<DaneAnswer> {
  const { client, mailHosts, previous, now } = options;
  if (!client.validates) return { state: 'not-asked' };
  // A resolver that checks answers SERVFAIL where signatures do not hold (RFC 4035, 5.5): no evidence either way.
  if (mailHosts.status === 'failed') return { state: 'bogus', checkedAt: now };
  if (mailHosts.status === 'no-answer') return keep(previous);
  if (mailHosts.status === 'none') return { state: 'absent', checkedAt: now, lacks: 'record' };
  // Whoever can forge the MX records chooses the server (RFC 7672, 2.2.1).
  if (!mailHosts.authentic) return { state: 'absent', checkedAt: now, lacks: 'signed-mail-servers' };
  if (mailHosts.hosts.length > mostHosts) return { state: 'absent', checkedAt: now, lacks: 'every-host' };
  const answers = await Promise.all(mailHosts.hosts.map((host) => askHost(client, host)));
  return judge(answers, mailHosts.hosts, client.name, previous, now);
}

function judge(
  answers: readonly HostAnswer[],
  hosts: readonly string[],
  resolver: string,
  previous: DaneAnswer,
  now: number,
): DaneAnswer {
  const statuses = answers.map(({ status }) => status);
  const ages = answers.flatMap((answer) => (answer.status === 'usable' ? [answer.ttl] : []));
  if (ages.length === answers.length) {
    const validUntil = now + Math.min(longestAge, ...ages) * 1_000;
    return { state: 'secure', checkedAt: now, validUntil, hosts: [...hosts], resolver };
  }
  if (statuses.includes('bogus')) return { state: 'bogus', checkedAt: now };
  if (statuses.includes('unknown')) return keep(previous);
  if (ages.length > 0) return { state: 'absent', checkedAt: now, lacks: 'every-host' };
  if (statuses.includes('unusable')) return { state: 'absent', checkedAt: now, lacks: 'usable-record' };
  const signed = statuses.includes('no-record');
  return { state: 'absent', checkedAt: now, lacks: signed ? 'record' : 'signed-mail-servers' };
}

/** What was known before stands while nobody can be asked; its own time says how long it counts. */
const keep = (previous: DaneAnswer): DaneAnswer => (previous.state === 'not-asked' ? { state: 'unknown' } : previous);

async function askHost(client: DnsClient, host: string): Promise<HostAnswer> {
  const [v4, v6] = await Promise.all([client.ask(host, 'A'), client.ask(host, 'AAAA')]);
  for (const { status } of [v4, v6]) {
    if (status === 'failed') return { status: 'bogus' };
    if (status === 'no-answer') return { status: 'unknown' };
  }
  // Where the addresses are not signed, the name is not either, and no TLSA record is to be asked for (RFC 7672, 2.2.2).
  if (!isAuthentic(v4) || !isAuthentic(v6)) return { status: 'unsigned' };
  let found: HostAnswer = { status: 'no-record' };
  for (const name of new Set([finalName(v4, finalName(v6, host)), host])) {
    const answer = readRecords(await client.ask(`_25._tcp.${name}`, 'TLSA'));
    if (answer.status !== 'no-record') {
      found = answer;
      break;
    }
  }
  return found;
}

const isAuthentic = (answer: DnsAnswer): boolean => 'authentic' in answer && answer.authentic;

/** Where a mail server is an alias, its records stand at the end of the aliases first (RFC 7672, 2.2.3). */
function finalName(answer: DnsAnswer, name: string): string {
  const aliases =
    'records' in answer ? answer.records.flatMap((each) => (each.type === 'CNAME' ? [each.data] : [])) : [];
  return plainName(aliases.at(-1) ?? name);
}

function readRecords(answer: DnsAnswer): HostAnswer {
  if (answer.status === 'failed') return { status: 'bogus' };
  if (answer.status === 'no-answer') return { status: 'unknown' };
  if (!answer.authentic) return { status: 'unsigned' };
  const records = answer.records.flatMap((record) => (record.type === 'TLSA' ? [record] : []));
  if (records.length === 0) return { status: 'no-record' };
  if (!records.some(isUsable)) return { status: 'unusable' };
  return { status: 'usable', ttl: Math.min(...records.map(({ ttl }) => ttl ?? 0)) };
}

/** DANE-TA or DANE-EE, with a selector and a digest that senders know (RFC 7672, 3.1.3). */
function isUsable({ data }: Extract<Answer, { readonly type: 'TLSA' }>): boolean {
  const lengths = new Map([
    [1, 32],
    [2, 64],
  ]);
  const length = data.certificate.length;
  const digestFits = data.matchingType === 0 ? length > 0 : lengths.get(data.matchingType) === length;
  return [2, 3].includes(data.usage) && [0, 1].includes(data.selector) && digestFits;
}
