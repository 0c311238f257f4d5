import { isIP } from 'node:net';
import { askOnce } from './ask-once.ts';
import { isPublicAddress, lookUpAllowed } from './public-address.ts';

/** What an authority hands out to everybody: lists and answers, signed by itself. */
export type AuthorityQuestion = {
  readonly url: string;
  /** Posted where there is one. */
  readonly body: { readonly bytes: Uint8Array; readonly type: string } | null;
  readonly timeoutMs: number;
};

/** A list of withdrawn certificates is some megabytes at most, an answer about one some kilobytes. */
const largestList = 12 * 1024 * 1024;
const largestAnswer = 64 * 1024;

/**
 * Fetches from an authority, by plain HTTP as well, since what comes is signed; null where it does not answer, answers with
 * anything but 200, or with too much. Says nothing about us but what the question says. Certificates name the place, so
 * whoever issued one could send us anywhere: no redirect is followed, and nothing on this computer or around it is asked.
 */
export async function fetchFromAuthority(
  { url: place, body, timeoutMs }: AuthorityQuestion,
  isAllowed = isPublicAddress,
): Promise<Uint8Array | null> {
  try {
    const url = new URL(place);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    // An address in the place of a name is not looked up.
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !isAllowed(host)) return null;
    const { status, bytes } = await askOnce({
      url,
      options: { lookup: lookUpAllowed(isAllowed) },
      body,
      patience: timeoutMs,
      largest: body === null ? largestList : largestAnswer,
    });
    return status === 200 ? bytes : null;
  } catch {
    return null;
  }
}
