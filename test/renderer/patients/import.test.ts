import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

async function openImport(): Promise<Page> {
  const page = await app.open();
  await page.keyboard.press('Control+5');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  return page;
}

async function dropFile(page: Page): Promise<void> {
  await page
    .locator('.import-drop input[type=file]')
    .setInputFiles({ name: 'patients.csv', mimeType: 'text/csv', buffer: Buffer.from('MRN,Name\n1,Ana Ruiz\n') });
  await page.getByRole('heading', { name: 'What do the columns mean?' }).waitFor();
}

describe.skipIf(!app.hasChromium)('an import', () => {
  it('goes from the file over its columns and a preview to the patients, and can be taken back', async () => {
    const page = await openImport();
    await page.getByText('october.csv').waitFor();
    await dropFile(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('What “Insurance” means').selectOption('custom');
    await page.getByRole('button', { name: /See what it does/ }).click();
    await page.getByText('Nia Okoye').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const [asked] = (await callsOf(page, 'imports.preview')) as { mapping: { targets: unknown[] } }[];
    expect(asked?.mapping.targets.at(-1)).toEqual({ field: 'custom', label: 'Insurance' });
    await page.getByRole('button', { name: /3 Refused/ }).click();
    await page.getByText('has a birth date that is none: “02/31/1970”').waitFor();
    await page.getByRole('button', { name: /Bring in 47 patients/ }).click();
    await page.getByText('41 new, 6 changed, 212 unchanged, 3 refused.').waitFor();
    await page.getByRole('button', { name: 'Take this import back' }).click();
    await page.getByRole('button', { name: 'Take this import back' }).click();
    await page.getByText('Taken back: 40 patients are gone, 1 stayed').waitFor();
  });

  it('waits until the columns say how people are called', async () => {
    const page = await openImport();
    await dropFile(page);
    await page.getByLabel('What “Last Name” means').selectOption('ignore');
    await page.getByText('Say which column holds the name').waitFor();
    expect(await page.getByRole('button', { name: /See what it does/ }).getAttribute('aria-disabled')).toBe('true');
  });
});

describe.skipIf(!app.hasChromium)('the list of patients', () => {
  it('is sorted, narrowed down and opened by keys', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+5');
    await page.getByText('Jonas Paulsen').waitFor();
    await page.getByLabel('Condition', { exact: true }).selectOption('Type 2 diabetes');
    await page.getByRole('button', { name: 'Sort by Record' }).click();
    await expect
      .poll(async () => (await callsOf(page, 'patients.table')).at(-1))
      .toMatchObject({ sort: 'record-number', filter: { condition: 2 } });
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('listbox', { name: 'Patients' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Grace Lindqvist', level: 2 }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  });
});
