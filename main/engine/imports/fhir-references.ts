/*
 * Two servers' "Patient/1" are two people. What stands under an address of its own is meant by references to that very address,
 * and by relative ones from the same server (the rule of a Bundle, FHIR R4); an id alone means somebody only where it can mean one.
 */

/** The address without a version; a server's base and the `Type/id` behind it, where it is a web address. */
function partsOf(address: string): { readonly whole: string; readonly base: string; readonly local: string } {
  const whole = address.replace(/\/_history\/[^/]*$/, '');
  const parts = whole.startsWith('urn:') ? null : /^(.*\/)?([A-Za-z]+\/[^/]+)$/.exec(whole);
  return { whole, base: parts?.[1] ?? '', local: parts?.[2] ?? '' };
}

/** Every name that references can call a resource by, the one to show first. */
export function resourceNames(type: string, id: string | undefined, fullUrl: string | null): string[] {
  const address = fullUrl === null ? '' : partsOf(fullUrl).whole;
  if (partsOf(address).base !== '') return [address];
  const byId = id === undefined ? [] : [`${type}/${id}`, `urn:uuid:${id}`];
  return [...new Set([...byId.slice(0, 1), ...(address === '' ? [] : [address]), ...byId.slice(1)])];
}

/** What a reference means where it stands: a relative one is to the server of the resource that holds it. */
export function meantBy(reference: string | undefined, fullUrl: string | null): string {
  if (reference === undefined) return '';
  const { whole, base, local } = partsOf(reference);
  return base === '' && local !== '' && fullUrl !== null ? `${partsOf(fullUrl).base}${whole}` : whole;
}

/** Resources by their names. */
export type ReferenceBook<Value> = {
  readonly has: (name: string) => Value | undefined;
  readonly put: (names: readonly string[], value: Value) => void;
  /** Who is meant by each of these references; `several` where nobody can tell. Absent: nobody in the file. */
  readonly resolve: (references: Iterable<string>) => ReadonlyMap<string, Value | 'several'>;
};

export function createReferenceBook<Value>(): ReferenceBook<Value> {
  const byName = new Map<string, Value>();
  /** Of those under a web address, by `Type/id`. */
  const byLocal = new Map<string, Set<Value>>();

  function loosely(reference: string): Value | 'several' | undefined {
    const { base, local } = partsOf(reference);
    // Lines of an export have no address: a reference to their server can only be to them.
    if (base !== '') return byName.get(local);
    const candidates = byLocal.get(local);
    if (candidates === undefined) return undefined;
    const [only] = candidates;
    return candidates.size === 1 ? only : 'several';
  }

  return {
    has: (name) => byName.get(name),
    put(names, value) {
      for (const name of names) {
        byName.set(name, value);
        const { base, local } = partsOf(name);
        if (base !== '') byLocal.set(local, (byLocal.get(local) ?? new Set()).add(value));
      }
    },
    resolve(references) {
      const found = new Map<string, Value | 'several'>();
      /** Servers by whose addresses one without an address is called. */
      const servers = new Map<Value, Set<string>>();
      for (const reference of references) {
        const exact = byName.get(reference);
        const value = exact ?? loosely(reference);
        if (value === undefined) continue;
        found.set(reference, value);
        const { base } = partsOf(reference);
        if (exact !== undefined || value === 'several' || base === '') continue;
        servers.set(value, (servers.get(value) ?? new Set()).add(base));
      }
      for (const [reference, value] of found) {
        const isLoose = byName.get(reference) === undefined && value !== 'several';
        if (isLoose && (servers.get(value)?.size ?? 0) > 1) found.set(reference, 'several');
      }
      return found;
    },
  };
}
