import { isIP, type LookupFunction } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { PolicyFault } from '../../../contract/transport.ts';
import { askOnce, type HttpAnswer } from '../ask-once.ts';
import { certificateReason } from '../certificate-reason.ts';
import { foreignFields, textOf } from '../foreign-fields.ts';
import { type TrustedRoots, tlsOptions } from '../server-settings.ts';
import type { DnsClient } from './dns-client.ts';

/** The longest policy that is read, in bytes (RFC 8461, 3.3). */
const longestPolicy = 64 * 1024;

export type FetchedPolicy = { readonly text: string } | { readonly fault: PolicyFault };

export type FetchOptions = {
  readonly client: DnsClient;
  readonly roots: TrustedRoots;
  /** For the whole fetch, in milliseconds. */
  readonly patience: number;
  /** 443, but for tests. */
  readonly port: number;
};

/**
 * Fetches a domain's policy as RFC 8461, 3.3 wants it: by HTTPS with a certificate for that very name, no redirect, text,
 * 64 KB at most. Says nothing about us: no cookie, no agent, no referrer. Never throws.
 */
export async function fetchPolicy(domain: string, options: FetchOptions): Promise<FetchedPolicy> {
  const host = `mta-sts.${domain}`;
  try {
    const answer = await askOnce({
      url: new URL(`https://${host}/.well-known/mta-sts.txt`),
      options: {
        ...tlsOptions({ host, port: options.port, security: 'implicit' }, options.roots),
        port: options.port,
        maxHeaderSize: 16 * 1024,
        // A name that only stands in the subject does not count: RFC 8461, 3.3 wants a DNS-ID.
        checkServerIdentity: (name, certificate) =>
          certificate.subjectaltname === undefined
            ? Object.assign(new Error('no name'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
            : checkServerIdentity(name, certificate),
        ...(options.client.validates ? { lookup: lookUpBy(options.client) } : {}),
      },
      headers: { Accept: 'text/plain', 'Accept-Encoding': 'identity' },
      patience: options.patience,
      largest: longestPolicy,
    });
    return policyOf(answer);
  } catch (error) {
    const code = textOf(foreignFields(error).code);
    if (code === 'ETIMEDOUT') return { fault: 'time-out' };
    return { fault: certificateReason(code) === null ? 'unreachable' : 'certificate' };
  }
}

function policyOf({ status, headers, bytes }: HttpAnswer): FetchedPolicy {
  if (status >= 300 && status < 400) return { fault: 'redirect' };
  if (status !== 200) return { fault: 'status' };
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'text/plain' || (headers['content-encoding'] ?? 'identity') !== 'identity') return { fault: 'not-text' };
  if (bytes === null) return { fault: 'too-large' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { fault: 'not-text' };
  }
}

/** Finds the policy host's address by the resolver that the owner named, as everything else. */
function lookUpBy(client: DnsClient): LookupFunction {
  return (name, _options, done) => {
    void findAddresses(client, name).then((addresses) => {
      const [first] = addresses;
      if (first === undefined) done(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '');
      // With `all` unset Node wants one address, else the list.
      else if (_options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

async function findAddresses(client: DnsClient, name: string): Promise<{ address: string; family: number }[]> {
  for (const type of ['A', 'AAAA'] as const) {
    const answer = await client.ask(name, type);
    if (answer.status !== 'found') continue;
    const found = answer.records.flatMap((record) => (record.type === type ? [record.data] : []));
    if (found.length > 0) return found.map((address) => ({ address, family: isIP(address) }));
  }
  return [];
}
