import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../main/engine/base/secret.ts';
import { sendBytes } from '../../main/engine/wire/smtp-send.ts';
import { isRoot } from '../support/debian.ts';
import { type LaunchedApp, launchApp } from '../support/electron/launch-app.ts';
import {
  type MailServers,
  type MailServersWishes,
  startMailServers,
} from '../support/mail-servers/start-mail-servers.ts';
import {
  accountOf,
  dailyWork,
  type Practice,
  practiceAddress,
  practicePassphrase,
  practicePassword,
  startPractice,
} from '../support/practice.ts';

/** Two people and one mail server: the practice with the app, and Ana with her mailbox. */
export type Clinic = {
  readonly servers: MailServers;
  readonly folder: string;
  readonly profile: string;
  /** Where the preparation saves what it saves. */
  readonly saved: string;
  readonly rootFile: string;
  /** Starts the app on the practice's data folder, or on another one. */
  readonly launch: (wishes?: {
    readonly profile?: string;
    readonly env?: Readonly<Record<string, string>>;
  }) => Promise<LaunchedApp>;
  /** Ana hands mail to the submission server, as her own program would. */
  readonly anaSends: (bytes: Uint8Array) => Promise<void>;
  readonly close: () => Promise<void>;
};

export const anaAddress = 'ana.ruiz@home.example';
const anaPassword = 'password of ana';

export type ClinicWishes = {
  /** What stands in the practice before the app starts; without it there is no vault yet. */
  readonly prepare?: (practice: Practice, servers: MailServers) => Promise<void>;
  /** The practice's at the mail server. */
  readonly password?: string;
  /** In place of the submission server's own port. */
  readonly smtpPort?: (servers: MailServers) => Promise<number>;
  readonly servers?: Pick<MailServersWishes, 'answers' | 'certificate'>;
};

/** Starts real mail servers, fills a practice in this process and leaves it locked on the disk. */
export async function openClinic(wishes: ClinicWishes = {}): Promise<Clinic> {
  const password = wishes.password ?? practicePassword;
  const servers = await startMailServers({
    domain: 'clinic.example',
    users: [
      { user: practiceAddress, password },
      { user: anaAddress, password: anaPassword },
    ],
    ...wishes.servers,
  });
  const folder = await mkdtemp(join(tmpdir(), 'postern-e2e-'));
  const profile = join(folder, 'profile');
  const saved = join(folder, 'saved');
  const rootFile = join(folder, 'root.pem');
  await writeFile(rootFile, servers.root);
  if (wishes.prepare !== undefined) {
    await mkdir(saved);
    const host = { chooseSavePath: async ({ name }: { readonly name: string }) => join(saved, name) };
    const practice = await startPractice(null, { profile, root: servers.root, host });
    const smtpPort = await wishes.smtpPort?.(servers);
    const account = { ...accountOf(servers, smtpPort === undefined ? {} : { smtpPort }), password };
    const { imap, smtp } = await practice.call('account.save', account);
    if (!imap.ok || !smtp.ok) throw new Error(`the account was not saved: ${JSON.stringify([imap, smtp])}`);
    await wishes.prepare({ ...practice, ...dailyWork(practice, servers) }, servers);
    await practice.stop();
  }
  return {
    servers,
    folder,
    profile,
    saved,
    rootFile,
    launch: (wanted = {}) =>
      launchApp({
        profile: wanted.profile ?? profile,
        args: isRoot() ? ['--no-sandbox'] : [],
        env: { POSTERN_EXTRA_ROOTS: rootFile, ...wanted.env },
      }),
    async anaSends(bytes) {
      const login = { user: anaAddress, password: new Secret(anaPassword) };
      const result = await sendBytes({ ...servers.smtp, security: 'implicit' }, login, {
        envelopeFrom: anaAddress,
        envelopeTo: [practiceAddress],
        bytes,
        roots: [servers.root],
      });
      if (result.outcome !== 'accepted') throw new Error(`the server did not take it: ${JSON.stringify(result)}`);
    },
    async close() {
      await servers.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Types the passphrase where the app asks for it. */
export async function unlock({ page }: LaunchedApp, passphrase = practicePassphrase): Promise<void> {
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.waitFor();
  await field.fill(passphrase);
  await field.press('Enter');
  await page.getByRole('navigation').waitFor();
}
