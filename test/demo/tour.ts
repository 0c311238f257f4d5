import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRoot } from '../support/debian.ts';
import { launchApp } from '../support/electron/launch-app.ts';
import type { DemoMailServer } from './demo-mail-server.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { answerAna } from './steps/answer-ana.ts';
import { firstRun } from './steps/first-run.ts';
import { otherScreens } from './steps/other-screens.ts';
import { readAndAnswer } from './steps/patient-side.ts';

const sandbox = isRoot() ? ['--no-sandbox'] : [];
const answerText = 'Thursday is fine. Here are the values of the week: 128/82, 131/84.';

export type TourFacts = {
  readonly folder: string;
  readonly rootFile: string;
  /** The data folder of the practice that was filled before. */
  readonly profile: string;
  readonly server: DemoMailServer;
};

/** Drives the real app through the main job, as front desk and as patient, and takes pictures of it all. */
export async function runTour(facts: TourFacts): Promise<Recorder> {
  const { folder, server } = facts;
  const recorder = await createRecorder(folder);
  const env = { POSTERN_EXTRA_ROOTS: facts.rootFile };
  await inFreshApp(recorder, env, async (launched) => firstRun(recorder, launched, server, folder));

  const launched = await launchApp({ profile: facts.profile, args: sandbox, env });
  recorder.look(launched);
  try {
    await launched.resize(1280, 800);
    const words = await answerAna(recorder, launched);
    let letter = new Uint8Array();
    await recorder.step('The sealed letter leaves after ten seconds', async () => {
      letter = new Uint8Array((await server.waitForOutbound(1, 30_000)).bytes);
      await launched.page
        .getByText(/accepted by/)
        .first()
        .waitFor({ timeout: 20_000 });
      await recorder.shoot('sent');
    });
    const mail = await readAndAnswer(recorder, join(folder, 'patient'), letter, words, answerText);
    await recorder.step("Ana's locked answer stands in the thread, opened, within five seconds", async () => {
      if (mail === null) throw new Error('there was no browser to answer with');
      server.deliver(asMail(mail.subject, mail.body));
      await launched.page.getByText('Thursday is fine.').first().waitFor({ timeout: 5_000 });
      await recorder.shoot('answer-arrived');
    });
    await otherScreens(recorder, launched);
    await recorder.step('Both other answers left', async () => {
      await server.waitForOutbound(3, 40_000);
      await writeFile(join(folder, 'phrase.txt'), `${words}\n`);
    });
  } finally {
    await launched.close();
  }
  return recorder;
}

async function inFreshApp(
  recorder: Recorder,
  env: Readonly<Record<string, string>>,
  work: (launched: Awaited<ReturnType<typeof launchApp>>) => Promise<void>,
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
function asMail(subject: string, body: string): Uint8Array {
  const wrapped = body.split(/\r?\n/).flatMap((line) => line.match(/.{1,72}/g) ?? ['']);
  return new TextEncoder().encode(
    [
      'From: Ana Ruiz <ana.ruiz@example.net>',
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

/** Makes sure that a folder of the tour is there and empty of an earlier tour. */
export async function freshFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await mkdir(folder, { recursive: true });
}
