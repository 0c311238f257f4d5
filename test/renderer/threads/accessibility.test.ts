import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

type Screen = readonly [name: string, subject: string];

/* The states that the real app is not brought to in `test/e2e/every-screen`. */
const screens: readonly Screen[] = [
  ['a thread with files, sealed answer and delivery', 'Leo Brandt'],
  ['about whom', 'Vaccination booklet'],
  ['a newsletter', 'MedSupply'],
  ['warnings and an unverified answer', 'Please send my results here'],
  ['right to left', 'سؤال'],
];

const settled = (page: Page) => page.waitForTimeout(300);

describe.skipIf(!app.hasChromium)('a conversation, for everybody', () => {
  it.each(screens)(
    'has no violation, light and dark, and stays inside the window at 200 %%: %s',
    async (_name, words) => {
      const page = await app.open();
      await row(page, words).click();
      await settled(page);
      expect(await axeViolations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await settled(page);
      // The dark theme differs in its colours alone.
      expect(await axeViolations(page, ['color-contrast'])).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      // Afterwards: at this size the row might stand below the window, where the list has none.
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await settled(page);
      const wide = await page.evaluate(() => {
        const panes = document.querySelectorAll(
          '.thread-side, .thread-pane, .thread-pane-scroll, .pane-bar, .place-header',
        );
        const over = [...panes].filter((pane) => pane.scrollWidth > pane.clientWidth + 1).map((pane) => pane.className);
        return document.documentElement.scrollWidth > window.innerWidth ? [...over, 'window'] : over;
      });
      expect(wide).toEqual([]);
    },
  );
});
