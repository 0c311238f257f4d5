import { type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from 'node:http';
import { type RequestOptions, request as requestTls } from 'node:https';

/** One question over HTTP that says nothing about us: no cookie, no referrer, no name of a program. */
export type HttpQuestion = {
  readonly url: URL;
  /** TLS, port and look-up of names, as its caller needs them. */
  readonly options?: Omit<RequestOptions, 'method' | 'headers' | 'agent' | 'signal'>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Posted where there is one. */
  readonly body?: { readonly bytes: Uint8Array; readonly type: string } | null;
  /** For the whole of it, in ms. */
  readonly patience: number;
  /** Bytes of the answer that are read at most: what is longer is nobody's list, page or key. */
  readonly largest: number;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Of an answer with 200; null where it is longer than asked for. */
  readonly bytes: Uint8Array | null;
};

/** Asks once and follows no redirect. Throws what Node throws, `ETIMEDOUT` where patience ends; never half an answer. */
export async function askOnce(question: HttpQuestion): Promise<HttpAnswer> {
  const { url, options = {}, headers = {}, body = null, patience, largest } = question;
  const signal = AbortSignal.timeout(patience);
  const call = (url.protocol === 'https:' ? requestTls : requestPlain)(url, {
    ...options,
    method: body === null ? 'GET' : 'POST',
    headers: { ...headers, ...(body && { 'Content-Type': body.type, 'Content-Length': body.bytes.length }) },
    agent: false,
    signal,
  });
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      call.on('error', reject);
      call.once('response', resolve);
      call.end(body?.bytes);
    });
    const status = answer.statusCode ?? 0;
    return {
      status,
      headers: answer.headers,
      bytes: status === 200 ? await readBody(answer, largest) : new Uint8Array(0),
    };
  } catch (error) {
    throw signal.aborted ? Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }) : error;
  } finally {
    call.destroy();
  }
}

async function readBody(answer: IncomingMessage, largest: number): Promise<Uint8Array | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer) {
    const bytes: Buffer = piece;
    length += bytes.length;
    if (length > largest) return null;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}
