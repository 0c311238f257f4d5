import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolationsInBothThemes } from '../../support/axe-violations.ts';
import { callsOf, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

const line = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** By the keyboard to the table of a batch. */
async function sortDocuments(page: Page): Promise<void> {
  await page.keyboard.press('Control+9');
  await page.keyboard.press('Control+Shift+B');
  await page.getByRole('heading', { name: 'Which documents do we send?' }).waitFor();
  await page.keyboard.press('Control+Shift+A');
  await page.getByRole('table').waitFor();
}

describe.skipIf(!app.hasChromium)('documents that are sent', () => {
  it('need two steps of a person where number and birth date do not both agree', async () => {
    const page = await app.open();
    await sortDocuments(page);
    expect(await callsOf(page, 'documents.choose')).toEqual([{ folder: true }]);
    expect(await line(page, '20418 Brandt A1C').textContent()).toContain('record number and birth date agree');
    expect(await line(page, 'scan0007').textContent()).toContain('the birth date is another');
    expect(await axeViolationsInBothThemes(page)).toEqual([]);
    await press(page, 'Look: scan0007.pdf');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Step 1 of 2').waitFor();
    expect(await dialog.getByRole('button', { name: 'Compare with this patient' }).isDisabled()).toBe(true);
    await dialog.getByRole('radio', { name: 'Leo Brandt' }).check();
    expect(await axeViolationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Compare with this patient' }).click();
    await dialog.getByText('Step 2 of 2').waitFor();
    const belongs = dialog.getByRole('button', { name: 'It belongs to Leo Brandt' });
    expect(await belongs.isDisabled()).toBe(true);
    expect(await dialog.getByRole('row').filter({ hasText: 'Birth date' }).textContent()).toContain('differs');
    expect(await axeViolationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('checkbox').check();
    await belongs.click();
    await expect.poll(() => line(page, 'scan0007').textContent()).toContain('confirmed by Maria Delgado');
    const said = { documentId: 'do_document4', patientId: 'pt_campaign10' };
    expect(await callsOf(page, 'documents.pick')).toEqual([said]);
    expect(await callsOf(page, 'documents.confirm')).toEqual([said]);
    await press(page, 'Leave out: scan0008.pdf');
    await page.getByRole('combobox', { name: 'Show' }).selectOption('out');
    await expect.poll(() => page.getByRole('row').count()).toBe(3);
    await line(page, 'scan0008').getByRole('button', { name: 'Take in again' }).waitFor();
  });

  it('leave as a campaign to the patients they are about, and end with a receipt', async () => {
    const page = await app.open();
    await sortDocuments(page);
    await press(page, 'Go on with 2 patients');
    // The covering letter that comes with the program stands first.
    await page.getByRole('heading', { name: 'What do we send?' }).waitFor();
    const letters = page.getByRole('region', { name: 'What', exact: true }).getByRole('listitem');
    expect(await letters.first().textContent()).toContain('Your documents');
    await letters.first().getByRole('button').click();
    await press(page, 'Make the plan');
    await page.getByRole('button', { name: 'Send 4 letters' }).click();
    const [saved] = await callsOf(page, 'campaigns.save');
    expect(saved).toMatchObject({ content: { segmentId: 'bd_fresh0000', documentsId: 'bd_fresh0000' } });
    await page.getByRole('dialog').getByRole('button', { name: 'Send 4 letters' }).click();
    await press(page, 'Receipt');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row').filter({ hasText: 'scan0007.pdf' }).getByText('not sent').waitFor();
    expect(await axeViolationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Print' }).click();
    await expect.poll(() => callsOf(page, 'shell.print')).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Save as CSV' }).click();
    await page.getByText('Saved as Results receipt.csv.').waitFor();
  });

  it('can go along with a letter to a group, and be taken off it again', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+9');
    await page.keyboard.press('Control+Shift+M');
    await page.getByRole('button', { name: 'Men over 40, last A1C high' }).click();
    await page.getByRole('button', { name: 'Screening recall' }).click();
    await press(page, 'Choose files');
    await page.getByRole('table').waitFor();
    await press(page, 'Done');
    await page.getByText('3 files for 2 patients').waitFor();
    expect(await axeViolationsInBothThemes(page)).toEqual([]);
    await press(page, 'Make the plan');
    const saves = () => callsOf(page, 'campaigns.save');
    await expect.poll(saves).toMatchObject([{ content: { documentsId: 'bd_fresh0000' } }]);
    await page.getByRole('button', { name: '3 Purpose and sender' }).click();
    await press(page, 'Without documents');
    await press(page, 'Make the plan');
    await expect.poll(async () => (await saves()).length).toBe(2);
    expect(JSON.stringify((await saves())[1])).not.toContain('documentsId');
  });

  it('can be begun earlier, forgotten, and say what was not taken in', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+9');
    await page.getByRole('button', { name: 'Send documents' }).click();
    await page.getByRole('button', { name: 'Documents of Nov 23, 2026' }).waitFor();
    expect(await axeViolationsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await page.getByText('2 files were not taken in').click();
    await page.getByText('list.xlsx: not a PDF').waitFor();
    await press(page, 'Forget these files');
    await page.getByRole('dialog').getByRole('button', { name: 'Forget these files' }).click();
    await page.getByRole('heading', { name: 'Which documents do we send?' }).waitFor();
    expect(await callsOf(page, 'documents.drop')).toEqual([{ documentsId: 'bd_fresh0000' }]);
  });
});
