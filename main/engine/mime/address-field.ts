import addressparser from 'nodemailer/lib/addressparser';
import { decodeWords } from 'postal-mime';
import { hasHiddenCharacters, withoutHiddenCharacters } from './file-name.ts';
import type { Address, MessageWarning } from './types.ts';

const mostAddresses = 2_000;
/** Bounded, since an unbounded one is tried anew at each letter of a long name. */
const addressInName = /[^\s<>"'(),;:@]{1,64}@[^\s<>"'(),;:@.]{1,63}(?:\.[^\s<>"'(),;:@.]{1,63}){1,20}/g;
const encodedWord = /=\?[^?\s]+\?[QqBb]\?[^?]*\?=/g;

/**
 * Reads address fields (RFC 5322, 3.4); groups are flattened. The address is always the one written on the wire:
 * encoded words are decoded in names only, never looked into for an address.
 */
export function parseAddressFields(values: readonly string[]): Address[] {
  const addresses: Address[] = [];
  for (const value of values) {
    for (const { name, address } of addressparser(value, { flatten: true })) {
      if (addresses.length >= mostAddresses) return addresses;
      if (address === '' && name === '') continue;
      addresses.push({ name: cleanName(decodeWords(name)), address: address.trim() });
    }
  }
  return addresses;
}

/** What is odd about the From fields of a message, given as received and as read. */
export function checkFrom(values: readonly string[], addresses: readonly Address[]): MessageWarning[] {
  const warnings: MessageWarning[] = [];
  if (values.length > 1) warnings.push('several-from');
  const real = addresses.filter(({ address }) => address.includes('@'));
  if (real.length === 0) warnings.push('no-from');
  if (values.length <= 1 && addresses.length > 1) warnings.push('several-addresses-in-from');
  if (addresses.some(looksLikeOther)) warnings.push('name-looks-like-address');
  const decoded = values.flatMap((value) => [...value.matchAll(encodedWord)].map(([word]) => decodeWords(word)));
  const trick =
    decoded.some((word) => /[\p{Cc}<>]/u.test(word)) ||
    addresses.some(({ address }) => /=\?|[\p{Cc}\s]/u.test(address));
  if (trick) warnings.push('encoded-word-trick');
  if ([...values, ...decoded].some(hasHiddenCharacters)) warnings.push('hidden-characters');
  return warnings;
}

/** A name may repeat its own address, as many programs write it, but not show another. */
function looksLikeOther({ name, address }: Address): boolean {
  const own = address.toLowerCase();
  return [...name.matchAll(addressInName)].some(([found]) => found.toLowerCase() !== own);
}

function cleanName(name: string): string {
  return withoutHiddenCharacters(name).trim();
}
