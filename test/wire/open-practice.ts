import { Secret } from '../../main/engine/base/secret.ts';
import { connectImap, type ImapOptions } from '../../main/engine/wire/imap-connection.ts';
import type { ImapConnection } from '../../main/engine/wire/imap-types.ts';
import type { Login, ServerSettings } from '../../main/engine/wire/server-settings.ts';
import {
  type MailServers,
  type MailServersWishes,
  startMailServers,
} from '../support/mail-servers/start-mail-servers.ts';

/** A practice's two accounts on real servers, with a password that has something of everything. */
export type Practice = {
  readonly servers: MailServers;
  readonly password: string;
  readonly login: Login;
  readonly imap: ServerSettings;
  readonly imapStartTls: ServerSettings;
  readonly smtp: ServerSettings;
  readonly smtpStartTls: ServerSettings;
  readonly roots: readonly string[];
  readonly connect: (options?: Partial<ImapOptions>) => Promise<ImapConnection>;
  /** A plain message with this subject, CRLF line ends. */
  readonly message: (subject: string, body?: string) => Buffer;
  readonly stop: () => Promise<void>;
};

export const desk = 'desk@clinic.test';
export const anna = 'anna@home.test';

export async function openPractice(wishes: Partial<MailServersWishes> = {}): Promise<Practice> {
  const password = 'correct "horse" \\ bättery:staple';
  const servers = await startMailServers({
    users: [
      { user: 'desk', password },
      { user: anna, password: 'anna-password' },
    ],
    domain: 'clinic.test',
    ...wishes,
  });
  const login: Login = { user: desk, password: new Secret(password) };
  const roots = [servers.root];
  const imap: ServerSettings = { ...servers.imap, security: 'implicit' };
  return {
    servers,
    password,
    login,
    roots,
    imap,
    imapStartTls: { ...servers.imapStartTls, security: 'starttls' },
    smtp: { ...servers.smtp, security: 'implicit' },
    smtpStartTls: { ...servers.smtpStartTls, security: 'starttls' },
    connect: (options) => connectImap(imap, login, { roots, ...options }),
    message: (subject, body = 'Hello.') =>
      Buffer.from(
        `From: Anna <${anna}>\r\nTo: <${desk}>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@home.test>\r\n\r\n${body}\r\n`,
      ),
    stop: servers.stop,
  };
}

/** Asks again and again until there is an answer, at most `ms`. */
export async function eventually<Value>(ask: () => Promise<Value | null> | Value | null, ms = 8_000): Promise<Value> {
  const until = Date.now() + ms;
  for (;;) {
    const value = await ask();
    if (value !== null) return value;
    if (Date.now() > until) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
