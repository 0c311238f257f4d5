import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeyWithCertificate } from '../certificate-authority.ts';
import { type BackgroundProcess, startBackgroundProcess } from './background-process.ts';
import { findFreePorts, waitForPorts } from './loopback-ports.ts';

const run = promisify(execFile);

export type Postfix = {
  /** Submission with implicit TLS (RFC 8314). */
  readonly submissionsPort: number;
  /** Submission with STARTTLS. */
  readonly submissionPort: number;
  /** Where its queue and log lie. */
  readonly folder: string;
  readonly log: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

export type PostfixWishes = {
  readonly certificate: KeyWithCertificate;
  /** Every address this server delivers to; others of these domains are refused with 550. */
  readonly addresses: readonly string[];
  readonly lmtpPort: number;
  readonly authPort: number;
  /** RFC 1870; in bytes. */
  readonly messageSizeLimit?: number;
  /** Throws away what it took and kept in its queue, and knows every recipient: for measuring. */
  readonly discards?: boolean;
  /** Recipients that get an answer of their own, as in `450 4.2.0 try again`. */
  readonly answers?: Readonly<Record<string, string>>;
};

/** Starts a real Postfix 3.7 as a plain foreground process on loopback, with queue and settings of its own. Needs root. */
export async function startPostfix(wishes: PostfixWishes): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-postfix-'));
  const config = join(folder, 'config');
  await run('chmod', ['755', folder]);
  await mkdir(config);
  await makeQueue(folder);
  await writeFile(join(folder, 'cert.pem'), wishes.certificate.cert);
  await writeFile(join(folder, 'key.pem'), wishes.certificate.key, { mode: 0o600 });
  await writeFile(join(config, 'mailboxes'), wishes.addresses.map((address) => `${address} here\n`).join(''));
  const answers = Object.entries(wishes.answers ?? {});
  await writeFile(join(config, 'answers'), answers.map(([address, answer]) => `${address} ${answer}\n`).join(''));
  await writeFile(join(config, 'main.cf'), mainSettings(folder, wishes));
  for (let attempt = 1; ; attempt += 1) {
    const [submissionsPort = 0, submissionPort = 0] = await findFreePorts(2);
    const ports = { submissionsPort, submissionPort };
    await writeFile(join(config, 'master.cf'), services(ports));
    // Postfix waits until its settings are some seconds old, lest somebody is still writing them.
    const earlier = new Date(Date.now() - 60_000);
    for (const file of ['main.cf', 'master.cf']) await utimes(join(config, file), earlier, earlier);
    const program = startBackgroundProcess('/usr/lib/postfix/sbin/master', ['-c', config, '-s']);
    try {
      await waitForPorts([submissionsPort, submissionPort], program);
    } catch (error) {
      await program.stop();
      if (attempt < 3) continue;
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return running(folder, ports, program);
  }
}

/** The folders that `postfix check` would make in some seconds, as `postfix-files` lists them. */
async function makeQueue(folder: string): Promise<void> {
  const queue = join(folder, 'queue');
  const own = [
    'active',
    'bounce',
    'corrupt',
    'defer',
    'deferred',
    'flush',
    'hold',
    'incoming',
    'private',
    'saved',
    'trace',
  ];
  const paths = own.map((name) => join(queue, name));
  await mkdir(join(queue, 'pid'), { recursive: true });
  await run('install', ['-d', '-m', '700', '-o', 'postfix', join(folder, 'data'), ...paths]);
  await run('install', ['-d', '-m', '710', '-o', 'postfix', '-g', 'postdrop', join(queue, 'public')]);
  await run('install', ['-d', '-m', '730', '-o', 'postfix', '-g', 'postdrop', join(queue, 'maildrop')]);
}

type Ports = Pick<Postfix, 'submissionsPort' | 'submissionPort'>;

function running(folder: string, ports: Ports, program: BackgroundProcess): Postfix {
  return {
    ...ports,
    folder,
    log: () => readFile(join(folder, 'log'), 'utf8'),
    stop: async () => {
      await program.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function mainSettings(folder: string, wishes: PostfixWishes): string {
  const domains = new Set(wishes.addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)));
  return `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
myhostname = mail.localhost
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
alias_maps =
local_recipient_maps =
default_transport = error:5.1.2 this server delivers nowhere else
virtual_mailbox_domains = ${[...domains].join(' ')}
virtual_mailbox_maps = ${wishes.discards === true ? 'static:here' : `texthash:${folder}/config/mailboxes`}
virtual_transport = ${wishes.discards === true ? 'discard:' : `lmtp:inet:127.0.0.1:${wishes.lmtpPort}`}
recipient_delimiter = +
message_size_limit = ${wishes.messageSizeLimit ?? 52_428_800}
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_tls_cert_file = ${folder}/cert.pem
smtpd_tls_key_file = ${folder}/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${wishes.authPort}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access texthash:${folder}/config/answers, permit_sasl_authenticated, reject
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
lmtp_destination_recipient_limit = 1
queue_run_delay = 5s
minimal_backoff_time = 5s
`;
}

function services(ports: Ports): string {
  const background = [
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'proxymap unix - - n - - proxymap',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'lmtp unix - - n - - lmtp',
    'discard unix - - n - - discard',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  return [
    `127.0.0.1:${ports.submissionPort} inet n - n - - smtpd`,
    `127.0.0.1:${ports.submissionsPort} inet n - n - - smtpd`,
    '  -o smtpd_tls_wrappermode=yes',
    ...background,
    '',
  ].join('\n');
}
