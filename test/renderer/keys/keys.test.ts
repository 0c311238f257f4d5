import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

describe.skipIf(!app.hasChromium)('keys in the window', () => {
  it('show our own with its end, to read out and to scan, and renew it', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'OpenPGP' }).click();
    await page.getByText(/^It ends on .* Renew it now/).waitFor();
    await page.getByRole('img', { name: 'Fingerprint as a code to scan' }).waitFor();
    await page.getByText('For old mail only').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Renew for three years' }).click();
    await page.getByText(/^Good until/).waitFor();
    await page.getByRole('button', { name: 'Take over a key' }).click();
    const dialog = page.getByRole('dialog');
    expect(await axeViolations(page)).toEqual([]);
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'old.asc', mimeType: 'text/plain', buffer: Buffer.from('key') });
    await dialog.getByText('Chosen: old.asc').waitFor();
    await dialog.getByRole('radio', { name: /To read old mail/ }).check({ force: true });
    await dialog.getByRole('button', { name: 'Take over a key' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await callsOf(page, 'keys.importOwn')).toMatchObject([{ use: 'old-mail', passphrase: '' }]);
  });

  it('are looked for where a person says, and kept only when a person says so', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+5');
    await row(page, 'Grace Lindqvist').click();
    await page.getByRole('button', { name: 'Ask keys.openpgp.org' }).click();
    await page.getByText('No key was found there for this address.').waitFor();
    await page.getByRole('button', { name: 'Ask example.com' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/a key is kept that somebody compared/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await callsOf(page, 'keys.keep')).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep it for grace@example.com' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await callsOf(page, 'keys.keep')).toMatchObject([{ address: 'grace@example.com', source: 'wkd' }]);
    await page.getByRole('button', { name: 'Paste as text' }).click();
    await page.getByLabel('The key as text').fill('-----BEGIN PGP PUBLIC KEY BLOCK-----');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('and the protection of a message are one click away, parts inside it another', async () => {
    const page = await app.open();
    await row(page, 'Okafor').click();
    await page.getByText(/^Signed by Dr\. Mina Okafor, whose key you compared on/).waitFor();
    await page.getByRole('button', { name: 'Details' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('AES-256, OCB').waitFor();
    await dialog.getByText('outside stood: ...').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Look into correction.eml' }).click();
    await page.getByText('The corrected values are below.').waitFor();
    await page.getByText(/no answer quotes it/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Look into lab-key.asc' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it for okafor@lakesidelab.example' }).waitFor();
  });
});
