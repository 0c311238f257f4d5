import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { closePages, shareChromium } from '../../support/chromium.ts';
import { shareSealedPage } from '../../support/share-sealed-page.ts';
import { openAsPatient, unlock } from './patient.ts';
import { pixel, sampleLetter, sealSample } from './sample-letter.ts';

const browser = await shareChromium();
const template = await shareSealedPage();
const html =
  '<h1>Plan</h1><p>Dear Ana, <b>half a tablet</b>, see <a href="https://clinic.example/a">this page</a>.</p>' +
  '<table><tr><th>Day</th><td>Thursday</td></tr></table><ul><li>one</li></ul><img src="cid:plan"><blockquote>old</blockquote>';
const attachments = [
  { name: 'plan.png', contentType: 'image/png', contentId: 'plan', bytes: pixel },
  {
    name: 'a-very-long-name-of-a-scan-that-no-phone-is-wide-enough-for.png',
    contentType: 'image/png',
    contentId: null,
    bytes: pixel,
  },
  { name: 'form.pdf', contentType: 'application/pdf', contentId: null, bytes: Buffer.from('%PDF-1.4') },
];
const sealed = await sealSample(template, sampleLetter({ html, attachments }));

const looks = [
  { colorScheme: 'light', viewport: { width: 360, height: 740 }, locale: 'en-US' },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 }, locale: 'es-ES' },
] as const;

/** Walks through every screen and calls `visit` on each. */
async function walk(page: Page, visit: (screen: string) => Promise<void>): Promise<void> {
  const press = (selector: string) => page.locator(selector).first().click();
  await visit('unlock');
  await page.getByRole('combobox').pressSequentially('ravine lante har');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await visit('suggestions');
  await page.getByRole('combobox').fill('ravine lantern harvets violin walnut');
  await press('button[type=submit]');
  await page.locator('.problem strong').waitFor();
  await visit('wrong words');
  await unlock(page);
  await visit('letter');
  await press('.answer .primary');
  await page.locator('#answer').fill('hello');
  await page.locator('#photo').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: pixel });
  await page.locator('.photos img').waitFor();
  await press('.attachments button');
  await visit('answer with a photo');
  await press('.answer .primary');
  await page.locator('.steps').waitFor();
  await visit('locked, as a file');
  await press('.steps .primary');
  await page.locator('.done').first().waitFor();
  await visit('locked, saved');
  await press('.quiet');
  await press('.photos button');
  await press('.answer .primary');
  await page.locator('.otherwise').waitFor();
  await visit('locked, as a mail');
}

describe.skipIf(browser === null)('the sealed page for everybody', { timeout: 240_000 }, () => {
  if (browser === null) return;
  afterAll(closePages);

  it.each(looks)(
    'has no axe violation and needs no sideways scrolling on any screen: $colorScheme, $locale',
    async (look) => {
      const { page, close } = await openAsPatient(browser, sealed, look);
      const found: string[] = [];
      await walk(page, async (screen) => {
        found.push(...(await axeViolations(page)).map((violation) => `${screen}: ${violation}`));
        // At 320 pixels, and at 360 with text twice as large.
        for (const [width, size] of [
          [320, '112.5%'],
          [360, '225%'],
        ] as const) {
          await page.setViewportSize({ width, height: 740 });
          await page.evaluate((value) => document.documentElement.style.setProperty('font-size', value), size);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (over > 0) found.push(`${screen} at ${width}, ${size}: ${over}`);
        }
        await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
        await page.setViewportSize(look.viewport);
      });
      await close();
      expect(found).toEqual([]);
    },
  );

  it('has no axe violation where scripts are off', async () => {
    // axe itself needs scripts: so the page is told not to start its own.
    const silent = Buffer.from(sealed)
      .toString()
      .replace(/script-src [^;]+;/, "script-src 'none';");
    const { page, close } = await openAsPatient(browser, silent);
    await page.getByText('555 0137').first().waitFor();
    const found = await axeViolations(page);
    await close();
    expect(found).toEqual([]);
  });

  it('can be used by keyboard alone', async () => {
    const { page, close } = await openAsPatient(browser, sealed, { locale: 'en-US' });
    const tabTo = async (name: RegExp) => {
      for (let press = 0; press < 30; press += 1) {
        const focused = await page.evaluate(() => {
          const { activeElement } = document;
          return `${activeElement?.id} ${activeElement?.getAttribute('aria-label') ?? activeElement?.textContent}`;
        });
        if (name.test(focused)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no way to ${name} by Tab`);
    };
    await tabTo(/^phrase /);
    await page.keyboard.type('ravine lantern harvest violin walnut');
    await page.keyboard.press('Enter');
    await page.locator('article.letter').waitFor();
    await tabTo(/^answer /);
    await page.keyboard.type('hello');
    await tabTo(/Lock and send/);
    await page.keyboard.press('Enter');
    await page.locator('.otherwise').waitFor();
    await tabTo(/Open my mail/);
    await close();
  });
});
