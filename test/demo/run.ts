import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { env, platform } from 'node:process';
import { parseArgs } from 'node:util';
import { composeDemoMailbox } from '../../resources/demo-practice/demo-mailbox.ts';
import { contacts } from '../../resources/demo-practice/people/contacts.ts';
import { practice } from '../../resources/demo-practice/practice.ts';
import { isRoot } from '../support/debian.ts';
import { buildApp } from '../support/electron/build-app.ts';
import { findElectron } from '../support/electron/find-electron.ts';
import { launchApp } from '../support/electron/launch-app.ts';
import { projectRoot } from '../support/electron/project-root.ts';
import { wantedChapters } from './chapters.ts';
import { startDemoMailServer } from './demo-mail-server.ts';
import { makeColleagues } from './neighbours/colleagues.ts';
import { startNameServer } from './neighbours/name-server.ts';
import { composeProtectedMail } from './neighbours/protected-mail.ts';
import { demoProviders } from './neighbours/provider.ts';
import { startWebsite } from './neighbours/website.ts';
import { makePatientKey } from './patient-key.ts';
import { demoPassphrase, seedPractice } from './seed-practice.ts';
import { signedDomains, tlsAddresses } from './steps/verified-tls.ts';
import { runTour } from './tour.ts';
import { freshFolder } from './tour-folder.ts';

/* `npm run demo`: an invented clinic with its mail server, in the real app. Without a display, or with --tour DIR, by itself;
 * --only answer,forms takes some chapters of the tour, --few one picture of each screen. */

const say = (line: string) => process.stdout.write(`${line}\n`);
const {
  tour: wish,
  only,
  few = false,
} = parseArgs({ options: { tour: { type: 'string' }, only: { type: 'string' }, few: { type: 'boolean' } } }).values;
const wanted = await orRefuse(() => wantedChapters(only));
const hasDisplay = platform !== 'linux' || Boolean(env.DISPLAY);
const tourFolder = wish !== undefined || !hasDisplay ? resolve(wish ?? 'demo-tour') : null;
const folder = tourFolder ?? (await mkdtemp(join(tmpdir(), 'postern-demo-')));
const profile = join(folder, 'profile');
const rootFile = join(folder, 'demo-authority.pem');

say('Postern demo: an invented clinic, its patients and its mail. Nothing leaves this computer.');
if (tourFolder !== null) await orRefuse(() => freshFolder(tourFolder));
await findElectron();
say('Building the app.');
await buildApp();
say('Starting the mail server and filling the practice: about 300 messages, 40 patients.');
const now = new Date();
const colleagues = await makeColleagues(now.getTime());
const nameServer = await startNameServer({ signed: signedDomains });
const tomas = await makePatientKey('Tomás Herrera', 'tomas.herrera@example.org');
const mails = await composeDemoMailbox({ now });
const server = await startDemoMailServer({
  address: practice.address,
  mails,
  outboundFolder: tourFolder === null ? null : join(folder, 'outbound'),
});
const website = await startWebsite(server.certificate);
const providerFile = join(folder, 'demo-providers.json');
await Promise.all([writeFile(rootFile, server.root), writeFile(providerFile, demoProviders)]);
const appEnv = { POSTERN_EXTRA_ROOTS: rootFile, POSTERN_EXTRA_PROVIDERS: providerFile };
const phrases = await seedPractice({
  profile,
  built: join(projectRoot, 'out'),
  rootFile,
  server,
  filledMailboxes: new Set(mails.map(({ mailbox }) => mailbox)).size,
  mailFor: (practiceKey) => composeProtectedMail(colleagues, practiceKey, now),
  keys: { [tomas.address]: tomas.publicKey, [contacts.lab.address]: colleagues.lab.publicKey },
  uncompared: { [contacts.imaging.address]: colleagues.imaging.publicKey },
  leftOpen: [...tlsAddresses, contacts.cardiology.address],
  ...(tourFolder === null ? {} : { leftOut: ['Ana Ruiz'] }),
});

let failed = false;
if (tourFolder === null) {
  say(`Opening the app. The passphrase is: ${demoPassphrase}`);
  const launched = await launchApp({
    profile,
    args: isRoot() ? ['--no-sandbox'] : [],
    env: appEnv,
  });
  await new Promise<void>((ended) => launched.app.once('close', () => ended()));
} else {
  await writeFile(join(folder, 'tomas-herrera.private.asc'), tomas.privateKey);
  try {
    const { results } = await runTour({
      ...{ folder, env: appEnv, profile, server, colleagues, nameServer, website, phrases },
      ...{ only: wanted, few },
    });
    failed = results.some(({ ok }) => !ok);
    say(`The tour is complete: ${results.length} steps. Pictures and report are in ${folder}.`);
  } catch (error) {
    failed = true;
    say(`The tour stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
}
await Promise.all([server.stop(), nameServer.stop(), website.stop()]);
if (tourFolder === null) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
process.exit(failed ? 1 : 0);

/** What was asked for and cannot be done is said in a line, before anything is begun. */
async function orRefuse<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
