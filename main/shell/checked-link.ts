import { parseAddress } from './parse-address.ts';

const longest = 2_000;

/**
 * The address as it may be handed to the person's own programs, or null. Only https without a password in it, and mailto with
 * recipients and a subject: `attach`, `bcc` and `body` would let a message of a stranger write mail in our person's name.
 */
export function checkedLink(address: string): string | null {
  const url = address.length > longest ? null : parseAddress(address);
  if (url === null) return null;
  if (url.protocol === 'https:')
    return url.username === '' && url.password === '' && url.hostname !== '' ? url.href : null;
  if (url.protocol !== 'mailto:') return null;
  const plain = /^[^\s<>"\\,;:@%?&]+@[^\s<>"\\,;:@%?&]+$/.test(url.pathname);
  const fields = [...url.searchParams];
  const harmless = fields.every(([name, value]) => name.toLowerCase() === 'subject' && !hasControl(value));
  return plain && harmless && fields.length <= 1 ? url.href : null;
}

function hasControl(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}
