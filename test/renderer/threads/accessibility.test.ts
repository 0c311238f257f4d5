import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row, startMailApp, violations } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app?.close());

type Screen = readonly [name: string, go: (page: Page) => Promise<void>];

/* The states that the real app is not brought to in `test/e2e/every-screen`. */
const screens: readonly Screen[] = [
  ['a thread with files, sealed answer and delivery', async (page) => row(page, 'Leo Brandt').click()],
  ['about whom', async (page) => row(page, 'Vaccination booklet').click()],
  ['a newsletter', async (page) => row(page, 'MedSupply').click()],
  ['warnings and an unverified answer', async (page) => row(page, 'Please send my results here').click()],
  ['right to left', async (page) => row(page, 'سؤال').click()],
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
  });
  afterAll(() => page?.close());

  it.each(screens)('stays inside the window at %s', async (_name, go) => {
    if (!page) return;
    await page.reload();
    await page.getByRole('option').first().waitFor();
    await go(page);
    // Afterwards: at this size the row might stand below the window, where the list has none.
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
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
