import { mailDomain } from '../base/address.ts';
import type { Store } from '../store/open.ts';
import { listAddressesOf } from '../store/tables/known-patients.ts';

type DomainLookDependencies = {
  readonly store: Store;
  readonly transport: { readonly lookUp: (addresses: readonly string[], patience?: number) => Promise<void> };
};

/** How long a plan waits in all, and at once, for what domains publish (ms): offline it is made from what is known. */
const longestLook = { whole: 20_000, once: 4_000 };

/** Asks what the domains of these patients publish about TLS, each domain once in a plan. */
export function createDomainLook({
  store,
  transport,
}: DomainLookDependencies): (patientIds: readonly string[]) => Promise<void> {
  const asked = new Set<string>();
  let left = longestLook.whole;
  return async (patientIds) => {
    const addresses = patientIds.flatMap((patientId) => listAddressesOf(store.read, patientId));
    const fresh = addresses.filter((address) => {
      const domain = mailDomain(address);
      const isFresh = !asked.has(domain);
      asked.add(domain);
      return isFresh;
    });
    if (fresh.length === 0 || left <= 0) return;
    const begun = performance.now();
    await transport.lookUp(fresh, Math.min(left, longestLook.once));
    left -= performance.now() - begun;
  };
}
