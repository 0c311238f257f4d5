import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';

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
  const signal = AbortSignal.timeout(question.timeoutMs);
  try {
    const answer = await ask(question, signal);
    const { statusCode = 0, headers } = answer;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined && redirects < mostRedirects) {
      answer.destroy();
      return await fetchFromAuthority(
        { ...question, url: new URL(headers.location, question.url).href },
        redirects + 1,
      );
    }
    if (statusCode === 200) return await readAll(answer);
    answer.destroy();
    return null;
  } catch {
    return null;
  }
}

function ask({ url, body }: AuthorityQuestion, signal: AbortSignal): Promise<IncomingMessage> {
  const { protocol } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return Promise.reject(new Error('unknown protocol'));
  const request = protocol === 'https:' ? requestTls : requestPlain;
  const headers = body === null ? {} : { 'Content-Type': body.type, 'Content-Length': body.bytes.length };
  return new Promise((resolve, reject) => {
    const asking: ClientRequest = request(url, { method: body === null ? 'GET' : 'POST', headers, signal }, resolve);
    asking.on('error', reject);
    asking.end(body?.bytes);
  });
}

async function readAll(answer: IncomingMessage): Promise<Uint8Array | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer) {
    const bytes = piece as Buffer;
    length += bytes.length;
    if (length > largest) {
      answer.destroy();
      return null;
    }
    pieces.push(bytes);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
