import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { launchChromium } from '../../support/chromium.ts';
import type { Recorder } from '../recorder.ts';

/** What the patient's mail program sends after "Open my mail". */
export type PatientMail = { readonly subject: string; readonly body: string };

/** Ana opens the letter in her browser from the disk, with the network cut off, and answers. Null where there is no browser. */
export async function readAndAnswer(
  recorder: Recorder,
  folder: string,
  mail: Uint8Array,
  words: string,
  answer: string,
): Promise<PatientMail | null> {
  const browser = await launchChromium();
  if (browser === null) return null;
  await mkdir(folder, { recursive: true });
  const page = (await parseMessage(mail)).parts.find(({ contentType }) => contentType === 'text/html');
  if (page === undefined) throw new Error('the sealed letter has no page');
  const file = join(folder, 'letter.html');
  await writeFile(file, page.bytes);
  let sent: PatientMail | null = null;
  try {
    await recorder.step('The patient opens the letter on a phone, offline, and answers locked', async () => {
      const phone = await browser.newContext({
        viewport: { width: 360, height: 740 },
        isMobile: true,
        deviceScaleFactor: 2,
        offline: true,
        locale: 'en-US',
      });
      const tab = await phone.newPage();
      await tab.goto(pathToFileURL(file).href);
      await shoot(tab, folder, '1-locked');
      await tab.getByLabel('Your five words').fill('these are not the words');
      await tab.getByRole('button', { name: 'Open the letter' }).click();
      await tab
        .getByText(/did not open the letter|not one of our words/)
        .first()
        .waitFor({ timeout: 30_000 });
      await shoot(tab, folder, '2-wrong-words');
      // As people type: no capitals, the start of a word is enough.
      await tab.getByLabel('Your five words').fill(words.toUpperCase());
      await tab.getByRole('button', { name: 'Open the letter' }).click();
      await tab.getByText('half a tablet').waitFor({ timeout: 30_000 });
      await shoot(tab, folder, '3-letter');
      await tab.getByRole('textbox', { name: 'Your answer' }).fill(answer);
      await shoot(tab, folder, '4-answer');
      await tab.getByRole('button', { name: 'Lock and send' }).click();
      const link = tab.getByRole('link', { name: 'Open my mail' });
      await link.waitFor();
      await shoot(tab, folder, '5-handed-over');
      const url = new URL((await link.getAttribute('href')) ?? '');
      sent = { subject: url.searchParams.get('subject') ?? '', body: url.searchParams.get('body') ?? '' };
      await phone.close();
    });
    return sent;
  } finally {
    await browser.close();
  }
}

async function shoot(page: Page, folder: string, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
