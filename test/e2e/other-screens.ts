import type { Locator } from 'playwright-core';
import type { Screen, Visit } from './visit.ts';

const settings =
  (tab: string) =>
  async ({ page, press }: Visit): Promise<void> => {
    await press('Control+,');
    await page.getByRole('tab', { name: tab }).click();
  };

const waiting = ({ page }: Visit, subject: string): Locator =>
  page
    .getByRole('listitem')
    .filter({ hasText: subject })
    .filter({ has: page.getByRole('button') });

/** Presses a button of a message in the outbox that asks before it does something. */
async function decide(visit: Visit, subject: string, action: string): Promise<void> {
  await waiting(visit, subject).getByRole('button', { name: action }).click();
  await visit.dialog().waitFor();
}

async function confirm({ dialog }: Visit, action: string): Promise<void> {
  await dialog().getByRole('button', { name: action }).click();
  await dialog().waitFor({ state: 'detached' });
}

const left = (visit: Visit, subject: string): Promise<void> => waiting(visit, subject).waitFor({ state: 'detached' });

/** Everything beside the mail: patients, drafts, outbox, journal, settings, the palette. */
export const otherScreens: readonly Screen[] = [
  ['patients', ({ press }) => press('Control+5')],
  [
    'patient',
    async ({ page, heading }) => {
      await page.getByText('Carla Lindqvist').first().click();
      await heading('Consent record').waitFor();
    },
  ],
  [
    'add-patient',
    async ({ button, dialog }) => {
      await button('New patient').click();
      await dialog().waitFor();
    },
  ],
  [
    'drafts',
    async ({ page, press }) => {
      await press('Escape');
      await press('Control+3');
      await page.getByText('Flu shots').first().click();
      await page.getByLabel('Your message').waitFor();
    },
  ],
  [
    'outbox',
    async ({ page, side }) => {
      await side('Outbox');
      for (const state of ['Not sure', 'Did not leave', 'Asks first', 'Waiting']) {
        await page.getByText(state, { exact: true }).first().waitFor();
      }
    },
  ],
  ['outbox-late', (visit) => decide(visit, 'Vaccination', 'Send it now')],
  [
    'outbox-late-left',
    async (visit) => {
      await confirm(visit, 'Send it now');
      await left(visit, 'Vaccination');
    },
  ],
  ['outbox-again', (visit) => decide(visit, 'Opening hours', 'Send it again')],
  [
    'outbox-arrived',
    async (visit) => {
      await visit.press('Escape');
      await decide(visit, 'Parking', 'It arrived');
    },
  ],
  [
    'outbox-draft-again',
    async (visit) => {
      await confirm(visit, 'It arrived');
      await left(visit, 'Parking');
      await waiting(visit, 'Opening hours').getByRole('button', { name: 'Make it a draft' }).click();
      await visit.page.getByLabel('Your message').getByText('A word.').waitFor();
    },
  ],
  ['journal', ({ side }) => side('Journal')],
  ['settings-practice', settings('Practice')],
  ['settings-account', settings('Mail account')],
  ['settings-keys', settings('OpenPGP')],
  ['settings-smime', settings('S/MIME')],
  ['settings-letters', settings('Sealed letters')],
  ['settings-lock', settings('Lock and recovery')],
  ['settings-verified-tls', settings('Verified TLS')],
  [
    'settings-verified-tls-tried',
    async ({ page, button, field }) => {
      await page.getByLabel('Name server').selectOption('This one');
      await field('Name or address').fill('127.0.0.1');
      await field('Port').fill('9');
      await button('Try it').click();
      await page.getByText('It does not answer there.').waitFor();
      await field('Mail domain').fill('lakesidelab.example');
      await button('Vouch for this domain').click();
      await page.getByText('Please write why in a few words.').waitFor();
    },
  ],
  ['settings-backup', settings('Backup')],
  [
    'palette',
    async ({ page, press }) => {
      await press('Control+k');
      await page.keyboard.type('carla');
      await page.getByRole('option', { name: /Carla/ }).first().waitFor();
    },
  ],
];
