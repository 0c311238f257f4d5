import type { SealedLanguage } from './letter.ts';

/**
 * The longest address a letter may travel in, in characters. Browsers take far more; what stands between does not always:
 * mail programs that lead links over a server of their own put the whole address into one request line, and 8,190 bytes of
 * that are the usual most (Apache's LimitRequestLine). A longer letter is a file that the reader page opens.
 */
export const longestLink = 8_000;

/** What follows the `#`, which browsers never send. Only letters, digits, `-`, `_` and `.`, so that nothing escapes it. */
export type LetterFragment = {
  readonly language: SealedLanguage;
  readonly sign: string;
  /** The encrypted letter, binary, base64url; null where it comes as a file. */
  readonly message: string | null;
};

const version = '1';
const form = /^#?1\.(en|es)\.([A-Za-z0-9-]{0,200})(?:\.([A-Za-z0-9_-]+))?$/;

/** Writes the fragment, without `#`. */
export function writeFragment({ language, sign, message }: LetterFragment): string {
  const parts = [version, language, encodeURIComponent(sign).replaceAll('%', '-')];
  return [...parts, ...(message === null ? [] : [message])].join('.');
}

/** Reads a fragment, with or without `#`; null when it is none of ours, or was cut off before its sign. */
export function readFragment(hash: string): LetterFragment | null {
  const [, language, sign, message] = form.exec(hash) ?? [];
  if (language === undefined || sign === undefined) return null;
  return {
    language: language === 'es' ? 'es' : 'en',
    sign: readSign(sign),
    message: message ?? null,
  };
}

function readSign(written: string): string {
  try {
    return decodeURIComponent(written.replaceAll('-', '%'));
  } catch {
    return '';
  }
}

/** The encrypted letter of a fragment as the armored message that OpenPGP reads (RFC 9580, 6). */
export function armorOf(message: string): string {
  const base64 = message.replaceAll('-', '+').replaceAll('_', '/');
  const padded = base64 + '='.repeat((4 - (base64.length % 4)) % 4);
  return `-----BEGIN PGP MESSAGE-----\n\n${padded.match(/.{1,64}/g)?.join('\n')}\n-----END PGP MESSAGE-----\n`;
}
