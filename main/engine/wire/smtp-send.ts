import { isAscii } from 'node:buffer';
import { Duplex, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { ErrorCode } from '../../contract/errors.ts';
import { EngineError } from '../base/errors.ts';
import { foreignFields, numberOf, textOf } from './foreign-fields.ts';
import type { Login, ServerSettings, TrustedRoots } from './server-settings.ts';
import { serverText } from './server-text.ts';
import type { SmtpLines } from './smtp-lines.ts';
import { openSmtp, type SmtpCapabilities, type SmtpSession } from './smtp-session.ts';
import { type Timeouts, usualTimeouts } from './timeouts.ts';
import { translateError } from './translate-error.ts';

export type SendJob = {
  readonly envelopeFrom: string;
  readonly envelopeTo: readonly string[];
  /** The finished message. Sent as it is, but for dots doubled at line starts (RFC 5321, 4.5.2). */
  readonly bytes: Uint8Array;
  readonly roots: TrustedRoots;
  /** REQUIRETLS (RFC 8689): never, where the server offers it, or not without it. */
  readonly requireTls?: 'never' | 'when-offered' | 'must';
  readonly timeouts?: Partial<Timeouts>;
};

/** An address that was refused, and the server's words for it. */
export type RefusedRecipient = { readonly address: string; readonly response: string };

/**
 * `accepted`: the server has taken it, for every address but those in `refused`. `not-sent`: it certainly has not; with `retry`
 * the same bytes may go later (the line, the account or the server was at fault, or it asked to come back), without it the
 * message itself was refused. `unsure`: the line was lost after the final dot and before the answer, or the server said that it
 * has the message before it was given all of it; SMTP has no way to find out which it was.
 */
export type SendResult =
  | {
      readonly outcome: 'accepted';
      readonly response: string;
      readonly refused: readonly RefusedRecipient[];
      readonly tls: { readonly protocol: string; readonly cipher: string };
      /** It was told to pass the message on by verified TLS or not at all. */
      readonly requireTls: boolean;
      readonly server: string;
    }
  | {
      readonly outcome: 'not-sent';
      readonly retry: boolean;
      readonly code: ErrorCode;
      readonly response: string;
      /** The error's facts; for `message-too-large` the `limit` and `size` in bytes. */
      readonly facts: EngineError['facts'];
    }
  | { readonly outcome: 'unsure'; readonly reason: UnsureReason };

type UnsureReason = 'connection-lost' | 'timeout' | 'unreadable-answer' | 'answered-early';

/**
 * Hands one message to the submission server: on a connection of `lines` that is at rest, or on one of its own. Never throws:
 * what happened is the result.
 */
export async function sendBytes(
  settings: ServerSettings,
  login: Login,
  job: SendJob,
  lines: SmtpLines | null = null,
): Promise<SendResult> {
  const timeouts = { ...usualTimeouts, ...job.timeouts };
  if (job.bytes.includes(0)) return refuseByRule('header-invalid', { what: 'nul' });
  const line: Line = { settings, login, timeouts, lines };
  const kept = lines?.take(settings, login) ?? null;
  const result = kept === null ? null : await sendOn(kept, line, job, 'kept');
  // What was at rest may have ended unseen: nothing of this message was asked for yet, so a fresh one may be tried.
  if (result !== null && result !== 'stale') return result;
  try {
    const sent = await sendOn(await openSmtp(settings, login, job.roots, timeouts), line, job, 'fresh');
    return sent === 'stale' ? notSent(new EngineError('offline', { reason: 'connection-lost' })) : sent;
  } catch (error) {
    return notSent(translateError(error, settings, login));
  }
}

/** Where a message goes, and what becomes of the connection. */
type Line = {
  readonly settings: ServerSettings;
  readonly login: Login;
  readonly timeouts: Timeouts;
  readonly lines: SmtpLines | null;
};

async function sendOn(
  session: SmtpSession,
  line: Line,
  job: SendJob,
  age: 'kept' | 'fresh',
): Promise<SendResult | 'stale'> {
  const { host, port } = line.settings;
  const limit = session.capabilities.size;
  if (limit !== null && job.bytes.length > limit) {
    session.end();
    return refuseByRule('message-too-large', { limit, size: job.bytes.length });
  }
  if (job.requireTls === 'must' && !session.capabilities.requireTls) {
    session.end();
    return notSent(new EngineError('requiretls-missing', { host, port }));
  }
  return submit(session, line, job, age);
}

/** What the server announces inside TLS, without signing in. Throws as `connectImap` does. */
export async function smtpCapabilities(settings: ServerSettings, roots: TrustedRoots): Promise<SmtpCapabilities> {
  const session = await openSmtp(settings, null, roots, usualTimeouts);
  session.end();
  return session.capabilities;
}

async function submit(
  session: SmtpSession,
  { settings, login, timeouts, lines }: Line,
  job: SendJob,
  age: 'kept' | 'fresh',
): Promise<SendResult | 'stale'> {
  const { connection } = session;
  const progress = { started: false, dotWritten: false };
  const source = Readable.from(pieces(job.bytes, progress), { objectMode: false });
  const isAllWritten = watchWritten(source);
  const envelope = {
    from: job.envelopeFrom,
    to: [...job.envelopeTo],
    size: job.bytes.length,
    use8BitMime: !isAscii(job.bytes),
    // What was offered inside TLS, and nothing that was said before it.
    requireTLSExtensionEnabled: (job.requireTls ?? 'never') !== 'never' && session.capabilities.requireTls,
  };
  let fail = (_error: unknown) => {};
  const closed = () => fail(Object.assign(new Error('closed'), { code: 'ECONNECTION' }));
  const failed = (error: unknown) => fail(error);
  let tooQuiet: NodeJS.Timeout | undefined;
  try {
    const info = await new Promise<Sent>((resolve, reject) => {
      fail = reject;
      // nodemailer knows one limit for silence; the long one is for the final answer only.
      tooQuiet = setTimeout(() => {
        if (!progress.started) reject(new EngineError('server-timeout', { host: settings.host, port: settings.port }));
      }, timeouts.silence);
      connection.once('error', failed);
      connection.once('end', closed);
      connection.send(envelope, source, (error, sent) => {
        if (error) reject(error);
        else resolve({ response: sent.response, errors: sent.rejectedErrors ?? [] });
      });
    });
    if (!isAllWritten()) {
      // Said of a message that is still being written. The next one's commands would land inside it.
      connection.close();
      return { outcome: 'unsure', reason: 'answered-early' };
    }
    if (lines === null) session.end();
    else lines.keep(settings, login, session);
    return {
      outcome: 'accepted',
      response: serverText(info.response, login),
      refused: info.errors.map((error) => ({
        address: error.recipient ?? '',
        response: serverText(error.response ?? '', login),
      })),
      tls: session.tls,
      requireTls: envelope.requireTLSExtensionEnabled,
      server: settings.host,
    };
  } catch (error) {
    connection.close();
    const status = numberOf(foreignFields(error).responseCode);
    if (age === 'kept' && !progress.started && (status === 0 || status === 421)) return 'stale';
    return judge(error, progress.dotWritten, settings, login);
  } finally {
    clearTimeout(tooQuiet);
    connection.off('error', failed);
    connection.off('end', closed);
  }
}

type SmtpRefusal = { readonly response?: string | undefined; readonly recipient?: string | undefined };
type Sent = { readonly response: string; readonly errors: readonly SmtpRefusal[] };

const pieceLength = 32 * 1024;
/** Bytes that are handed over before others on this thread have their turn. */
const turnLength = 8 * pieceLength;

/**
 * The message, piece by piece. nodemailer asks for more only after it has passed on what it got, and writes the final dot when
 * there is no more: so until the generator has ended, the dot cannot have been written.
 */
async function* pieces(
  bytes: Uint8Array,
  progress: { started: boolean; dotWritten: boolean },
): AsyncGenerator<Uint8Array> {
  progress.started = true;
  for (let at = 0; at < bytes.length; at += pieceLength) {
    // A line that takes everything at once would otherwise be fed in one turn of this thread, however long the message.
    if (at % turnLength === 0) await setImmediate();
    yield bytes.subarray(at, at + pieceLength);
  }
  progress.dotWritten = true;
}

/**
 * Tells at any time whether the socket was given the final dot. nodemailer puts a stream of its own between message and
 * socket: once that is finished and holds nothing more, it has. (Its end comes later, after the socket has drained, and the
 * answer may be here by then.)
 */
function watchWritten(source: Readable): () => boolean {
  let isWritten = () => false;
  const pipe = source.pipe.bind(source);
  source.pipe = (destination, options) => {
    if (destination instanceof Duplex) {
      isWritten = () => destination.writableFinished && destination.readableLength === 0;
    }
    return pipe(destination, options);
  };
  return () => isWritten();
}

function judge(error: unknown, dotWritten: boolean, settings: ServerSettings, login: Login): SendResult {
  const fields = foreignFields(error);
  const status = numberOf(fields.responseCode);
  const response = serverText(textOf(fields.response), login);
  if (status >= 400 && status < 600) {
    const code = refusalCode(status, response, fields.command);
    return {
      outcome: 'not-sent',
      retry: code === 'mail-deferred',
      code,
      response,
      facts: { host: settings.host, status },
    };
  }
  if (fields.code === 'EENVELOPE') return refuseByRule('recipient-invalid', {});
  if (!dotWritten) return notSent(translateError(error, settings, login));
  if (fields.code === 'ETIMEDOUT') return { outcome: 'unsure', reason: 'timeout' };
  return { outcome: 'unsure', reason: response === '' ? 'connection-lost' : 'unreadable-answer' };
}

function refusalCode(status: number, response: string, command: unknown): ErrorCode {
  // 552 5.3.4 and 5.2.3: too big for the system, or for that mailbox (RFC 3463).
  if (/^5\d\d[ -]5\.(3\.4|2\.3)/.test(response)) return 'message-too-large';
  // 503 complains about the state of the session, not about the message.
  if (status < 500 || status === 503) return 'mail-deferred';
  return command === 'RCPT TO' ? 'recipient-refused' : 'mail-refused';
}

const refuseByRule = (code: ErrorCode, facts: EngineError['facts']): SendResult => ({
  outcome: 'not-sent',
  retry: false,
  code,
  response: '',
  facts,
});

/** Nothing about the message was refused: it can go once the line, or the account, is mended. */
function notSent(error: EngineError): SendResult {
  const { answer } = error.facts;
  const response = typeof answer === 'string' ? answer : '';
  return { outcome: 'not-sent', retry: true, code: error.code, response, facts: error.facts };
}
