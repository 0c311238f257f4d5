import { createConnection, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import { EngineError } from '../base/errors.ts';
import { type ServerSettings, type TrustedRoots, tlsOptions } from './server-settings.ts';

/** Longest this may take, in milliseconds: it only makes an error message better. */
const patience = 8_000;

/**
 * Adds whose certificate was refused to a `server-certificate` error: subject names, issuer, validity. Node tells that to nobody
 * once verification has failed, so this asks the server once more, verification on, and looks before the line is cut. Nothing
 * is sent but the way to STARTTLS.
 */
export async function explainCertificate(
  error: EngineError,
  settings: ServerSettings,
  protocol: 'imap' | 'smtp',
  roots: TrustedRoots,
): Promise<EngineError> {
  const socket = createConnection({ host: settings.host, port: settings.port });
  const timer = setTimeout(() => socket.destroy(), patience);
  try {
    if (settings.security === 'starttls') await askForTls(socket, protocol);
    const certificate = await presented(connectTls({ ...tlsOptions(settings, roots), host: settings.host, socket }));
    return certificate === null ? error : new EngineError(error.code, { ...error.facts, ...describe(certificate) });
  } catch {
    return error;
  } finally {
    clearTimeout(timer);
    socket.on('error', () => {});
    socket.destroy();
  }
}

/** `secure` comes with the peer's certificate known, and before Node's own listener destroys the socket over it. */
function presented(socket: TLSSocket): Promise<PeerCertificate | null> {
  return new Promise((resolve) => {
    socket.prependListener('secure', () => resolve(socket.getPeerCertificate(false)));
    socket.once('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
}

function describe(certificate: PeerCertificate): Record<string, string> {
  const names = certificate.subjectaltname
    ?.split(',')
    .map((name) => name.trim().replace(/^(DNS|IP Address):/, ''))
    .join(', ');
  const day = (text: string) => {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? '' : date.toISOString();
  };
  return {
    subject: shorten(names ?? nameOf(certificate.subject)),
    issuer: shorten(nameOf(certificate.issuer)),
    validFrom: day(certificate.valid_from),
    validTo: day(certificate.valid_to),
  };
}

/** The server chose these texts, so they are cut and cleaned before anybody reads them. */
const shorten = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 200);

function nameOf(entity: PeerCertificate['subject'] | undefined): string {
  const one = (value: unknown) => (Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '');
  return one(entity?.O) || one(entity?.CN);
}

/** The few lines before STARTTLS, none of which says anything about us (RFC 9051, 6.2.1; RFC 3207). */
async function askForTls(socket: Socket, protocol: 'imap' | 'smtp'): Promise<void> {
  const replies = endingsOf(socket, protocol);
  const steps = protocol === 'imap' ? ['a STARTTLS'] : ['EHLO [127.0.0.1]', 'STARTTLS'];
  await replies.next();
  for (const step of steps) {
    socket.write(`${step}\r\n`);
    const { value } = await replies.next();
    if (!/^(a OK|2)/i.test(value ?? '')) throw new Error('no STARTTLS');
  }
}

/** The last line of each answer. Reads with listeners, since an iterator would close the socket that TLS still needs. */
async function* endingsOf(socket: Socket, protocol: 'imap' | 'smtp'): AsyncGenerator<string, undefined> {
  let rest = '';
  let greeted = false;
  while (rest.length < 100_000) {
    const at = rest.indexOf('\n');
    if (at < 0) {
      rest += await nextChunk(socket);
      continue;
    }
    const line = rest.slice(0, at).trim();
    rest = rest.slice(at + 1);
    const isLast = protocol === 'smtp' ? line.charAt(3) !== '-' : !greeted || line.startsWith('a ');
    greeted = true;
    if (isLast) yield line;
  }
  return undefined;
}

function nextChunk(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const done = () => {
      socket.off('data', take);
      socket.off('error', fail);
      socket.off('close', fail);
      socket.pause();
    };
    const take = (chunk: Buffer) => {
      done();
      resolve(chunk.toString('latin1'));
    };
    const fail = () => {
      done();
      reject(new Error('closed'));
    };
    socket.on('data', take);
    socket.on('error', fail);
    socket.on('close', fail);
    socket.resume();
  });
}
