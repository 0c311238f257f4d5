import { execFile } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeyWithCertificate } from '../certificate-authority.ts';
import { type BackgroundProcess, startBackgroundProcess } from './background-process.ts';
import { findFreePorts, waitForPorts } from './loopback-ports.ts';

const run = promisify(execFile);
/** Debian's `mail` user and group, who own the mailboxes. */
const mailId = 8;

export type MailUser = { readonly address: string; readonly password: string };

export type Dovecot = {
  /** IMAP with implicit TLS. */
  readonly imapsPort: number;
  /** IMAP with STARTTLS. */
  readonly imapPort: number;
  readonly lmtpPort: number;
  /** Dovecot's SASL service, for Postfix. */
  readonly authPort: number;
  /** Where a user's Maildir lies. */
  readonly mailFolder: (address: string) => string;
  /** Runs `doveadm` on this server. */
  readonly admin: (...args: string[]) => Promise<string>;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

export type DovecotWishes = {
  readonly users: readonly MailUser[];
  readonly certificate: KeyWithCertificate;
  /** IMAP capabilities to announce instead of Dovecot's own, to see how a client does without. */
  readonly capabilities?: string;
  /** Mailboxes to have instead of the usual ones, without a word about what they are for. */
  readonly plainMailboxes?: readonly string[];
};

/** Starts a real Dovecot 2.3 in the foreground on loopback, in a folder of its own that `stop` removes. Needs root. */
export async function startDovecot(wishes: DovecotWishes): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-dovecot-'));
  const home = join(folder, 'mail');
  await run('chmod', ['755', folder]);
  await mkdir(home);
  await chown(home, mailId, mailId);
  await writeFile(join(folder, 'cert.pem'), wishes.certificate.cert);
  await writeFile(join(folder, 'key.pem'), wishes.certificate.key, { mode: 0o600 });
  await writeFile(join(folder, 'users'), wishes.users.map(passwordLine).join(''), { mode: 0o644 });
  const config = join(folder, 'dovecot.conf');
  for (let attempt = 1; ; attempt += 1) {
    const [imapsPort = 0, imapPort = 0, lmtpPort = 0, authPort = 0] = await findFreePorts(4);
    const ports = { imapsPort, imapPort, lmtpPort, authPort };
    await writeFile(config, configuration(folder, ports, wishes));
    const program = startBackgroundProcess('dovecot', ['-F', '-c', config]);
    try {
      await waitForPorts([imapsPort, imapPort, lmtpPort, authPort], program);
    } catch (error) {
      await program.stop();
      if (attempt < 3) continue;
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return running(folder, ports, program);
  }
}

type Ports = Pick<Dovecot, 'imapsPort' | 'imapPort' | 'lmtpPort' | 'authPort'>;

function running(folder: string, ports: Ports, program: BackgroundProcess): Dovecot {
  return {
    ...ports,
    mailFolder: (address) => join(folder, 'mail', address, 'Maildir'),
    admin: async (...args) => (await run('doveadm', ['-c', join(folder, 'dovecot.conf'), ...args])).stdout,
    log: program.output,
    stop: async () => {
      await program.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

const passwordLine = (user: MailUser): string =>
  `${user.address}:{PLAIN.b64}${Buffer.from(user.password, 'utf8').toString('base64')}::::::\n`;

function configuration(folder: string, ports: Ports, wishes: DovecotWishes): string {
  const { capabilities, plainMailboxes } = wishes;
  const listener = (name: string, port: number, rest = '') =>
    `  inet_listener ${name} {\n    address = 127.0.0.1\n    port = ${port}\n${rest}  }\n`;
  const mailbox = (name: string, use: string | null) =>
    `  mailbox "${name}" {\n    auto = subscribe\n${use === null ? '' : `    special_use = \\${use}\n`}  }\n`;
  const usual = ['Sent', 'Drafts', 'Junk', 'Trash', 'Archive'].map((name) => mailbox(name, name));
  const mailboxes = plainMailboxes?.map((name) => mailbox(name, null)) ?? usual;
  return `
protocols = imap lmtp
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/stderr
${capabilities === undefined ? '' : `imap_capability = ${capabilities}`}
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
ssl_min_protocol = TLSv1.2
auth_mechanisms = plain login
auth_failure_delay = 0
auth_username_format = %Lu
first_valid_uid = ${mailId}
mail_max_userip_connections = 200
mail_location = maildir:~/Maildir
mailbox_idle_check_interval = 5 secs
recipient_delimiter = +
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${mailId} gid=${mailId} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
${mailboxes.join('')}}
protocol lmtp {
  postmaster_address = postmaster@localhost
}
service imap-login {
${listener('imap', ports.imapPort)}${listener('imaps', ports.imapsPort, '    ssl = yes\n')}}
service lmtp {
${listener('lmtp', ports.lmtpPort)}}
service auth {
${listener('', ports.authPort).replace('inet_listener  {', 'inet_listener {')}}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`;
}
