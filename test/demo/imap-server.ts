import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import createServer from 'hoodiecrow-imap';
import type { KeyWithCertificate } from '../support/certificate-authority.ts';
import { followConnections, idle, mendPartialFetch } from './hoodiecrow-mends.ts';

/** A message as the server keeps it. */
export type StoredMail = { readonly uid: number; readonly flags: readonly string[]; readonly bytes: Uint8Array };

/** What is put into a mailbox. */
export type FiledMail = {
  readonly mailbox: string;
  readonly flags: readonly string[];
  /** When the server received it. */
  readonly date: Date;
  readonly bytes: Uint8Array;
};

export type ImapServer = {
  readonly port: number;
  /** Files a message, tells whoever is watching that mailbox, and returns the UID. */
  readonly file: (mail: FiledMail) => number;
  readonly list: (mailbox: string) => readonly StoredMail[];
  readonly stop: () => Promise<void>;
};

/** The mailboxes of the demo's provider, with their special uses (RFC 6154). */
const specialUses = {
  Drafts: '\\Drafts',
  Sent: '\\Sent',
  Archive: '\\Archive',
  Junk: '\\Junk',
  Trash: '\\Trash',
} as const;

const plugins = ['ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'ENABLE', 'LITERALPLUS', 'UNSELECT', 'SPECIAL-USE'];

const binary = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** IMAP over implicit TLS on a free loopback port, for one user, in this process. Mail comes in `file` order, oldest first. */
export async function startImapServer(
  login: { readonly user: string; readonly password: string },
  certificate: KeyWithCertificate,
  mails: readonly FiledMail[],
): Promise<ImapServer> {
  const messagesOf = (mailbox: string) =>
    mails
      .filter((mail) => mail.mailbox === mailbox)
      .map((mail) => ({ raw: binary(mail.bytes), flags: [...mail.flags], internaldate: mail.date }));
  const folders = Object.entries(specialUses).map(([name, use], index) => [
    name,
    { 'special-use': use, uidvalidity: 1_001 + index, messages: messagesOf(name) },
  ]);
  const server = createServer({
    plugins: [...plugins, 'CREATE-SPECIAL-USE', 'UIDPLUS', 'MOVE', idle, mendPartialFetch],
    secureConnection: true,
    credentials: { ...certificate, minVersion: 'TLSv1.2' },
    users: { [login.user]: { password: login.password } },
    storage: {
      INBOX: { uidvalidity: 1_000, messages: messagesOf('INBOX') },
      '': { separator: '/', folders: Object.fromEntries(folders) },
    },
  });
  const connections = followConnections(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    file: (mail) => server.appendMessage(mail.mailbox, [...mail.flags], mail.date, binary(mail.bytes)).message.uid,
    list: (mailbox) =>
      (server.getMailbox(mailbox)?.messages ?? []).map(({ uid, flags, raw }) => ({
        uid,
        flags: [...flags],
        bytes: Buffer.from(raw, 'latin1'),
      })),
    stop: async () => {
      const closed = once(server.server, 'close');
      server.server.close();
      connections.hangUp();
      await closed;
    },
  };
}
