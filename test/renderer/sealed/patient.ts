import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { samplePhrase } from './sample-letter.ts';

const folder = await mkdtemp(join(tmpdir(), 'sealed-'));
let letters = 0;

/** A patient who opened the attachment from disk, with the network cut off. */
export type Patient = {
  readonly page: Page;
  /** Every address that the page asked for, but its own. */
  readonly requests: string[];
  /** Errors and refusals that the browser reported. */
  readonly complaints: string[];
  /** Another letter in the same window, with nothing left of the one before. */
  readonly open: (letter: Uint8Array | string) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openAsPatient(
  browser: Browser,
  letter: Uint8Array | string,
  options: BrowserContextOptions = {},
): Promise<Patient> {
  const context = await browser.newContext({
    offline: true,
    acceptDownloads: true,
    locale: 'en-US',
    viewport: { width: 360, height: 740 },
    ...options,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  let address = '';
  page.on('request', (request) => {
    if (request.url() !== address) requests.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  const open = async (content: Uint8Array | string) => {
    letters += 1;
    const path = join(folder, `letter-${letters}.html`);
    await writeFile(path, content);
    address = pathToFileURL(path).href;
    requests.length = 0;
    complaints.length = 0;
    await page.goto(address);
  };
  await open(letter);
  return { page, requests, complaints, open, close: () => context.close() };
}

/** Types the phrase and waits for the letter. */
export async function unlock(page: Page, phrase = samplePhrase): Promise<void> {
  await page.getByRole('combobox').fill(phrase);
  await page.locator('button[type=submit]').click();
  await page.locator('article.letter').waitFor();
}
