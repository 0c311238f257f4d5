import { getDemoPatient } from '../../../resources/demo-practice/people/patients.ts';
import { demoPassphrase } from '../seed-practice.ts';
import type { Stage } from './stage.ts';

/** The other ways to write, and every other screen. */
export async function otherScreens(stage: Stage): Promise<void> {
  const { page, recorder } = stage;
  const { step, shoot } = recorder;
  const side = (name: string | RegExp) => page.getByRole('navigation').getByRole('button', { name }).first();

  await step('An answer by OpenPGP to a patient who has it', async () => {
    await stage.open('Cita de control');
    await page.getByRole('button', { name: /Reply encrypted/ }).waitFor();
    await shoot('openpgp-thread');
    await page.keyboard.press('Control+Shift+Enter');
    const editor = page.getByLabel('Your message');
    await editor.waitFor();
    await editor.press('Control+Home');
    await editor.pressSequentially('Buenos días, el viernes a las 10:15 tenemos sitio.');
    await page.getByText('Saved', { exact: true }).waitFor();
    await shoot('openpgp-answer');
    await page.keyboard.press('Control+Shift+Enter');
    await page.getByRole('button', { name: /^Undo/ }).first().waitFor();
  });

  await step('An answer not encrypted, by consent', async () => {
    await stage.open('Appointment on Thursday');
    await page.getByRole('button', { name: /Reply, not encrypted/ }).click();
    const editor = page.getByLabel('Your message');
    await editor.waitFor();
    await editor.press('Control+Home');
    await editor.pressSequentially('Dear Grace,\n\nThursday at nine is fine.');
    await page.getByText('Saved', { exact: true }).waitFor();
    await shoot('open-answer');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /^Undo/ }).first().waitFor();
  });

  await step('Search finds what was locked on its way', async () => {
    await page.keyboard.press('Control+k');
    await page.waitForTimeout(300);
    await page.keyboard.type('tablet');
    await page.waitForTimeout(600);
    await shoot('palette');
    await page.keyboard.press('Escape');
  });

  await step('Patients, drafts, outbox, sent, journal, settings', async () => {
    await side(/^Patients/).click();
    await page.getByText('Abigail Stone').first().click();
    await page.waitForTimeout(600);
    await shoot('patient');
    for (const [name, file] of [
      ['To be chosen', 'to-be-chosen'],
      ['Drafts', 'drafts'],
      ['Outbox', 'outbox'],
      ['Sent', 'sent'],
      ['Junk', 'junk'],
      ['Journal', 'journal'],
      ['Settings', 'settings'],
    ] as const) {
      await side(new RegExp(`^${name}`)).click();
      await page.waitForTimeout(600);
      await shoot(file);
    }
  });

  await step('Lock, and unlock again', async () => {
    await page.keyboard.press('Control+l');
    await page.getByLabel('Passphrase', { exact: true }).waitFor({ timeout: 20_000 });
    await shoot('locked');
    await page.getByLabel('Passphrase', { exact: true }).fill(demoPassphrase);
    await page.keyboard.press('Enter');
    await page.getByRole('option').first().waitFor({ timeout: 20_000 });
  });

  await step('Both other answers left', async () => {
    for (const name of ['Tomás Herrera', 'Grace Lindqvist']) await stage.left(getDemoPatient(name).address);
  });
}
