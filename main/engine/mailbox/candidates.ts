import { storedAddress } from '../base/address.ts';
import type { ReadHandle } from '../store/sql.ts';
import { listOwnKeyRows } from '../store/tables/own-key.ts';
import { listPublicKeyRows } from '../store/tables/public-keys.ts';
import type { ReadInput } from './read-result.ts';

/** Bytes of a header that are searched. */
const headLength = 64 * 1024;
const mostAddresses = 5;

/**
 * Public keys of whoever the From field may name: a quick look that may find too many, for the worker decides by the parsed
 * address. Our own key is among them, for the copies of what we sent.
 */
export function findCandidates(db: ReadHandle, source: Uint8Array, ownAddress: string | null): ReadInput['candidates'] {
  const addresses = fromAddresses(source);
  const theirs = addresses.flatMap((address) => listPublicKeyRows(db, address));
  const fingerprints = [...new Set(theirs.map((row) => row.fingerprint))];
  const candidates = fingerprints.flatMap((fingerprint) => {
    const rows = theirs.filter((row) => row.fingerprint === fingerprint);
    const [first] = rows;
    if (first === undefined) return [];
    const compared = rows.some((row) => row.comparedAt !== null);
    return [{ fingerprint, publicKey: first.bytes, addresses: rows.map((row) => row.address), compared }];
  });
  if (ownAddress === null || !addresses.includes(ownAddress)) return candidates;
  const own = listOwnKeyRows(db).map(({ fingerprint, publicKey }) => ({ fingerprint, publicKey }));
  return [...candidates, ...own.map((key) => ({ ...key, addresses: [ownAddress], compared: true }))];
}

/** The header of a message as it stands, as far as it is looked at. */
export function headerOf(source: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(source.subarray(0, headLength));
  return head.split(/\r?\n\r?\n/, 1)[0] ?? '';
}

/** Addresses that the From field may name, lower case. */
export function fromAddresses(source: Uint8Array): readonly string[] {
  const fields = headerOf(source).match(/^from[ \t]*:.*(?:\r?\n[ \t].*)*/gim) ?? [];
  const addresses = fields.join(' ').match(/[^\s<>@,;:"()]{1,64}@[^\s<>@,;:"()]{1,255}/g) ?? [];
  return [...new Set(addresses.map(storedAddress))].slice(0, mostAddresses);
}
