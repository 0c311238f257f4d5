import { Resolver } from 'node:dns/promises';

/** Long enough for a slow line; the person is waiting for the form to fill itself, in milliseconds. */
const patience = 3_000;

/**
 * The names of the servers that take a domain's mail, best first, lower case; none when nobody answers in time. Only a hint
 * for `findProvider`: DNS can be forged, so what it leads to is shown to the person and checked by TLS.
 */
export async function findMailExchangers(
  domain: string,
  resolver: Resolver = new Resolver({ timeout: patience, tries: 1 }),
): Promise<readonly string[]> {
  const timer = setTimeout(() => resolver.cancel(), patience);
  try {
    const records = await resolver.resolveMx(domain);
    return [...records].sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange.toLowerCase());
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
