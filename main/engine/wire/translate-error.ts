import { networkInterfaces } from 'node:os';
import type { ErrorCode, ErrorFacts } from '../../contract/errors.ts';
import { EngineError } from '../base/errors.ts';
import { certificateReason } from './certificate-reason.ts';
import { foreignFields, numberOf, textOf } from './foreign-fields.ts';
import type { Login, ServerSettings } from './server-settings.ts';
import { serverText } from './server-text.ts';

/** What imapflow, nodemailer and Node put on their errors; all of it may be missing. */
type ForeignError = {
  readonly message: string;
  readonly code: string;
  readonly tlsFailed: boolean;
  readonly signInFailed: boolean;
  readonly answer: string;
  readonly command: string;
  readonly temporary: boolean;
};

const lost = new Set(['ECONNRESET', 'EPIPE', 'NoConnection', 'EConnectionClosed', 'ECONNECTION', 'StateLogout']);
const closedEarly = new Set(['ClosedAfterConnectText', 'ClosedAfterConnectTLS']);
const timedOut = new Set([
  'ETIMEDOUT',
  'ETIMEOUT',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'LockTimeout',
]);
const unreachable = new Set(['ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EAI_AGAIN']);

/**
 * Makes an `EngineError` of whatever imapflow, nodemailer or Node threw. The foreign error itself is dropped: it can hold the
 * command that was sent. Server text is kept only for a refused sign-in, which always happens inside TLS.
 */
export function translateError(error: unknown, settings: ServerSettings, login: Login | null): EngineError {
  if (error instanceof EngineError) return error;
  const foreign = readForeign(error);
  const make = (code: ErrorCode, facts: ErrorFacts = {}) =>
    new EngineError(code, { host: settings.host, port: settings.port, ...facts });

  const certificate = certificateReason(foreign.code);
  if (certificate !== null) return make('server-certificate', { reason: certificate });
  if (foreign.signInFailed) return translateSignIn(foreign, login, make);
  if (foreign.code === 'STARTTLS_INJECTION') return make('server-no-tls', { reason: 'injected' });
  if (/PREAUTH/.test(foreign.message)) return make('server-no-tls', { reason: 'preauth' });
  if (foreign.code === 'ENOTFOUND' || foreign.code === 'EDNS') {
    return make(hasNetwork() ? 'server-name-not-found' : 'offline', { reason: 'name' });
  }
  if (unreachable.has(foreign.code)) return make('offline', { reason: 'unreachable' });
  if (timedOut.has(foreign.code)) return make('server-timeout');
  if (foreign.code === 'ECONNREFUSED') return make('server-refused', { reason: 'connection' });
  if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|VERSION_TOO_LOW/.test(foreign.code)) {
    return make('server-no-tls', { reason: 'too-old' });
  }
  if (/^ERR_SSL_|^EPROTO$/.test(foreign.code)) return make('server-no-tls', { reason: 'no-tls-here' });
  if (foreign.tlsFailed || foreign.code === 'ETLS') return make('server-no-tls', { reason: 'starttls-missing' });
  if (foreign.temporary) return make('server-refused', { reason: 'busy' });
  // A server that answers EHLO with a refusal has no extensions, so no STARTTLS either.
  if (foreign.command === 'EHLO' && foreign.answer !== '') return make('server-no-tls', { reason: 'starttls-missing' });
  if (foreign.code === 'EPROTOCOL') return make('server-protocol', { reason: 'unexpected-answer' });
  if (lost.has(foreign.code)) return make('offline', { reason: 'connection-lost' });
  if (closedEarly.has(foreign.code)) return make('server-protocol', { reason: 'closed-early' });
  return make('server-protocol', { reason: /^[\w.-]{1,40}$/.test(foreign.code) ? foreign.code : 'unknown' });
}

function translateSignIn(
  foreign: ForeignError,
  login: Login | null,
  make: (code: ErrorCode, facts?: ErrorFacts) => EngineError,
): EngineError {
  const answer = serverText(foreign.answer, login);
  if (foreign.temporary) return make('server-refused', { reason: 'busy', answer });
  if (/5\.7\.139|basic authentication is disabled|web login required|oauth/i.test(answer)) {
    return make('sign-in-needs-oauth', { answer });
  }
  const reason = /application[- ]specific password|app password/i.test(answer) ? 'app-password' : 'refused';
  return make('sign-in-refused', { reason, answer });
}

function readForeign(error: unknown): ForeignError {
  const fields = foreignFields(error);
  const code = textOf(fields.originalCode) || textOf(fields.code);
  const imapCode = textOf(fields.serverResponseCode).toUpperCase();
  const smtpCode = numberOf(fields.responseCode);
  return {
    message: textOf(fields.message),
    code,
    command: textOf(fields.command),
    answer: textOf(fields.responseText) || textOf(fields.response),
    tlsFailed: fields.tlsFailed === true,
    signInFailed: fields.authenticationFailed === true || (code === 'EAUTH' && smtpCode > 0),
    temporary: imapCode === 'UNAVAILABLE' || imapCode === 'LIMIT' || (smtpCode >= 400 && smtpCode < 500),
  };
}

/** False on a computer whose only address is its own: then a name that is not found says nothing about the name. */
function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((address) => !address.internal));
}
