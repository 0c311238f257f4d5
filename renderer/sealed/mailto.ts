import { answerLimits } from '../../main/contract/sealed/letter.ts';

// RFC 6068: lines end in %0D%0A, "+" is itself but some programs read it as a space, and "/" may stand as it is.
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\r?\n/g, '\r\n')).replace(/%2F/g, '/');
}

/** A `mailto:` URL to the practice. */
export function mailtoUrl(address: string, subject: string, body?: string): string {
  const to = encodeURIComponent(address).replace(/%40/g, '@');
  return `mailto:${to}?subject=${encode(subject)}${body === undefined ? '' : `&body=${encode(body)}`}`;
}

/** The URL of a mail with the locked answer in it, or null when it is longer than mail programs take. */
export function answerMailtoUrl(address: string, subject: string, armored: string): string | null {
  const url = mailtoUrl(address, subject, armored.trim());
  return url.length <= answerLimits.mailtoUrl ? url : null;
}
