import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

describe.skipIf(!app.hasChromium)('verified TLS in the window', () => {
  // One page for all of them: each begins by going somewhere else.
  let page: Page;
  beforeAll(async () => {
    page = await app.open();
  });

  it('looks a domain up once somebody touches the choices, and never because a mail is opened', async () => {
    await row(page, 'MedSupply').click();
    await page.getByRole('heading', { name: /^Who is/ }).waitFor();
    await row(page, 'Leo Brandt').click();
    await page.getByRole('button', { name: 'Reply encrypted' }).waitFor();
    expect(await callsOf(page, 'transport.lookUp')).toEqual([]);
    await row(page, 'Ana Ruiz').click();
    await page.getByRole('heading', { name: 'How do we write to Ana Ruiz?' }).waitFor();
    // Long enough for a question that the card itself would ask.
    await page.waitForTimeout(300);
    expect(await callsOf(page, 'transport.lookUp')).toEqual([]);
    await page.getByRole('button', { name: 'First choose above' }).click();
    await expect.poll(() => callsOf(page, 'transport.lookUp')).toEqual([{ addresses: ['ana.ruiz@example.net'] }]);
  });

  it('stays visible, grey, with its reason', async () => {
    await row(page, 'Ana Ruiz').click();
    const card = page.getByRole('radio', { name: 'Verified TLS' });
    expect(await card.isDisabled()).toBe(true);
    const reason = await card.evaluate((input) => {
      const id = input.getAttribute('aria-describedby');
      return id === null ? '' : document.getElementById(id)?.textContent;
    });
    expect(reason).toBe('Their mail provider does not insist on it.');
  });

  it('has a blue chip with words, and says on what it rested', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Archive' }).click();
    const chip = row(page, 'Priya Raman').locator('.chip').first();
    expect(await chip.textContent()).toBe('Verified TLS');
    expect(await chip.getAttribute('class')).toContain('chip-blue');
    await row(page, 'Priya Raman').click();
    await page.getByRole('button', { name: 'Reply over TLS' }).waitFor();
    await page.getByRole('button', { name: 'details' }).click();
    const facts = page.locator('.message-facts');
    expect(await facts.textContent()).toContain('raman.example demands TLS (MTA-STS)');
    expect(await facts.textContent()).toContain('https://support.google.com/a/answer/9261504, Nov 24, 2026');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('is never said of a domain that somebody merely vouches for', async () => {
    const line = row(page, 'St. Brigid');
    expect(await line.locator('.chip').first().textContent()).toBe('TLS, listed by Maria Delgado');
    await line.click();
    await page.getByRole('button', { name: 'details' }).click();
    await page.locator('.message-facts').waitFor();
    await page.locator('.chip-button').first().click();
    const pane = page.getByRole('menuitemradio', { name: /TLS/ });
    expect(await pane.textContent()).toContain('TLS, listed by Maria Delgado');
    const shown = await page.locator('.thread-pane, main').first().textContent();
    const ofThread = (shown ?? '').split('Bed for Thursday').at(-1);
    expect(ofThread).not.toContain('Verified TLS');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Reply over TLS' }).click();
    await page.getByRole('button', { name: 'Stronger …' }).click();
    const own = page.getByRole('menuitemradio', { name: /^As chosen/ });
    expect(await own.textContent()).toContain('As chosen: TLS, listed by Maria Delgado');
    await page.keyboard.press('Escape');
  });

  it('says in the outbox what a message waits for', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Outbox' }).click();
    const waiting = page.locator('.outbox-row').filter({ hasText: 'Priya Raman' });
    expect(await waiting.textContent()).toContain('cannot promise verified TLS all the way');
    await waiting.getByRole('button', { name: 'Make it a draft' }).waitFor();
  });
});
