import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

async function patients(name?: string): Promise<Page> {
  const page = await app.open();
  await page.keyboard.press('Control+5');
  await page.getByText('Jonas Paulsen').waitFor();
  if (name !== undefined) {
    await row(page, name).click();
    await page.getByRole('heading', { name, level: 2 }).waitFor();
  }
  return page;
}

describe.skipIf(!app.hasChromium)('patients', () => {
  it('are found by name or number as somebody types', async () => {
    const page = await patients();
    await page.getByLabel('Search patients').fill('20103');
    await page.getByText('1 patient', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Jonas Paulsen', level: 2 }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('are made with what is needed, and what is wrong is said beside the field', async () => {
    const page = await patients();
    await page.getByRole('button', { name: 'New patient' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make the patient' }).click();
    await dialog.getByText('A name is needed.').waitFor();
    await dialog.getByLabel('Name').fill('Nia Okoye');
    await dialog.getByLabel('Mail address 1').fill('nia at example');
    await dialog.getByRole('button', { name: 'Make the patient' }).click();
    await dialog.getByText('This is no mail address.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByLabel('Mail address 1').fill('nia@example.org');
    await dialog.getByRole('button', { name: 'Make the patient' }).click();
    await page.getByRole('heading', { name: 'Nia Okoye', level: 2 }).waitFor();
  });

  it('get a phrase that is made, printed and recorded as given', async () => {
    const page = await patients('Grace Lindqvist');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make a phrase' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make a phrase' }).click();
    await dialog.getByText('maple').waitFor();
    expect(await page.locator('.print-sheet').textContent()).toContain('maple');
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Print the slip' }).click();
    expect(await callsOf(page, 'shell.print')).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Save as PDF' }).click();
    await page.getByText('Saved as slip.pdf').waitFor();
    await dialog.getByText('What to say on the phone').click();
    await dialog.getByText('maple, m-a-p-l-e').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByLabel('How was it given?').selectOption('by-phone');
    await dialog.getByText('check name and birth date first').waitFor();
    await dialog.getByRole('button', { name: 'It was given' }).click();
    await page.getByText(/^Given by phone/).waitFor();
    expect(await page.locator('.print-sheet').count()).toBe(0);
  });

  it('have a consent record that only grows, with the exact words', async () => {
    const page = await patients('Ana Ruiz');
    await page.getByRole('button', { name: 'Record what they said' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('The exact words they agreed to').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByLabel('They were told').check();
    await dialog.getByLabel('Until').fill('2001-01-01');
    await dialog.getByRole('button', { name: 'Record' }).click();
    await dialog.getByText('Please give a day in the future.').waitFor();
    await dialog.getByLabel('Until').fill('2099-12-31');
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'form.png',
      mimeType: 'image/png',
      buffer: Buffer.from('scan'),
    });
    await dialog.getByRole('button', { name: 'Record' }).click();
    await page.getByRole('cell', { name: /Plain mail: given after the warning/ }).waitFor();
    await page.getByRole('button', { name: 'Save form.png' }).waitFor();
    const [said] = (await callsOf(page, 'patients.recordConsent')) as { wording: string; wordingVersion: string }[];
    expect(said?.wording).toContain('without encryption');
    expect(said?.wordingVersion).toBe('2026-11');
  });

  it('have keys whose fingerprint counts only after somebody compared it', async () => {
    const page = await patients('Grace Lindqvist');
    await page.getByText('Not compared yet').waitFor();
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Every group is the same' }).click();
    await page.getByText(/^Compared .* by Maria Delgado$/).waitFor();
  });
});
