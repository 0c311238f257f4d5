import type { LookupFunction } from 'node:net';
import { EngineError } from '../base/errors.ts';
import { askOnce } from './ask-once.ts';
import { foreignFields, textOf } from './foreign-fields.ts';
import { type TrustedRoots, tlsOptions } from './server-settings.ts';
import { translateError } from './translate-error.ts';

/** Where names lead: the system's own answer, or a test's. */
export type HttpsSurroundings = {
  readonly roots: TrustedRoots;
  readonly lookup?: LookupFunction;
  readonly port?: number;
};

const longestMs = 10_000;

/**
 * Asks one HTTPS address for one short document and follows no redirect, since only the name that was asked may answer. Null
 * where the answer is another than 200, or empty. Throws `server-name-not-found`, `server-timeout`, `server-certificate`,
 * `server-protocol` (too long included), `server-refused`, `offline`.
 */
export async function httpsGet(url: URL, largest: number, surroundings: HttpsSurroundings): Promise<Uint8Array | null> {
  const host = url.hostname;
  const settings = { host, port: surroundings.port ?? 443, security: 'implicit' as const };
  const { lookup } = surroundings;
  const { status, bytes } = await askOnce({
    url,
    options: { ...tlsOptions(settings, surroundings.roots), port: settings.port, ...(lookup && { lookup }) },
    headers: { Accept: '*/*' },
    patience: longestMs,
    largest,
  }).catch((error: unknown) => {
    // Without a network, too: what is asked next depends on whether there is such a name.
    const code = textOf(foreignFields(error).code);
    if (code === 'ENOTFOUND' || code === 'ENODATA') throw new EngineError('server-name-not-found', { host });
    throw translateError(error, settings, null);
  });
  if (bytes === null) throw new EngineError('server-protocol', { host, reason: 'too-long' });
  return status === 200 && bytes.length > 0 ? bytes : null;
}
