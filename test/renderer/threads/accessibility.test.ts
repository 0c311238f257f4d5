import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row, startMailApp, violations } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app?.close());

type Screen = readonly [name: string, go: (page: Page) => Promise<void>];

const screens: readonly Screen[] = [
  ['the inbox with nothing open', async () => undefined],
  ['the two choices', async (page) => row(page, 'Ana Ruiz').click()],
  ['a thread with files, sealed answer and delivery', async (page) => row(page, 'Leo Brandt').click()],
  ['the question who somebody is', async (page) => row(page, 'My first visit').click()],
  [
    'a new patient',
    async (page) => {
      await row(page, 'My first visit').click();
      await page.getByRole('radio', { name: 'A new patient' }).check({ force: true });
    },
  ],
  [
    'a patient on file',
    async (page) => {
      await row(page, 'My first visit').click();
      await page.getByRole('radio', { name: 'A patient on file' }).check({ force: true });
      await page.getByRole('radio', { name: 'Ana Ruiz' }).waitFor();
    },
  ],
  ['about whom', async (page) => row(page, 'Vaccination booklet').click()],
  ['a newsletter', async (page) => row(page, 'MedSupply').click()],
  ['warnings and an unverified answer', async (page) => row(page, 'Please send my results here').click()],
  ['an unsure message', async (page) => row(page, 'Invoice 2026-1181').click()],
  ['right to left', async (page) => row(page, 'سؤال').click()],
  ['long names', async (page) => row(page, 'Wolfeschlegel').click()],
  [
    'the menu of modes',
    async (page) => {
      await row(page, 'Grace Lindqvist').click();
      await page.locator('.chip-button').first().click();
    },
  ],
  [
    'the reason for going weaker',
    async (page) => {
      await row(page, 'Samuel').click();
      await page.evaluate(() => window.mail.tell('threads.changed', { threadIds: [] }));
      await page.locator('.chip-button').first().click();
    },
  ],
  [
    'an answer being written',
    async (page) => {
      await row(page, 'Leo Brandt').click();
      await page.getByRole('button', { name: 'Reply encrypted' }).click();
      await page.getByRole('textbox', { name: 'Your message' }).waitFor();
      await page.getByText('They see:').waitFor();
    },
  ],
  [
    'search results',
    async (page) => {
      await page.getByLabel('Search mail and patients').fill('leo');
      await page.getByText('1 conversation found').waitFor();
    },
  ],
  [
    'nothing found',
    async (page) => {
      await page.getByLabel('Search mail and patients').fill('zzzz');
      await page.getByText('Nothing found').waitFor();
    },
  ],
  [
    'the link dialog',
    async (page) => {
      await row(page, 'MedSupply').click();
      await page.frameLocator('iframe').getByText('medsupply.example').click();
      await page.getByRole('dialog').waitFor();
    },
  ],
];

describe.skipIf(app === null).each([
  ['light', false],
  ['dark', true],
] as const)('accessibility, %s', (_theme, dark) => {
  let page: Page | undefined;
  beforeAll(async () => {
    page = await app?.open({ dark });
  });
  afterAll(() => page?.close());

  it.each(screens)('has no violation at %s', async (_name, go) => {
    if (!page) return;
    await page.reload();
    await page.getByRole('option').first().waitFor();
    await go(page);
    await page.waitForTimeout(300);
    // The dark theme differs in its colours alone.
    expect(await violations(page, dark ? ['color-contrast'] : null)).toEqual([]);
  });
});

describe.skipIf(app === null)('text at 200 %', () => {
  let page: Page | undefined;
  beforeAll(async () => {
    page = await app?.open();
    await page?.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.documentElement) return;
        document.documentElement.style.fontSize = '200%';
        observer.disconnect();
      }).observe(document, { childList: true });
    });
  });
  afterAll(() => page?.close());

  it.each(screens.slice(0, 10))('stays inside the window at %s', async (_name, go) => {
    if (!page) return;
    await page.reload();
    await page.getByRole('option').first().waitFor();
    await go(page);
    await page.waitForTimeout(300);
    const wide = await page.evaluate(() => {
      const panes = document.querySelectorAll(
        '.thread-side, .thread-pane, .thread-pane-scroll, .pane-bar, .place-header',
      );
      const over = [...panes].filter((pane) => pane.scrollWidth > pane.clientWidth + 1).map((pane) => pane.className);
      return document.documentElement.scrollWidth > window.innerWidth ? [...over, 'window'] : over;
    });
    expect(wide).toEqual([]);
  });
});
