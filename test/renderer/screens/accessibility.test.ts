import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useScenes } from './open-scenes.ts';

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

async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Without a second page to run in: nothing here is in a frame of another origin.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

const overhang = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe('the screens that the real app is not brought to', () => {
  const open = useScenes();

  it.each(visits)('has no axe violation, light and dark, and holds text at 200 %: $name', async ({ scene, go }) => {
    const page = await open(scene);
    await go?.(page);
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    expect(await violationsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.addStyleTag({ content: 'html { font-size: 200% }' });
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    await page.context().close();
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
