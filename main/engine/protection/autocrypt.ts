import { storedAddress } from '../base/address.ts';

/** Characters of a header: a key as mail programs send it has a few KB, and the 10 KiB of Level 1 are a third of this. */
const longestHeader = 48 * 1024;
const mostHeaders = 10;

const attribute = /^\s*([a-zA-Z_-]+)\s*=\s*(.*)$/s;

/** The value of an Autocrypt header (Autocrypt Level 1). Spaces in the key let any mail library fold it. */
export function autocryptHeader(address: string, publicKey: Uint8Array): string {
  const keydata =
    Buffer.from(publicKey)
      .toString('base64')
      .match(/.{1,70}/g) ?? [];
  return `addr=${address}; prefer-encrypt=mutual; keydata=${keydata.join(' ')}`;
}

/**
 * The key that a message offers for its sender, or null. `headers` are the values of all its Autocrypt headers: two that are
 * valid for the From address are none, for then one of them is somebody else's (Autocrypt Level 1, section 2.3).
 */
export function readAutocrypt(headers: readonly string[], fromAddress: string): Uint8Array | null {
  if (headers.length > mostHeaders) return null;
  const keys = headers.map((value) => readHeader(value, fromAddress)).filter((key) => key !== null);
  const [key, second] = keys;
  return key !== undefined && second === undefined ? key : null;
}

function readHeader(value: string, fromAddress: string): Uint8Array | null {
  if (value.length > longestHeader) return null;
  const attributes = new Map<string, string>();
  for (const part of value.split(';')) {
    if (part.trim() === '') continue;
    const [, name, content] = attribute.exec(part) ?? [];
    if (name === undefined || content === undefined || attributes.has(name)) return null;
    attributes.set(name, content.trim());
  }
  for (const name of attributes.keys()) {
    // An attribute we do not know is critical unless it begins with an underscore.
    if (!name.startsWith('_') && !['addr', 'prefer-encrypt', 'keydata'].includes(name)) return null;
  }
  if (storedAddress(attributes.get('addr') ?? '') !== storedAddress(fromAddress)) return null;
  const keydata = attributes.get('keydata')?.replace(/\s/g, '') ?? '';
  if (keydata === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(keydata)) return null;
  return new Uint8Array(Buffer.from(keydata, 'base64'));
}

/** One message names this many people's keys at most. */
const mostGossip = 20;

/**
 * Keys that the sender of an encrypted message passes on for its other recipients (Autocrypt Level 1, 2.4): from the header
 * inside the encryption, and only for who is named in To or Cc. A third person's word: it ranks below everything.
 */
export function readGossip(headers: readonly string[], recipients: readonly string[]): readonly OfferedKey[] {
  const named = new Set(recipients.map((address) => address.toLowerCase()));
  const offered = new Map<string, OfferedKey>();
  for (const value of headers.slice(0, mostGossip)) {
    const address = /(?:^|;)\s*addr\s*=\s*([^;\s]{3,254})/.exec(value)?.[1]?.toLowerCase() ?? '';
    const key = named.has(address) ? readHeader(value, address) : null;
    if (key !== null && !offered.has(address)) offered.set(address, { address, key });
  }
  return [...offered.values()];
}

/** A key, not yet looked at, that a message offers for an address. */
export type OfferedKey = { readonly address: string; readonly key: Uint8Array };
