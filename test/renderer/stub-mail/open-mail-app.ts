import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { closePages, shareChromium } from '../../support/chromium.ts';
import { servePage } from '../window-page.ts';

export type MailApp = {
  /** False where there is no Chromium to open the window in: suites are skipped by it. */
  readonly hasChromium: boolean;
  /** The window over the invented clinic, loaded afresh in the one page of the file, at the inbox. */
  readonly open: () => Promise<Page>;
  readonly close: () => Promise<void>;
};

const withoutChromium: MailApp = {
  hasChromium: false,
  open: () => Promise.reject(new Error('Chromium is missing, so the window cannot be seen')),
  close: async () => {},
};

/** Builds the window over an invented clinic, to be opened in a real Chromium. */
export async function startMailApp(): Promise<MailApp> {
  const browser = await shareChromium();
  if (browser === null) return withoutChromium;
  const url = await servePage(join(import.meta.dirname, 'mail-app-page.tsx'));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  return {
    hasChromium: true,
    async open() {
      await page.goto(url);
      await page.getByRole('option').first().waitFor();
      return page;
    },
    close: closePages,
  };
}

/** A conversation in the list, by what its row says. */
export function row(page: Page, words: string): Locator {
  return page.getByRole('option').filter({ hasText: words }).first();
}

/** How often a method was called, with its inputs. */
export function callsOf(page: Page, method: string): Promise<unknown[]> {
  return page.evaluate(
    (name) => window.mail.calls.filter((call) => call.method === name).map(({ input }) => input),
    method,
  );
}
