import { request } from 'node:https';
import { EngineError } from '../base/errors.ts';
import { type TrustedRoots, tlsOptions } from './server-settings.ts';
import { usualTimeouts } from './timeouts.ts';
import { translateError } from './translate-error.ts';

/** A page as a stranger gets it. `redirected` is where the server would send a browser; nobody follows. */
export type FetchedPage =
  | { readonly kind: 'page'; readonly bytes: Uint8Array }
  | { readonly kind: 'redirected' }
  | { readonly kind: 'missing'; readonly status: number }
  | { readonly kind: 'too-large' };

/**
 * Fetches one page over https, with a verified certificate and nothing about us in the request: no cookie, no referrer, no
 * fragment. Throws as every connection does (`offline`, `server-timeout`, `server-certificate`, ...).
 */
export function fetchPage(
  url: URL,
  options: { readonly roots: TrustedRoots; readonly largestBytes: number; readonly timeout?: number },
): Promise<FetchedPage> {
  const port = url.port === '' ? 443 : Number(url.port);
  const settings = { host: url.hostname, port, security: 'implicit' as const };
  if (url.protocol !== 'https:') throw new EngineError('bad-request', { field: 'url' });
  const timeout = options.timeout ?? usualTimeouts.session;
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(translateError(error, settings, null));
    const late = setTimeout(() => {
      asked.destroy();
      reject(new EngineError('server-timeout', { host: settings.host, port }));
    }, timeout);
    const finish = (page: FetchedPage) => {
      clearTimeout(late);
      resolve(page);
      asked.destroy();
    };
    const asked = request({
      ...tlsOptions(settings, options.roots),
      host: settings.host,
      port,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      agent: false,
      // As it lies there: a compressed answer would have to be unpacked before it can be compared.
      headers: { Accept: 'text/html', 'Accept-Encoding': 'identity', 'Cache-Control': 'no-cache' },
    });
    asked.on('error', (error) => {
      clearTimeout(late);
      fail(error);
    });
    asked.on('response', (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 300 && status < 400) return finish({ kind: 'redirected' });
      if (status !== 200) return finish({ kind: 'missing', status });
      const pieces: Buffer[] = [];
      let size = 0;
      response.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > options.largestBytes) return finish({ kind: 'too-large' });
        pieces.push(piece);
      });
      response.on('end', () => finish({ kind: 'page', bytes: new Uint8Array(Buffer.concat(pieces)) }));
      response.on('error', fail);
      // A body that breaks off is no page: what came is neither the same nor another.
      response.on('aborted', () => fail(Object.assign(new Error(), { code: 'ECONNRESET' })));
    });
    asked.end();
  });
}
