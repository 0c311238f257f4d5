import { ask } from './ask.ts';
import { unlock } from './open-clinic.ts';
import type { Screen, Visit } from './visit.ts';

const thread =
  (words: string) =>
  async ({ page, home, row }: Visit): Promise<void> => {
    await home();
    await row(words).click();
    await page.locator('.thread-pane-content').waitFor();
  };

const chip = ({ page }: Visit, name: RegExp): Promise<void> =>
  page.getByRole('button', { name }).and(page.locator('.chip-button')).click();

/** Locked, then reading, choosing and answering. */
export const mailScreens: readonly Screen[] = [
  ['locked', ({ field }) => field('Passphrase').waitFor()],
  [
    'locked-wrong',
    async ({ page, field, press }) => {
      await field('Passphrase').fill('not the passphrase');
      await press('Enter');
      await page.getByText('That passphrase is not right').waitFor();
    },
  ],
  ['recovery-code', ({ button }) => button('Use the recovery code').click()],
  [
    'restore',
    async ({ press, button }) => {
      await press('Escape');
      await button('Restore a backup').click();
    },
  ],
  [
    'inbox',
    async ({ page, desk, row }) => {
      await page.reload();
      await unlock(desk);
      await row('Thursday').waitFor();
    },
  ],
  ['who-is-this', thread('Question about my new dose')],
  ['new-patient', ({ page }) => page.getByRole('radio', { name: /A new patient/ }).check({ force: true })],
  ['patient-on-file', ({ page }) => page.getByRole('radio', { name: /A patient on file/ }).check({ force: true })],
  ['long-name', thread('Wolfeschlegel')],
  ['professional', thread('Results')],
  ['choices', thread('Form')],
  [
    'phrase-dialog',
    async ({ button, dialog }) => {
      await button('Make a phrase').click();
      await dialog().getByLabel('Language of the words').waitFor();
    },
  ],
  [
    'phrase-slip',
    async ({ dialog }) => {
      await dialog().getByRole('button', { name: 'Make a phrase' }).click();
      await dialog().getByText('Our sign').first().waitFor();
    },
  ],
  ['thread', thread('Thursday')],
  ['protection-menu', (visit) => chip(visit, /Sealed letter/)],
  [
    'downgrade-dialog',
    async ({ page, dialog }) => {
      await page.getByRole('menuitemradio', { name: /Not encrypted/ }).click();
      await dialog().waitFor();
    },
  ],
  [
    'consent-dialog',
    async (visit) => {
      await visit.press('Escape');
      await chip(visit, /Plain mail/);
      await visit.page.getByRole('menuitem', { name: 'Record what they said' }).click();
      await visit.dialog().waitFor();
    },
  ],
  [
    'link-dialog',
    async ({ page, press, dialog }) => {
      await press('Escape');
      await page.frameLocator('iframe').getByText('this').click();
      await dialog().waitFor();
    },
  ],
  [
    'composer',
    async ({ page, press }) => {
      await press('Escape');
      await press('Control+Shift+Enter');
      await page.getByLabel('Your message').pressSequentially('The right entrance is the one beside the pharmacy.');
      await page.getByText('They see:').waitFor();
    },
  ],
  ['discard-dialog', ({ button }) => button('Discard the draft').click()],
  [
    'refusals',
    async ({ page, press }) => {
      await press('Escape');
      const [carla] = (await ask(page, 'patients.list', { text: 'Carla', offset: 0, limit: 1 })).rows;
      await ask(page, 'patients.recordConsent', {
        ...{ patientId: carla?.id ?? '', purpose: 'unencrypted-email', event: 'withdrawn', how: 'by-phone' },
        ...{ wording: 'No more.', wordingVersion: '1', warned: true, until: null, threadId: null, scan: null },
      });
      await page.getByText('The consent record changed').waitFor();
      await page.getByLabel('Your message').press('Control+Shift+Enter');
      await page.getByText('It cannot leave like this').waitFor();
    },
  ],
  [
    'new-message',
    async ({ page, home, press }) => {
      await home();
      await press('Control+n');
      await page.getByRole('combobox', { name: 'To' }).pressSequentially('Carla');
      await page.getByRole('option', { name: /carla@home\.example/ }).waitFor();
    },
  ],
  [
    'new-message-to-a-patient',
    async ({ press, heading }) => {
      await press('Enter');
      await heading('How do we write to Carla Lindqvist?').waitFor();
    },
  ],
  [
    'new-message-leaving',
    async ({ page, press, button, field }) => {
      await button('Use these').click();
      await field('Subject').fill('Your visit');
      await page.getByLabel('Your message').pressSequentially('See you on Thursday.');
      await press('Control+Enter');
      await page.getByText(/^Leaves in \d+ s$/).waitFor();
    },
  ],
  [
    'forward',
    async (visit) => {
      await thread('Question about my new dose')(visit);
      await visit.press('Control+Shift+F');
      await visit.page.getByRole('region', { name: 'Forward' }).waitFor();
    },
  ],
  [
    'flagged',
    async (visit) => {
      await thread('Question about my new dose')(visit);
      await visit.press('Control+Shift+G');
      await visit.button('Remove the flag').waitFor();
      await visit.row('Question about my new dose').getByRole('img', { name: 'Flagged' }).waitFor();
    },
  ],
  [
    'search',
    async ({ page, home }) => {
      await home();
      await page.getByLabel('Search mail and patients').fill('dose');
      await page.getByText('1 conversation found').waitFor();
    },
  ],
  [
    'nothing-found',
    async ({ page }) => {
      await page.getByLabel('Search mail and patients').fill('zzzz');
      await page.getByText('Nothing found').first().waitFor();
    },
  ],
];
