import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { KeyWithCertificate } from '../certificate-authority.ts';

/** What the host of one domain's policy does. */
export type PolicyAnswer = {
  readonly certificate: KeyWithCertificate;
  /** The file, or whatever else is sent instead of it. */
  readonly answer: string | ((response: ServerResponse) => void);
};

export type PolicyHost = {
  readonly port: number;
  /** Whose policies were asked for, in order: the domains. */
  readonly asked: readonly string[];
  /** What every request said about who asks, header names and values. */
  readonly heard: readonly string[];
  readonly set: (domain: string, answer: PolicyAnswer) => void;
  readonly stop: () => Promise<void>;
};

/** `/.well-known/mta-sts.txt` of many domains over HTTPS on loopback, each with a certificate of its own. */
export async function startPolicyHost(): Promise<PolicyHost> {
  const answers = new Map<string, PolicyAnswer>();
  const asked: string[] = [];
  const heard: string[] = [];
  const find = (host: string) => answers.get(host.replace(/^mta-sts\./, '').replace(/:\d+$/, ''));
  const server = createServer(
    {
      minVersion: 'TLSv1.2',
      SNICallback: (name, done) => {
        const found = find(name);
        if (found === undefined) done(new Error('nobody here'));
        else done(null, createSecureContext(found.certificate));
      },
    },
    (request, response) => {
      const host = request.headers.host ?? '';
      asked.push(host.replace(/^mta-sts\./, '').replace(/:\d+$/, ''));
      heard.push(...request.rawHeaders);
      const answer = find(host)?.answer;
      if (answer === undefined || request.url !== '/.well-known/mta-sts.txt') {
        response.writeHead(404).end();
      } else if (typeof answer === 'string') {
        response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(answer);
      } else answer(response);
    },
  );
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    asked,
    heard,
    set: (domain, answer) => answers.set(domain, answer),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A policy file with these lines (RFC 8461, 3.2). */
export function policyFile(mode: string, hosts: readonly string[], maxAge = 86_400): string {
  const lines = ['version: STSv1', `mode: ${mode}`, ...hosts.map((host) => `mx: ${host}`), `max_age: ${maxAge}`];
  return lines.map((line) => `${line}\r\n`).join('');
}
