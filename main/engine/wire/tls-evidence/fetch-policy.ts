import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { checkServerIdentity, rootCertificates } from 'node:tls';
import type { PolicyFault } from '../../../contract/transport.ts';
import { certificateReason } from '../certificate-reason.ts';
import { foreignFields, textOf } from '../foreign-fields.ts';
import type { TrustedRoots } from '../server-settings.ts';
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
export function fetchPolicy(domain: string, options: FetchOptions): Promise<FetchedPolicy> {
  const host = `mta-sts.${domain}`;
  return new Promise((resolve) => {
    const call = request({
      host,
      port: options.port,
      path: '/.well-known/mta-sts.txt',
      method: 'GET',
      agent: false,
      servername: host,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      headers: { accept: 'text/plain', 'accept-encoding': 'identity' },
      maxHeaderSize: 16 * 1024,
      // A name that only stands in the subject does not count: RFC 8461, 3.3 wants a DNS-ID.
      checkServerIdentity: (name, certificate) =>
        certificate.subjectaltname === undefined
          ? Object.assign(new Error('no name'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
          : checkServerIdentity(name, certificate),
      ...(options.roots.length === 0 ? {} : { ca: [...rootCertificates, ...options.roots] }),
      ...(options.client.validates ? { lookup: lookUpBy(options.client) } : {}),
    });
    const end = (result: FetchedPolicy) => {
      clearTimeout(late);
      call.on('error', () => {});
      call.destroy();
      resolve(result);
    };
    const late = setTimeout(() => end({ fault: 'time-out' }), options.patience);
    call.once('error', (error) => {
      const certificate = certificateReason(textOf(foreignFields(error).code));
      end({ fault: certificate === null ? 'unreachable' : 'certificate' });
    });
    call.once('response', (response) => void readResponse(response).then(end));
    call.end();
  });
}

async function readResponse(response: IncomingMessage): Promise<FetchedPolicy> {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400) return { fault: 'redirect' };
  if (statusCode !== 200) return { fault: 'status' };
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'text/plain' || (headers['content-encoding'] ?? 'identity') !== 'identity') return { fault: 'not-text' };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      const bytes: Buffer = chunk;
      size += bytes.length;
      if (size > longestPolicy) return { fault: 'too-large' };
      chunks.push(bytes);
    }
  } catch {
    return { fault: 'unreachable' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
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
