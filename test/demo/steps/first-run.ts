import { join } from 'node:path';
import { practice } from '../../../resources/demo-practice/practice.ts';
import type { LaunchedApp } from '../../support/electron/launch-app.ts';
import type { DemoMailServer } from '../demo-mail-server.ts';
import type { Recorder } from '../recorder.ts';
import { demoPassphrase } from '../seed-practice.ts';

/** A practice starts Postern for the first time: vault, recovery kit, account. */
export async function firstRun(
  recorder: Recorder,
  launched: LaunchedApp,
  server: DemoMailServer,
  folder: string,
): Promise<void> {
  const { page, app } = launched;
  const { step, shoot } = recorder;
  const field = (name: string | RegExp) => page.getByLabel(name, { exact: typeof name === 'string' });

  await step('First run: a practice names itself and chooses a passphrase', async () => {
    await page.getByRole('heading', { name: 'Set up your practice' }).waitFor();
    await shoot('first-run-empty');
    await field('Name of the practice').fill(practice.name);
    await field('Telephone').fill(practice.telephone);
    await field('Postal address').fill(practice.postalAddress);
    await field('Your name').fill(practice.owner);
    await field('Mail address of the practice').fill(practice.address);
    await field('Passphrase').fill('too short');
    await page.waitForTimeout(400);
    await shoot('first-run-weak-passphrase');
    await field('Passphrase').fill(demoPassphrase);
    await page.waitForTimeout(400);
    await shoot('first-run-filled');
    await page.getByRole('button', { name: 'Set up and lock' }).click();
  });

  await step('The recovery kit is saved', async () => {
    await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor({ timeout: 30_000 });
    await shoot('recovery-kit');
    await app.evaluate(
      ({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      },
      join(folder, 'recovery-kit.txt'),
    );
    await page.getByRole('button', { name: 'Save as a file' }).click();
    await page.getByText('Saved. Put the file on a USB stick').waitFor();
    await page.getByLabel('I have printed or saved it').check();
    await page.getByRole('button', { name: 'Continue' }).click();
  });

  await step('The account: a wrong password is named, then the right one is taken', async () => {
    await page.getByRole('heading', { name: 'Connect your mail account' }).waitFor();
    await field('Password').fill('not the password');
    await page.getByText('Server settings').click();
    for (const [index, at] of [server.imap, server.submission].entries()) {
      await page.getByLabel('Server', { exact: true }).nth(index).fill(at.host);
      await page.getByLabel('Port', { exact: true }).nth(index).fill(String(at.port));
    }
    await field('User name').fill(server.user);
    await shoot('account');
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page
      .getByText(/sign-in|password/i)
      .first()
      .waitFor({ timeout: 30_000 });
    await page.waitForTimeout(2_000);
    await shoot('account-refused');
    await field('Password').fill(server.password);
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByText('Question about my new dose').first().waitFor({ timeout: 60_000 });
    await shoot('first-inbox');
  });
}
