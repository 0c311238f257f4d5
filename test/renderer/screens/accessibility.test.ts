import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { startScenes } from './open-scenes.ts';

type Visit = { readonly name: string; readonly scene: string; readonly go?: (page: Page) => Promise<void> };

/* The screens that the real app is not brought to in `test/e2e/every-screen`. */
const visits: readonly Visit[] = [
  { name: 'waiting after wrong tries', scene: 'waiting' },
  { name: 'network drive', scene: 'network-drive' },
  { name: 'in use', scene: 'in-use' },
  { name: 'frame without an account', scene: 'no-account' },
  { name: 'frame while fetching', scene: 'syncing' },
  { name: 'frame with a refused sign-in', scene: 'refused' },
  { name: 'another reading page', scene: 'reader-differs' },
  { name: 'settings, another reading page', scene: 'reader-differs', go: openLetters },
  { name: 'new recovery kit', scene: 'open', go: renewKit },
];

const overhang = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

const open = startScenes();

describe('the screens that the real app is not brought to', () => {
  it.each(visits)('has no axe violation, light and dark, and holds text at 200 %: $name', async ({ scene, go }) => {
    const page = await open(scene);
    await go?.(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    // The dark theme differs in its colours alone.
    expect(await axeViolations(page, ['color-contrast'])).toEqual([]);
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.addStyleTag({ content: 'html { font-size: 200% }' });
    expect(await overhang(page)).toBeLessThanOrEqual(0);
  });
});

async function openLetters(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Sealed letters' }).click();
  await page.getByText('Something else stands there').waitFor();
}

async function renewKit(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Lock and recovery' }).click();
  await page.getByRole('button', { name: 'Make a new kit' }).click();
  await page.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill('right');
  await page.keyboard.press('Enter');
  await page.getByText('Recovery code').first().waitFor({ state: 'attached' });
}
