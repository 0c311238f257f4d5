import { expect } from 'vitest';
import { practiceAddress, practicePassphrase, practicePassword } from '../support/practice.ts';
import type { Screen } from './visit.ts';

/** The three steps of the first run, and what can go wrong in them. */
export const firstRunScreens: readonly Screen[] = [
  ['first-run', ({ heading }) => heading('Set up your practice').waitFor()],
  ['first-run-empty', ({ button }) => button('Set up and lock').click()],
  ['first-run-restore', ({ button }) => button('Restore a backup instead').click()],
  [
    'first-run-kit',
    async ({ press, field, heading }) => {
      await press('Escape');
      await field('Name of the practice').fill('Elm Street Clinic');
      await field('Telephone').fill('(217) 555-0137');
      await field('Postal address').fill('12 Elm Street');
      await field('Your name').fill('Maria Delgado');
      await field('Mail address of the practice').fill(practiceAddress);
      await field('Passphrase').fill(practicePassphrase);
      await press('Enter');
      await heading('Your recovery kit').waitFor();
    },
  ],
  [
    'first-run-kit-again',
    async ({ page, heading }) => {
      // A window that is loaded afresh before the kit is kept shows it again.
      const code = await page.locator('.recovery-kit .recovery-code').innerText();
      await page.reload();
      await heading('Your recovery kit').waitFor();
      expect(await page.locator('.recovery-kit .recovery-code').innerText()).toBe(code);
    },
  ],
  [
    'first-run-account',
    async ({ page, button, field, heading }) => {
      await page.getByLabel('I have printed or saved it').check();
      await button('Continue').click();
      await heading('Connect your mail account').waitFor();
      await field('Mail address').fill(practiceAddress);
    },
  ],
  [
    'first-run-account-refused',
    async ({ clinic, page, button, field }) => {
      await page.getByText('Server settings').click();
      for (const [index, at] of [clinic.servers.imap, clinic.servers.smtp].entries()) {
        await field('Server').nth(index).fill(at.host);
        await field('Port').nth(index).fill(String(at.port));
      }
      await field('User name').fill(practiceAddress);
      await field('Password').fill('not the password');
      await button('Check only').click();
      await page.getByText('Outgoing: localhost refused the sign-in').waitFor();
    },
  ],
  [
    'first-inbox',
    async ({ button, field, row }) => {
      await field('Password').fill(practicePassword);
      await button('Check and save').click();
      await row('Thursday').waitFor();
    },
  ],
];
