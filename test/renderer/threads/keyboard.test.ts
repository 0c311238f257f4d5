import { afterAll, describe, expect, it } from 'vitest';
import { callsOf, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

describe.skipIf(!app.hasChromium)('the main job by keyboard alone', () => {
  it('reads, chooses, answers, sends and takes back', async () => {
    const page = await app.open();
    const { keyboard } = page;

    await keyboard.press('j');
    await page.getByRole('heading', { name: 'How do we write to Ana Ruiz?' }).waitFor();
    await keyboard.press('Enter');
    await page
      .getByRole('button', { name: 'Change the protection of this conversation' })
      .or(page.locator('.chip-button'))
      .first()
      .waitFor();
    expect(await callsOf(page, 'threads.choose')).toEqual([
      { threadId: 'th_ana00000', mode: 'sealed', consentRowId: null, downgradeReason: null },
    ]);

    await keyboard.press('Control+Shift+Enter');
    const text = page.getByRole('textbox', { name: 'Your message' });
    await expect.poll(() => text.evaluate((element) => element === document.activeElement)).toBe(true);
    await keyboard.type('Please take half a tablet.');
    await keyboard.press('Control+Shift+Enter');
    await page.getByText(/^Leaves in \d+ s$/).waitFor();
    expect(await callsOf(page, 'drafts.send')).toHaveLength(1);
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);

    await keyboard.press('Control+Shift+z');
    await text.waitFor();
    expect(await text.textContent()).toContain('Please take half a tablet.');
  });

  it('closes one thing at Esc and loses nothing', async () => {
    const page = await app.open();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.getByRole('button', { name: 'Reply encrypted' }).waitFor();
    await page.keyboard.press('Control+Shift+Enter');
    const text = page.getByRole('textbox', { name: 'Your message' });
    await expect.poll(() => text.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('Half written');
    await page.keyboard.press('Escape');
    await text.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Go on writing' }).click();
    await text.waitFor();
    expect(await text.textContent()).toContain('Half written');
    await page.keyboard.press('Escape');
    await text.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByText('No conversation open').waitFor();
  });

  it('goes through the list with arrow keys and into the mail with Enter', async () => {
    const page = await app.open();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await expect.poll(() => page.getByRole('option', { selected: true }).count()).toBe(1);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Conversation');
  });

  it('searches as somebody types, and Esc goes back to where it began', async () => {
    const page = await app.open();
    await page.keyboard.press('/');
    await page.keyboard.type('invoice');
    await page.getByText('1 conversation found').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Samuel Achterberg-Whitmore' }).waitFor();
    await page.getByLabel('Search mail and patients').focus();
    await page.keyboard.press('Escape');
    await page.getByText('Question about my new dose').first().waitFor();
  });
});
