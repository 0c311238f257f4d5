import type { Browser, Page } from 'playwright-core';
import { wordsOf } from '../../../renderer/sealed/text.ts';
import type { Recorder } from '../recorder.ts';

/** What the patient's mail program sends after "Open my mail". */
export type PatientMail = { readonly subject: string; readonly body: string };

/** A letter on a patient's device. */
export type PatientVisit = {
  /** Names its pictures. */
  readonly name: string;
  readonly folder: string;
  readonly url: string;
  readonly language: 'en' | 'es';
  readonly phrase: string;
  /** Something the letter says. */
  readonly says: string;
  /** Null reads only. */
  readonly answer: string | null;
  /** A letter from the disk needs no network; a link fetches the reading page first. */
  readonly offline: boolean;
};

/** The patient opens a letter on a phone, by mistake with other words first, reads it and answers locked. */
export async function readLetter(
  recorder: Recorder,
  browser: Browser,
  visit: PatientVisit,
): Promise<PatientMail | null> {
  const words = wordsOf(visit.language);
  const device = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 1.5,
    hasTouch: true,
    offline: visit.offline,
    // The website's certificate is of the demo's own authority.
    ignoreHTTPSErrors: true,
    locale: visit.language === 'en' ? 'en-US' : 'es-MX',
  });
  const tab = await device.newPage();
  const shoot = (state: string) => recorder.shootPatient(tab, visit.folder, `${visit.name}-${state}`);
  const type = async (phrase: string) => {
    await tab.getByLabel(words.phraseLabel).fill(phrase);
    await tab.getByRole('button', { name: words.open }).click();
  };
  try {
    await tab.goto(visit.url);
    await tab.getByLabel(words.phraseLabel).waitFor();
    await shoot('1-locked');
    if (visit.answer !== null) {
      await type('these are not the words');
      await tab.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor({ timeout: 30_000 });
      await shoot('2-wrong-words');
    }
    // As people type: capitals count for nothing.
    await type(visit.phrase.toUpperCase());
    await tab.getByText(visit.says).first().waitFor({ timeout: 30_000 });
    await shoot('3-letter');
    return visit.answer === null ? null : await answer(tab, words, visit.answer, shoot);
  } finally {
    await device.close();
  }
}

async function answer(
  tab: Page,
  words: ReturnType<typeof wordsOf>,
  text: string,
  shoot: (state: string) => Promise<void>,
): Promise<PatientMail> {
  await tab.getByRole('textbox', { name: words.answerTitle }).fill(text);
  await shoot('4-answer');
  await tab.getByRole('button', { name: words.lock }).click();
  const link = tab.getByRole('link', { name: words.openMail });
  await link.waitFor();
  await shoot('5-handed-over');
  const url = new URL((await link.getAttribute('href')) ?? '');
  return { subject: url.searchParams.get('subject') ?? '', body: url.searchParams.get('body') ?? '' };
}
