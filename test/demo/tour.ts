import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseMessage } from '../../main/engine/mime/parse-message.ts';
import { launchChromium } from '../support/chromium.ts';
import { isRoot } from '../support/debian.ts';
import { type LaunchedApp, launchApp } from '../support/electron/launch-app.ts';
import type { Chapter } from './chapters.ts';
import type { DemoMailServer } from './demo-mail-server.ts';
import type { Colleagues } from './neighbours/colleagues.ts';
import type { NameServer } from './neighbours/name-server.ts';
import type { Website } from './neighbours/website.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { anaAddress, answerAna } from './steps/answer-ana.ts';
import { askConsent } from './steps/ask-consent.ts';
import { firstRun } from './steps/first-run.ts';
import { keysAndCertificates } from './steps/keys-and-certificates.ts';
import { mixedRecipients } from './steps/mixed-recipients.ts';
import { otherScreens } from './steps/other-screens.ts';
import { type PatientMail, readLetter } from './steps/patient-side.ts';
import { recallCampaign } from './steps/recall-campaign.ts';
import { sealedForms } from './steps/sealed-forms.ts';
import { type Stage, setStage } from './steps/stage.ts';
import { standingLetters } from './steps/standing-letters.ts';
import { statusLines } from './steps/status-lines.ts';
import { unlock } from './steps/unlock.ts';
import { verifiedTls } from './steps/verified-tls.ts';

const sandbox = isRoot() ? ['--no-sandbox'] : [];
const answerText = 'Thursday is fine. Here are the values of the week: 128/82, 131/84.';

export type TourFacts = {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The data folder of the practice that was filled before. */
  readonly profile: string;
  readonly server: DemoMailServer;
  readonly colleagues: Colleagues;
  readonly nameServer: NameServer;
  readonly website: Website;
  /** The five words of each patient, by name. */
  readonly phrases: ReadonlyMap<string, string>;
  readonly only: readonly Chapter[];
  /** One picture of each screen, for whoever works on the tour. */
  readonly few: boolean;
};

/** Drives the real app through the main job and all around it, as front desk and as patient, and takes pictures of it all. */
export async function runTour(facts: TourFacts): Promise<Recorder> {
  const { folder, server, env, only } = facts;
  const recorder = await createRecorder(folder, facts.few);
  const patientFolder = join(folder, 'patient');
  await mkdir(patientFolder, { recursive: true });
  if (only.includes('first-run')) {
    await inFreshApp(recorder, env, async (launched) => firstRun(recorder, launched, server, folder));
  }
  const browser = await launchChromium();
  const launched = await launchApp({ profile: facts.profile, args: sandbox, env });
  recorder.look(launched);
  const stage = setStage(recorder, launched, server, folder);
  const play: Readonly<Record<Exclude<Chapter, 'first-run'>, () => Promise<void>>> = {
    answer: () => mainJob(stage, facts, browser),
    consent: () => askConsent(stage),
    keys: () => keysAndCertificates(stage, facts.colleagues),
    status: () => statusLines(stage),
    tls: () => verifiedTls(stage, facts.nameServer),
    forms: () => sealedForms(stage, { ...facts, folder: patientFolder, browser }),
    mixed: () => mixedRecipients(stage),
    campaign: () => recallCampaign(stage, facts),
    standing: () => standingLetters(stage),
    screens: () => otherScreens(stage),
  };
  try {
    await launched.resize(1280, 800);
    await unlock(stage);
    for (const chapter of only) if (chapter !== 'first-run') await play[chapter]();
  } finally {
    await launched.close();
    await browser?.close();
  }
  return recorder;
}

type Browser = Awaited<ReturnType<typeof launchChromium>>;

/** A patient's question, answered sealed, read on a phone and answered back. */
async function mainJob(stage: Stage, { folder, server }: TourFacts, browser: Browser): Promise<void> {
  const { page, recorder } = stage;
  const words = await answerAna(stage);
  await writeFile(join(folder, 'phrase.txt'), `${words}\n`);
  const file = join(folder, 'patient', 'letter.html');
  await recorder.step('The sealed letter leaves after ten seconds', async () => {
    const { parts } = await parseMessage((await stage.left(anaAddress)).bytes);
    const letter = parts.find(({ contentType }) => contentType === 'text/html');
    if (letter === undefined) throw new Error('the sealed letter has no page');
    await writeFile(file, letter.bytes);
    await page
      .getByText(/accepted by/)
      .first()
      .waitFor({ timeout: 20_000 });
    await recorder.shoot('sent');
  });
  if (browser === null) return;
  let mail: PatientMail | null = null;
  await recorder.step('The patient opens the letter on a phone, offline, and answers locked', async () => {
    const visit = { folder: join(folder, 'patient'), url: pathToFileURL(file).href, phrase: words, offline: true };
    const letter = { name: 'page-en', language: 'en', says: 'half a tablet', answer: answerText } as const;
    mail = await readLetter(recorder, browser, { ...visit, ...letter });
  });
  await recorder.step("Ana's locked answer stands in the thread, opened, within five seconds", async () => {
    if (mail === null) throw new Error('nothing was answered');
    server.deliver(asMail(mail));
    await page.getByText('Thursday is fine.').first().waitFor({ timeout: 5_000 });
    await recorder.shoot('answer-arrived');
  });
}

async function inFreshApp(
  recorder: Recorder,
  env: Readonly<Record<string, string>>,
  work: (launched: LaunchedApp) => Promise<void>,
): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'postern-first-run-'));
  const launched = await launchApp({ profile, args: sandbox, env });
  recorder.look(launched);
  try {
    await launched.resize(1280, 800);
    await work(launched);
  } finally {
    await launched.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A phone's mail program wraps what it was given, and adds its own line below. */
function asMail({ subject, body }: PatientMail): Uint8Array {
  const wrapped = body.split(/\r?\n/).flatMap((line) => line.match(/.{1,72}/g) ?? ['']);
  return new TextEncoder().encode(
    [
      `From: Ana Ruiz <${anaAddress}>`,
      'To: office@elmstreet.example',
      `Subject: ${subject}`,
      `Date: ${new Date().toUTCString()}`,
      `Message-ID: <${Date.now()}.phone@example.net>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      ...wrapped,
      '',
      'Sent from my phone',
      '',
    ].join('\r\n'),
  );
}
