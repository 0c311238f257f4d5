import { EngineError } from '../base/errors.ts';
import { askOnce } from './ask-once.ts';
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
 * Fetches one page over https, with a verified certificate and nothing about us in the request. Throws as every connection
 * does (`offline`, `server-timeout`, `server-certificate`, ...).
 */
export async function fetchPage(
  url: URL,
  options: { readonly roots: TrustedRoots; readonly largestBytes: number; readonly timeout?: number },
): Promise<FetchedPage> {
  if (url.protocol !== 'https:') throw new EngineError('bad-request', { field: 'url' });
  const port = url.port === '' ? 443 : Number(url.port);
  const settings = { host: url.hostname, port, security: 'implicit' as const };
  const { status, bytes } = await askOnce({
    url,
    options: tlsOptions(settings, options.roots),
    // As it lies there: a compressed answer would have to be unpacked before it can be compared.
    headers: { Accept: 'text/html', 'Accept-Encoding': 'identity', 'Cache-Control': 'no-cache' },
    patience: options.timeout ?? usualTimeouts.session,
    largest: options.largestBytes,
  }).catch((error: unknown) => {
    throw translateError(error, settings, null);
  });
  if (status >= 300 && status < 400) return { kind: 'redirected' };
  if (status !== 200) return { kind: 'missing', status };
  return bytes === null ? { kind: 'too-large' } : { kind: 'page', bytes };
}
