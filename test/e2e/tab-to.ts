import type { Locator, Page } from 'playwright-core';

const longestWay = 80;

/** Presses Tab until the focus is on the target, as somebody without a mouse would; throws when it never gets there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed <= longestWay; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}
