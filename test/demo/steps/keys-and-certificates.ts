import { practice } from '../../../resources/demo-practice/practice.ts';
import { type Colleagues, certificatePassword, hasOpenssl, practiceFile } from '../neighbours/colleagues.ts';
import type { Stage } from './stage.ts';

/** The practice's own key and other people's; its certificate, imported; the authorities it trusts. */
export async function keysAndCertificates(stage: Stage, colleagues: Colleagues): Promise<void> {
  const { page, recorder, dialog, button } = stage;
  const { step, shoot } = recorder;

  await step('The practice’s key: renewed, and its public half saved', async () => {
    await stage.settings('OpenPGP');
    await page.getByText('In use').waitFor();
    await shoot('key-of-the-practice');
    await button('Renew for three years').click();
    await page.getByText('Renewed. Others get the news').waitFor({ timeout: 20_000 });
    const path = await stage.saveAs('elm-street-clinic.asc');
    await button('Save the public key').click();
    await page.getByText(`Saved as ${path.split(/[\\/]/).at(-1)}`).waitFor();
    await shoot('key-renewed');
    await button('Take over a key').click();
    await dialog.waitFor();
    await shoot('key-taken-over');
    await page.keyboard.press('Escape');
  });

  await step('Other people’s keys: one compared, one not; how it is compared', async () => {
    await page.getByRole('heading', { name: 'Other people’s keys' }).evaluate((title) => title.scrollIntoView());
    await shoot('keys-of-others');
    await button('Compare').click();
    await dialog.waitFor();
    await shoot('key-compared');
    await page.keyboard.press('Escape');
  });

  await step('The practice’s certificate, from its .p12 file', async () => {
    await page.getByRole('tab', { name: 'S/MIME' }).click();
    await page.getByText('None yet.').waitFor();
    await shoot('certificates-none');
    if (!hasOpenssl()) return;
    await button('Import a .p12 file').click();
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'elm-street-clinic.p12',
      mimeType: 'application/x-pkcs12',
      buffer: Buffer.from(practiceFile(colleagues)),
    });
    const password = dialog.getByLabel('Password of the file', { exact: true });
    await password.fill('not the password');
    await page.keyboard.press('Enter');
    await dialog
      .getByText(/password/i)
      .nth(2)
      .waitFor();
    await shoot('certificate-wrong-password');
    await password.fill(certificatePassword);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached', timeout: 20_000 });
    await page.getByText('Signs now').waitFor();
    await shoot('certificate-of-an-unknown-authority');
  });

  await step('An authority that the owner trusts', async () => {
    await page
      .locator('input[type=file][accept*=".der"]')
      .first()
      .setInputFiles({
        name: 'fairview-health-network.pem',
        mimeType: 'application/x-pem-file',
        buffer: Buffer.from(colleagues.network.pem),
      });
    await page.getByText(`by ${practice.owner}`).waitFor();
    await shoot('certificates-and-authority');
  });
}
