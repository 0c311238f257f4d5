import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

describe.skipIf(!app.hasChromium)('mail that came back', () => {
  // One page for all of them: each begins by going somewhere else.
  let page: Page;
  beforeAll(async () => {
    page = await app.open();
    await page?.getByRole('navigation').getByRole('button', { name: 'Archive' }).click();
  });

  it('says so on the message itself, with what to do and what the server said', async () => {
    await row(page, 'Pat Lee').click();
    const line = page.getByRole('status').filter({ hasText: 'Came back: the mailbox does not exist' });
    await line.waitFor();
    expect(await line.textContent()).toContain('write to another address, or call them');
    // Another form of the letter would come back just the same.
    expect(await line.getByRole('button', { name: 'Send in another form' }).count()).toBe(0);
    await line.getByRole('button', { name: 'details' }).click();
    const facts = page.locator('.message-facts');
    expect(await facts.textContent()).toContain('The email account that you tried to reach does not exist.');
    expect(await facts.textContent()).toContain('5.1.1');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('offers another form where a server does not take an .html file', async () => {
    await row(page, 'Wanda Kaya').click();
    const line = page.getByRole('status').filter({ hasText: 'Came back: their mail server refused it' });
    await line.waitFor();
    expect(await line.textContent()).toContain('It may not take .html files.');
    await line.getByRole('button', { name: 'Send in another form' }).click();
    await page.getByRole('menuitem', { name: 'Locked PDF' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('stands above the next message to that address, and keeps nobody from sending it', async () => {
    await row(page, 'Pat Lee').click();
    await page.getByRole('button', { name: 'Reply encrypted' }).click();
    await page.getByText(/^Mail to pat\.lee@example\.net came back on/).waitFor();
    expect(await page.getByRole('button', { name: 'Send sealed' }).isEnabled()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('stands on the patient’s page until a person says that the address works', async () => {
    await page.keyboard.press('Control+5');
    await page.getByText('Jonas Paulsen').waitFor();
    await row(page, 'Pat Lee').click();
    await page.getByText(/^Mail to pat\.lee@example\.net came back on/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'It works again' }).click();
    await page.getByText(/^Mail to pat\.lee@example\.net came back on/).waitFor({ state: 'detached' });
    expect(await callsOf(page, 'patients.clearAddress')).toEqual([{ address: 'pat.lee@example.net' }]);
  });
});
