import { describe, expect, it } from 'vitest';
import { startScenes } from './open-scenes.ts';

const open = startScenes();

describe('the command palette', () => {
  it('opens at Ctrl K, finds an action by the beginnings of its words, and runs it at Enter', async () => {
    const page = await open('open');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('go jour');
    await page.getByRole('option', { name: 'Go to Journal' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Journal', level: 2 }).waitFor();
  });

  it('finds patients and mail, and moves through both with the arrow keys', async () => {
    const page = await open('open');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ana');
    const options = page.getByRole('dialog').getByRole('option');
    await options.filter({ hasText: 'All mail with' }).waitFor();
    expect(await options.first().getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowUp');
    expect(await options.last().getAttribute('aria-selected')).toBe('true');
    const box = page.getByRole('combobox');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await options.last().getAttribute('id'));
  });

  it('closes at Esc, gives the focus back, and the place stays', async () => {
    const page = await open('open');
    const journal = page.getByRole('button', { name: 'Journal' });
    await journal.focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox').waitFor({ state: 'detached' });
    expect(await journal.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.getByRole('button', { name: /Inbox/ }).getAttribute('aria-current')).toBe('page');
  });
});
