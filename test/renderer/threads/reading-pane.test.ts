import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

describe.skipIf(!app.hasChromium)('the reading pane', () => {
  // One page for all of them: each begins by going somewhere else.
  let page: Page;
  beforeAll(async () => {
    page = await app.open();
  });
  const mailbox = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click();
  const open = async (words: string) => {
    await row(page, words).click();
    await page.locator('.message-card').first().waitFor();
  };
  const barHeight = () => page.locator('.pane-bar').evaluate((bar) => bar.getBoundingClientRect().height);

  it('keeps its foot at one height and in one line, with each key on its button', async () => {
    await open('Ana Ruiz');
    const whole = await barHeight();
    await open('Leo Brandt');
    expect(await barHeight()).toBe(whole);
    await page.keyboard.press('Control+Shift+Enter');
    await page.getByLabel('Your message').waitFor();
    const bar = page.locator('.pane-bar');
    await bar.getByRole('button', { name: 'As a page' }).waitFor();
    await expect.poll(() => bar.locator('.pane-bar-words').textContent()).toContain('leaves now');
    expect(await barHeight()).toBe(whole);
    expect(await bar.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    expect(await bar.locator('.button').evaluateAll((all) => all.every((one) => one.querySelector('kbd')))).toBe(true);
    await page.keyboard.press('Escape');
    await mailbox('Archive');
    await open('Your values for the specialist');
    await bar.getByRole('button', { name: 'Reply to all' }).waitFor();
    expect(await barHeight()).toBe(whole);
    expect(await bar.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    expect(await bar.locator('.button kbd').count()).toBe(4);
  });

  it('tells how each part of a message left, and offers another form for the one that is a letter', async () => {
    await mailbox('Archive');
    await open('Your values for the specialist');
    await page.getByText('as 2 separate messages').waitFor();
    await page.getByRole('button', { name: 'details' }).click();
    const facts = page.locator('.message-sent-parts .message-facts');
    const [first = '', second = ''] = await facts.allTextContents();
    expect(first).toContain('Leo Brandt');
    expect(first).toContain('Sealed letter (Page, attached)');
    expect(first).toContain('mail.elmstreet.example');
    expect(second).toContain('Dr. Mina Okafor');
    expect(second).toContain('OpenPGP');
    expect(second).toContain('relay.elmstreet.example');
    expect(await page.getByRole('button', { name: 'Send in another form' }).count()).toBe(1);
  });

  it('shows a quiet line instead of armor, and opens it by a key', async () => {
    await mailbox('Archive');
    await open('Progress after eight sessions');
    const message = page.locator('.message-card');
    await message.getByText('One part of this text is encrypted on its own').waitFor();
    expect(await message.textContent()).not.toContain('PGP');
    expect(await message.textContent()).toMatch(/locked below\..*encrypted on its own.*Tessa/);
    await message.getByRole('button', { name: /^Look into One part/ }).press('Enter');
    await message.getByText('The corrected values are below.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('calls a message by a name where its subject is hidden', async () => {
    await mailbox('Archive');
    expect(await row(page, 'Paul Renner').textContent()).toContain('Encrypted message');
    await open('Paul Renner');
    await page.locator('.message-title').getByText('Encrypted message').waitFor();
    expect(await page.locator('main').textContent()).not.toContain('[...]');
  });

  it('leads nobody to an open answer to encrypted mail, and says how to get more', async () => {
    await mailbox('Inbox');
    await open('Rosa Haas');
    await page.getByText('an open answer is not suggested').waitFor();
    expect(await page.getByText('Suggested', { exact: true }).count()).toBe(0);
    expect(await page.locator('.radio-card-chosen').count()).toBe(0);
    await page.getByText('It came with their mail. Keep it to answer this way.').waitFor();
    await page.getByRole('button', { name: 'Keep it' }).waitFor();
    await page.getByRole('button', { name: 'Add it' }).waitFor();
    // Nothing is chosen or suggested: the button promises nothing.
    expect(await page.locator('.pane-bar .button-label').first().textContent()).toBe('Reply');
    expect(await axeViolations(page)).toEqual([]);
    await open('Ana Ruiz');
    expect(await page.locator('.pane-bar .button-label').first().textContent()).toBe('Reply encrypted');
  });

  it('says in the words of a front desk what can be done', async () => {
    for (const words of ['Rosa Haas', 'Okafor', 'Ana Ruiz']) {
      await open(words);
      const said = page.locator('.thread-pane').locator('h2, button, .radio-card-reason');
      const all = (await said.allTextContents()).join('\n').replaceAll('lab-key.asc', '');
      expect(all).not.toMatch(/\b(?:keys?|ciphers?|certificates?)\b/i);
    }
  });

  it('cuts a long name and pushes nothing out', async () => {
    await mailbox('Inbox');
    const list = page.getByRole('listbox');
    await list.press('End');
    await mailbox('Inbox');
    const long = row(page, 'Wolfeschlegelsteinhausenbergerdorff');
    await list.evaluate((element) => element.scrollTo(0, 0));
    await long.scrollIntoViewIfNeeded();
    await long.click();
    const title = page.locator('.thread-pane .place-header-title span');
    await expect.poll(() => title.getAttribute('title')).toMatch(/^Wolfeschlegelsteinhausenbergerdorff/);
    const [lines, right] = await page.locator('.thread-pane .place-header').evaluate((head) => {
      const words = head.querySelector('.place-header-title');
      const last = head.querySelector('.place-header-actions > :last-child');
      const lineHeight = words === null ? 1 : Number.parseFloat(getComputedStyle(words).lineHeight);
      return [
        Math.round((words?.getBoundingClientRect().height ?? 0) / lineHeight),
        (last?.getBoundingClientRect().right ?? 0) <= head.getBoundingClientRect().right,
      ];
    });
    expect([lines, right]).toEqual([1, true]);
  });

  it('keeps room for the bars of what scrolls, so that nothing moves when they come', async () => {
    const gutters = await page
      .locator('.scroll-area')
      .evaluateAll((areas) => areas.map((area) => getComputedStyle(area).scrollbarGutter));
    expect(new Set(gutters)).toEqual(new Set(['stable']));
  });
});
