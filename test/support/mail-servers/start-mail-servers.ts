import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CertificateAuthority, createAuthority, type KeyWithCertificate } from '../certificate-authority.ts';
import { type Dovecot, type DovecotWishes, type MailUser, startDovecot } from './dovecot.ts';
import { lmtpDeliver } from './lmtp-deliver.ts';
import { type Postfix, type PostfixWishes, startPostfix } from './postfix.ts';

type Server = { readonly host: string; readonly port: number };

export type StoredMessage = {
  readonly bytes: Buffer;
  /** Maildir's letters: D draft, F flagged, R answered, S seen, T deleted. */
  readonly flags: string;
};

export type MailServers = {
  /** Implicit TLS. */
  readonly imap: Server;
  readonly imapStartTls: Server;
  /** Implicit TLS. */
  readonly smtp: Server;
  readonly smtpStartTls: Server;
  /** The root that signed both servers' certificates, PEM. */
  readonly root: string;
  readonly authority: CertificateAuthority;
  readonly users: readonly MailUser[];
  /** Puts a message into somebody's inbox as if the world had sent it. */
  readonly deliver: (bytes: Uint8Array, to: string, from?: string) => Promise<void>;
  /** What the server holds in a mailbox, oldest first. */
  readonly readMailbox: (address: string, mailbox?: string) => Promise<readonly StoredMessage[]>;
  readonly dovecot: Dovecot;
  readonly postfix: Postfix;
  readonly stop: () => Promise<void>;
};

export type MailServersWishes = Pick<PostfixWishes, 'messageSizeLimit' | 'answers' | 'discards'> & {
  /** `user` is the part before the @, or a whole address. */
  readonly users: readonly { readonly user: string; readonly password: string }[];
  readonly domain: string;
  readonly certificate?: (authority: CertificateAuthority) => KeyWithCertificate;
  /** See `DovecotWishes`. */
  readonly dovecot?: Pick<DovecotWishes, 'capabilities' | 'plainMailboxes'>;
};

/** Starts Dovecot and Postfix together: Postfix signs in against Dovecot and delivers into it. */
export async function startMailServers(wishes: MailServersWishes): Promise<MailServers> {
  const authority = createAuthority();
  const names = ['localhost', '127.0.0.1'];
  const certificate = wishes.certificate?.(authority) ?? authority.issue({ names });
  const users = wishes.users.map(({ user, password }) => ({
    address: user.includes('@') ? user : `${user}@${wishes.domain}`,
    password,
  }));
  const dovecot = await startDovecot({ users, certificate, ...wishes.dovecot });
  const postfix = await startPostfix({
    ...wishes,
    certificate,
    addresses: [...users.map((user) => user.address), ...Object.keys(wishes.answers ?? {})],
    lmtpPort: dovecot.lmtpPort,
    authPort: dovecot.authPort,
  }).catch(async (error: unknown) => {
    await dovecot.stop();
    throw error;
  });
  const at = (port: number): Server => ({ host: 'localhost', port });
  return {
    imap: at(dovecot.imapsPort),
    imapStartTls: at(dovecot.imapPort),
    smtp: at(postfix.submissionsPort),
    smtpStartTls: at(postfix.submissionPort),
    root: authority.root,
    authority,
    users,
    deliver: (bytes, to, from = 'world@elsewhere.example') => lmtpDeliver(dovecot.lmtpPort, bytes, from, to),
    readMailbox: (address, mailbox = 'INBOX') => readMaildir(dovecot.mailFolder(address), mailbox),
    dovecot,
    postfix,
    stop: async () => {
      await Promise.all([postfix.stop(), dovecot.stop()]);
    },
  };
}

/** A flag is part of a file's name in a Maildir: a file that was renamed between listing and reading is looked for again. */
async function readMaildir(folder: string, mailbox: string): Promise<readonly StoredMessage[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await readMaildirOnce(folder, mailbox);
    } catch (error) {
      const moved = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!moved || tries === 10) throw error;
    }
  }
}

async function readMaildirOnce(folder: string, mailbox: string): Promise<readonly StoredMessage[]> {
  const place = mailbox === 'INBOX' ? folder : join(folder, `.${mailbox.replaceAll('/', '.')}`);
  const files = (
    await Promise.all(
      ['cur', 'new'].map(async (part) => (await listFiles(join(place, part))).map((name) => ({ part, name }))),
    )
  ).flat();
  files.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return Promise.all(
    files.map(async ({ part, name }) => ({
      bytes: withLineEnds(await readFile(join(place, part, name))),
      flags: name.split(':2,')[1] ?? '',
    })),
  );
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Maildir keeps lines with LF; over IMAP they end with CRLF. */
const withLineEnds = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
