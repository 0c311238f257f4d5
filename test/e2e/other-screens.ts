import type { Screen, Visit } from './visit.ts';

const settings =
  (tab: string) =>
  async ({ page, press }: Visit): Promise<void> => {
    await press('Control+,');
    await page.getByRole('tab', { name: tab }).click();
  };

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
      for (const state of ['Not sure', 'Did not leave', 'Waiting']) await page.getByText(state).first().waitFor();
    },
  ],
  ['journal', ({ side }) => side('Journal')],
  ['settings-practice', settings('Practice')],
  ['settings-account', settings('Mail account')],
  ['settings-lock', settings('Lock and recovery')],
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
