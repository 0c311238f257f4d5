import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { servePage } from '../window-page.ts';

export type MailApp = {
  /** The window over the invented clinic, fresh, at the inbox. */
  readonly open: (options?: { readonly dark?: boolean }) => Promise<Page>;
  readonly close: () => Promise<void>;
};

/** Builds the window over an invented clinic and opens it in a real Chromium; null where there is none. */
export async function startMailApp(): Promise<MailApp | null> {
  const browser = await launchChromium();
  if (browser === null) return null;
  const served = await servePage(join(import.meta.dirname, 'mail-app-page.tsx'));
  return {
    async open({ dark = false } = {}) {
      const page = await browser.newPage({
        viewport: { width: 1280, height: 800 },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      await page.goto(served.url);
      await page.getByRole('option').first().waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

/** A conversation in the list, by what its row says. */
export function row(page: Page, words: string): Locator {
  return page.getByRole('option').filter({ hasText: words }).first();
}

/** Every violation axe finds on the page as it stands, in one line each; `rules` null for all of them. */
export async function violations(page: Page, rules: string[] | null = null): Promise<string[]> {
  // The frame of a mail runs no script, not even axe's; its title and the rest of the page are checked.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations: found } = await (rules === null ? axe : axe.withRules(rules)).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** How often a method was called, with its inputs. */
export function callsOf(page: Page, method: string): Promise<unknown[]> {
  return page.evaluate(
    (name) => window.mail.calls.filter((call) => call.method === name).map(({ input }) => input),
    method,
  );
}
