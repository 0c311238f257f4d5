import { askOnce } from './ask-once.ts';

/** What an authority hands out to everybody: lists and answers, signed by itself. */
export type AuthorityQuestion = {
  readonly url: string;
  /** Posted where there is one. */
  readonly body: { readonly bytes: Uint8Array; readonly type: string } | null;
  readonly timeoutMs: number;
};

/** A list of withdrawn certificates is some megabytes at most. */
const largest = 12 * 1024 * 1024;
const mostRedirects = 2;

/**
 * Fetches from an authority, by plain HTTP as well, since what comes is signed; null where it does not answer, answers with
 * anything but 200, or with too much. Says nothing about us but what the question says.
 */
export async function fetchFromAuthority(question: AuthorityQuestion, redirects = 0): Promise<Uint8Array | null> {
  try {
    const url = new URL(question.url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    const { status, headers, bytes } = await askOnce({
      url,
      body: question.body,
      patience: question.timeoutMs,
      largest,
    });
    if (status >= 300 && status < 400 && headers.location !== undefined && redirects < mostRedirects) {
      return await fetchFromAuthority({ ...question, url: new URL(headers.location, url).href }, redirects + 1);
    }
    return status === 200 ? bytes : null;
  } catch {
    return null;
  }
}
