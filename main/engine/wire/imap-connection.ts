import { ImapFlow } from 'imapflow';
import type { ErrorCode } from '../../contract/errors.ts';
import { createEmitter } from '../base/emitter.ts';
import { EngineError } from '../base/errors.ts';
import { type Log, silentLog } from '../base/log.ts';
import { explainCertificate } from './explain-certificate.ts';
import { createImapMailboxes } from './imap-mailboxes.ts';
import { createImapMessages } from './imap-messages.ts';
import { createImapSession } from './imap-session.ts';
import type { ImapConnection, ImapEvents } from './imap-types.ts';
import { keepWatching } from './imap-watch.ts';
import { type Login, type ServerSettings, type TrustedRoots, tlsOptions } from './server-settings.ts';
import { type Timeouts, usualTimeouts, withDeadline } from './timeouts.ts';
import { translateError } from './translate-error.ts';

export type ImapOptions = {
  readonly roots: TrustedRoots;
  readonly log?: Log;
  readonly timeouts?: Partial<Timeouts>;
};

/** Messages longer than this are cut off unless the caller says otherwise, in bytes. */
const largestMessage = 128 * 1024 * 1024;

/** Connects, starts TLS, signs in. Throws what went wrong as one of the `server-…`, `sign-in-…` or `offline` codes. */
export async function connectImap(
  settings: ServerSettings,
  login: Login,
  options: ImapOptions,
): Promise<ImapConnection> {
  const timeouts = { ...usualTimeouts, ...options.timeouts };
  const client = createClient(settings, login, options.roots, timeouts);
  const log = options.log ?? silentLog;
  const events = createEmitter<ImapEvents>(() => log.warn('imap-listener-failed'));
  const end = followEnd(client, settings, login, (because) => events.emit('closed', { because }));
  try {
    await withDeadline(settings, timeouts.session, client.connect(), () => client.close());
    return assemble(client, settings, login, events, end, largestMessage);
  } catch (error) {
    client.close();
    const translated = translateError(error, settings, login);
    throw translated.code === 'server-certificate'
      ? await explainCertificate(translated, settings, 'imap', options.roots)
      : translated;
  } finally {
    forgetPassword(client);
  }
}

/** Nothing here may be loosened: `secure`, or else `doSTARTTLS`; and never a log, which would hold what patients write. */
function createClient(settings: ServerSettings, login: Login, roots: TrustedRoots, timeouts: Timeouts): ImapFlow {
  return new ImapFlow({
    host: settings.host,
    port: settings.port,
    ...(settings.security === 'implicit' ? { secure: true } : { secure: false, doSTARTTLS: true }),
    tls: tlsOptions(settings, roots),
    auth: { user: login.user, pass: login.password.reveal() },
    logger: false,
    emitLogs: false,
    clientInfo: { name: 'Postern', version: false, vendor: false, 'support-url': false },
    disableAutoIdle: true,
    disableCompression: true,
    qresync: true,
    // Shorter than the 29 minutes of RFC 2177, so that a dead line shows soon; RFC 9051 lets servers hang up after 30.
    maxIdleTime: 5 * 60_000,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    maxLiteralSize: largestMessage + 1024 * 1024,
    maxResponseSize: largestMessage + 8 * 1024 * 1024,
    maxLineLength: 16 * 1024 * 1024,
  });
}

type End = { readonly ended: () => boolean; readonly closeByUs: () => void };

function followEnd(
  client: ImapFlow,
  settings: ServerSettings,
  login: Login,
  tell: (because: ErrorCode | null) => void,
): End {
  let reason: ErrorCode | null = 'offline';
  let ended = false;
  client.on('error', (error: unknown) => {
    reason = translateError(error, settings, login).code;
  });
  client.on('close', () => {
    if (ended) return;
    ended = true;
    tell(reason);
  });
  return {
    ended: () => ended,
    closeByUs: () => {
      reason = null;
    },
  };
}

function assemble(
  client: ImapFlow,
  settings: ServerSettings,
  login: Login,
  events: ReturnType<typeof createEmitter<ImapEvents>>,
  end: End,
  sizeLimit: number,
): ImapConnection {
  const tls = client.tls || null;
  // Belt and braces: the options above make anything else impossible.
  if (tls?.authorized !== true) throw new EngineError('server-no-tls', { host: settings.host });
  const session = createImapSession(client, settings, login);
  return {
    events,
    capabilities: {
      condstore: client.enabled.has('CONDSTORE') || client.enabled.has('QRESYNC'),
      qresync: client.enabled.has('QRESYNC'),
      move: client.capabilities.has('MOVE') || client.enabled.has('IMAP4REV2'),
    },
    tls: { protocol: tls.version, cipher: tls.standardName ?? tls.name },
    ...createImapMailboxes(client, session),
    ...createImapMessages(client, session, events, sizeLimit),
    watch: () => keepWatching(client, end.ended),
    close: async () => {
      end.closeByUs();
      if (end.ended()) return;
      await withDeadline(settings, 2_000, client.logout(), () => {}).catch(() => {});
      client.close();
    },
  };
}

function forgetPassword(client: ImapFlow): void {
  if (client.options.auth) client.options.auth.pass = undefined;
}

export type { ImapConnection };
