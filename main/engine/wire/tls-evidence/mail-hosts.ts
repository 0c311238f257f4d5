import type { DnsClient } from './dns-client.ts';
import { plainName } from './dns-client.ts';

/** The servers that take a domain's mail. */
export type MailHosts =
  | { readonly status: 'found'; readonly hosts: readonly string[]; readonly authentic: boolean }
  /** It takes no mail (RFC 7505), or does not exist. */
  | { readonly status: 'none' }
  | { readonly status: 'failed' }
  | { readonly status: 'no-answer' };

/** A name a server can have; whatever else stands in a record is nobody anybody connects to. */
const hostName = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;

/** More than this are not asked about, one by one. */
export const mostHosts = 20;

/** Whom a sending server would connect to: the MX hosts, else the domain itself (RFC 5321, 5.1). */
export async function findMailHosts(client: DnsClient, domain: string): Promise<MailHosts> {
  const answer = await client.ask(domain, 'MX');
  if (answer.status === 'failed' || answer.status === 'no-answer') return answer;
  const { authentic, records } = answer;
  if (answer.status === 'nothing') return { status: 'found', hosts: [domain], authentic };
  const exchanges = records.flatMap((record) => (record.type === 'MX' ? [record.data] : []));
  const best = exchanges.toSorted((a, b) => (a.preference ?? 0) - (b.preference ?? 0));
  const hosts = [...new Set(best.map(({ exchange }) => plainName(exchange)))].filter((host) => hostName.test(host));
  return hosts.length === 0 ? { status: 'none' } : { status: 'found', hosts, authentic };
}
