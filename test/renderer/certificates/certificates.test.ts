import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

const certificate = (name: string) => ({ name, mimeType: 'application/x-pkcs12', buffer: Buffer.from([0x30, 0]) });

async function settings(): Promise<Page> {
  const page = await app.open();
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'S/MIME' }).click();
  await page.getByText('Certificate of the practice').waitFor();
  return page;
}

describe.skipIf(!app.hasChromium)('certificates', () => {
  it('of the practice come in with a file and its password, and a wrong one is said at the field', async () => {
    const page = await settings();
    const practice = page.getByRole('region', { name: 'Certificate of the practice' });
    await practice.getByText('None yet.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import a .p12 file' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText('Choose the file first.').waitFor();
    await dialog.locator('input[type=file]').setInputFiles(certificate('clinic.p12'));
    await dialog.getByRole('button', { name: 'File: clinic.p12' }).waitFor();
    await dialog.getByLabel('Password of the file').fill('wrong');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText('The password does not open it.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByLabel('Password of the file').fill('right');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Signs now').waitFor();
    await page.getByText(/^Runs out on .* Ask for a new one in time\.$/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await practice.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByText('Nothing encrypted to it can be opened any more.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('None yet.').waitFor();
  });

  it('of everybody stand in the settings, to compare, to remove and to add to by an address', async () => {
    const page = await settings();
    const kept = page.locator('.key');
    await kept.first().waitFor();
    expect(await kept.count()).toBe(2);
    expect(await axeViolations(page)).toEqual([]);
    await kept.first().getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => kept.count()).toBe(1);
    await page.getByLabel('Add a certificate for').fill('Okafor@lakesidelab.example');
    const others = page.getByRole('region', { name: 'Other people’s certificates' });
    await others.locator('input[type=file]').setInputFiles(certificate('lab.cer'));
    await kept.getByText('okafor@lakesidelab.example').waitFor();
  });

  it('of authorities are added by the owner and can be taken back', async () => {
    const page = await settings();
    const roots = page.getByRole('region', { name: 'Authorities you trust' });
    await roots.getByText('None beside those of this computer.').waitFor();
    await roots.locator('input[type=file]').setInputFiles(certificate('root.cer'));
    await page.getByText(/^Added .* by Maria Delgado$/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await roots.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('None beside those of this computer.').waitFor();
  });

  it('of a patient say what they are worth, and are compared group by group', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+5');
    await row(page, 'Ana Ruiz').click();
    const panel = page.getByRole('region', { name: 'S/MIME', exact: true });
    await panel.getByText('Checked: vouched for by its issuer').waitFor();
    await panel.getByText('expired', { exact: true }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Compare' }).first().click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('.fingerprint span').count()).toBe(16);
    await dialog.getByRole('button', { name: 'Every group is the same' }).click();
    await panel.getByText(/^Compared .* by Maria Delgado$/).waitFor();
    await panel.locator('input[type=file]').setInputFiles(certificate('ana.cer'));
    await panel.getByText('Nobody we know vouches for it').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('stand behind the line of an S/MIME message, which never shows OpenPGP, and are kept only when asked for', async () => {
    const page = await app.open();
    await row(page, 'Rosa Haas').click();
    const message = page.getByRole('article').last();
    await message.getByText(/whose certificate County Trust Services vouches for/).waitFor();
    expect(await message.getByText('S/MIME', { exact: true }).count()).toBe(1);
    expect(await message.getByText('OpenPGP').count()).toBe(0);
    await message.getByRole('button', { name: 'Details' }).click();
    const details = page.getByRole('dialog');
    await details.getByText('Rosa Haas, rosa@lakeside.example').waitFor();
    await details.getByText('County Trust Services, vouched for by County Root').waitFor();
    await details.getByText('not checked', { exact: true }).waitFor();
    expect(await details.getByText('OpenPGP').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await callsOf(page, 'certificates.keep')).toEqual([]);
    await message.getByRole('button', { name: 'Keep for S/MIME answers' }).click();
    await message.getByText('That is not there any more').waitFor();
    expect(await callsOf(page, 'certificates.keep')).toHaveLength(1);
    expect(await axeViolations(page)).toEqual([]);
  });
});
