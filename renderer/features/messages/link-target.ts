import { findUrl } from '../../text/find-url.ts';
import type { MailLink } from './safe-mail.ts';

/** Where a link goes, as a person is asked about it. */
export type LinkTarget =
  | {
      readonly kind: 'web';
      /** What is opened; always https. */
      readonly url: string;
      /** As the network sees it: punycode stays punycode. */
      readonly host: string;
      /** The host's name is written in other letters than it shows. */
      readonly lookAlike: boolean;
      readonly upgraded: boolean;
      /** The host that the link's text names, where that is another one. */
      readonly shownHost: string | null;
    }
  | { readonly kind: 'mail'; readonly address: string };

function hostInText(text: string): string | null {
  const match = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?:[/:?#]|$)/iu.exec(text.trim());
  const name = match?.[1];
  return name === undefined ? null : (findUrl(`https://${name}`)?.hostname ?? null);
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, '');
}

/** Reads a link of a message. A `mailto:` gives its address alone: never a subject, a copy or a file (RFC 6068, 7). */
export function linkTarget({ url, text }: MailLink): LinkTarget {
  const parsed = new URL(url);
  if (parsed.protocol === 'mailto:') {
    const first = parsed.pathname.split(',')[0] ?? '';
    return { kind: 'mail', address: decodeAddress(first).trim() };
  }
  const upgraded = parsed.protocol === 'http:';
  if (upgraded) parsed.protocol = 'https:';
  const host = parsed.hostname;
  const shown = hostInText(text);
  return {
    kind: 'web',
    url: parsed.href,
    host,
    lookAlike: host.split('.').some((label) => label.startsWith('xn--')),
    upgraded,
    shownHost: shown !== null && withoutWww(shown) !== withoutWww(host) ? shown : null,
  };
}

function decodeAddress(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
