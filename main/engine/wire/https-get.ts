import { lookup } from 'node:dns';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { EngineError } from '../base/errors.ts';
import { type TrustedRoots, tlsOptions } from './server-settings.ts';

/** Where names lead: the system's own answer, or a test's. */
export type HttpsSurroundings = {
  readonly roots: TrustedRoots;
  readonly lookup?: LookupFunction;
  readonly port?: number;
};

export type HttpsAnswer = { readonly status: number; readonly bytes: Uint8Array };

const longestMs = 10_000;

/**
 * Asks one HTTPS address for one short document and follows no redirect, since only the name that was asked may answer.
 * Throws `server-name-not-found`, `server-timeout`, `server-certificate`, `server-protocol` (too long included), `offline`.
 */
export function httpsGet(url: URL, largest: number, surroundings: HttpsSurroundings): Promise<HttpsAnswer> {
  const { hostname } = url;
  const facts = { host: hostname };
  const port = surroundings.port ?? 443;
  return new Promise((resolve, reject) => {
    const fail = (error: EngineError) => {
      call.destroy();
      reject(error);
    };
    const call = request(
      {
        ...tlsOptions({ host: hostname, port, security: 'implicit' }, surroundings.roots),
        protocol: 'https:',
        hostname,
        port,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        // No name of a program, no language, no cookie: an address is all that is asked about.
        headers: { accept: '*/*' },
        agent: false,
        lookup: surroundings.lookup ?? lookup,
        signal: AbortSignal.timeout(longestMs),
      },
      (answer) => {
        const pieces: Uint8Array[] = [];
        let length = 0;
        answer.on('data', (piece: Uint8Array) => {
          length += piece.length;
          if (length > largest) fail(new EngineError('server-protocol', { ...facts, reason: 'too-long' }));
          else pieces.push(piece);
        });
        answer.on('error', () => fail(new EngineError('server-protocol', facts)));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(pieces) }));
      },
    );
    call.on('error', (error: NodeJS.ErrnoException) => reject(translate(error, facts)));
    call.end();
  });
}

function translate(error: NodeJS.ErrnoException, facts: { readonly host: string }): EngineError {
  const code = error.code ?? '';
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return new EngineError('server-timeout', facts);
  }
  if (code === 'ENOTFOUND' || code === 'ENODATA') return new EngineError('server-name-not-found', facts);
  if (code === 'ENETUNREACH' || code === 'EAI_AGAIN') return new EngineError('offline', facts);
  if (/^(CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_)/.test(code)) {
    return new EngineError('server-certificate', { ...facts, reason: code });
  }
  if (code === 'ECONNREFUSED') return new EngineError('server-refused', { ...facts, port: 443 });
  return new EngineError('server-protocol', facts);
}
