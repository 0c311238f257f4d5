import { TLSSocket } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { EngineError } from '../base/errors.ts';
import { explainCertificate } from './explain-certificate.ts';
import { type Login, type ServerSettings, type TrustedRoots, tlsOptions } from './server-settings.ts';
import { type Timeouts, withDeadline } from './timeouts.ts';
import { translateError } from './translate-error.ts';

/** What a submission server announces inside TLS. */
export type SmtpCapabilities = {
  /** The longest message it takes, in bytes; null when it names none (RFC 1870). */
  readonly size: number | null;
  /** RFC 8689. */
  readonly requireTls: boolean;
  /** SASL mechanisms, upper case. */
  readonly auth: readonly string[];
};

export type SmtpSession = {
  readonly connection: SMTPConnection;
  readonly capabilities: SmtpCapabilities;
  readonly tls: { readonly protocol: string; readonly cipher: string };
  /** Says goodbye and hangs up; never fails. */
  readonly end: () => void;
};

/** Connects and starts TLS; signs in when a login is given. Throws `server-…`, `sign-in-…` or `offline` codes. */
export async function openSmtp(
  settings: ServerSettings,
  login: Login | null,
  roots: TrustedRoots,
  timeouts: Timeouts,
): Promise<SmtpSession> {
  const connection = createConnection(settings, roots, timeouts);
  try {
    return await withDeadline(settings, timeouts.session, start(connection, settings, login), () => connection.close());
  } catch (error) {
    connection.close();
    const translated = translateError(error, settings, login);
    throw translated.code === 'server-certificate'
      ? await explainCertificate(translated, settings, 'smtp', roots)
      : translated;
  }
}

/** Nothing here may be loosened: `secure`, or else `requireTLS`; and never a log, which would hold what patients write. */
function createConnection(settings: ServerSettings, roots: TrustedRoots, timeouts: Timeouts): SMTPConnection {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    ...(settings.security === 'implicit' ? { secure: true } : { secure: false, requireTLS: true }),
    tls: tlsOptions(settings, roots),
    logger: false,
    // The practice's computer name is nobody's business (RFC 5321, 4.1.4 allows an address literal).
    name: '[127.0.0.1]',
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    dnsTimeout: timeouts.connect,
    socketTimeout: timeouts.finalAnswer,
    socketCloseTimeout: 2_000,
    maxResponseSize: 64 * 1024,
  });
  // Whoever waits hears of it by a listener of their own; this one keeps a late error from ending the process.
  connection.on('error', () => {});
  return connection;
}

async function start(connection: SMTPConnection, settings: ServerSettings, login: Login | null): Promise<SmtpSession> {
  await connected(connection);
  const socket = connection._socket;
  // Belt and braces: the options above make anything else impossible.
  if (!(socket instanceof TLSSocket) || !socket.authorized) {
    throw new EngineError('server-no-tls', { host: settings.host, port: settings.port });
  }
  // The final dot is a small packet of its own: it would wait for the answer to the one before.
  socket.setNoDelay(true);
  const capabilities = readCapabilities(connection.lastServerResponse || '');
  if (login !== null) await signIn(connection, settings, login, capabilities);
  return {
    connection,
    capabilities,
    tls: { protocol: socket.getProtocol() ?? '', cipher: socket.getCipher().standardName },
    end: () => {
      connection.quit();
      setTimeout(() => connection.close(), 2_000).unref();
    },
  };
}

function connected(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(Object.assign(new Error('closed'), { code: 'ECONNECTION' })));
    connection.connect((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function signIn(
  connection: SMTPConnection,
  settings: ServerSettings,
  login: Login,
  capabilities: SmtpCapabilities,
): Promise<void> {
  const usable = capabilities.auth.some((name) => ['PLAIN', 'LOGIN', 'CRAM-MD5'].includes(name));
  if (!usable) {
    const code = capabilities.auth.length > 0 ? 'sign-in-needs-oauth' : 'server-protocol';
    throw new EngineError(code, { host: settings.host, port: settings.port, reason: 'no-password-sign-in' });
  }
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.login({ user: login.user, pass: login.password.reveal() }, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function readCapabilities(answer: string): SmtpCapabilities {
  const lines = answer
    .split(/\r?\n/)
    .slice(1)
    .map((line) =>
      line
        .replace(/^\d{3}[ -]/, '')
        .trim()
        .toUpperCase(),
    );
  const size = lines.map((line) => /^SIZE (\d{1,15})$/.exec(line)?.[1]).find((found) => found !== undefined);
  return {
    // Zero means "no fixed limit" (RFC 1870, 4).
    size: size === undefined || Number(size) === 0 ? null : Number(size),
    requireTls: lines.includes('REQUIRETLS'),
    auth: lines.flatMap((line) => /^AUTH[ =](.+)$/.exec(line)?.[1]?.split(/\s+/) ?? []),
  };
}
