import { domainToASCII } from 'node:url';

/**
 * The one form in which an address is kept, shown, compared and decided upon: lower case, an international domain in its
 * ASCII form (RFC 5891), so that two ways to write a domain are one, and a look-alike shows as what it is. What is no address
 * comes back in lower case.
 */
export function storedAddress(address: string): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  return at < 0 ? lower : `${lower.slice(0, at)}@${asciiDomain(lower.slice(at + 1)) ?? lower.slice(at + 1)}`;
}

/** A host name in its ASCII form; null for what is none. */
export function asciiDomain(domain: string): string | null {
  // `domainToASCII` forgives blanks, percent signs and line ends; so only plain host names are given to it.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return null;
  const ascii = domainToASCII(domain);
  // Numbers become IPv4 addresses in its eyes.
  return ascii === '' || /^[\d.]+$/.test(ascii) ? null : ascii;
}

/** The domain of an address, or of one written alone, as DNS has it; empty for what is none. */
export function mailDomain(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).trim();
  return asciiDomain(domain.replace(/\.$/, '')) ?? '';
}
