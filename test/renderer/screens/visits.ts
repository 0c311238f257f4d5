import type { Page } from 'playwright-core';

/** Every screen of the frame, the vault, the account, the settings and the journal: its scene, and the way to it. */
export type Visit = { readonly name: string; readonly scene: string; readonly go?: (page: Page) => Promise<void> };

const place = (name: string, tab?: string) => async (page: Page) => {
  await page.getByRole('navigation').getByRole('button', { name }).click();
  if (tab !== undefined) await page.getByRole('tab', { name: tab }).click();
};
const press = (name: string) => async (page: Page) => page.getByRole('button', { name }).click();

/** Fills the first step of the first run. */
export async function fillPractice(page: Page): Promise<void> {
  const lines = {
    'Name of the practice': 'Elm Street Clinic',
    Telephone: '(217) 555-0137',
    'Postal address': '12 Elm Street, Springfield',
    'Your name': 'Maria Delgado',
    'Mail address of the practice': 'frontdesk@elmstreet.example',
  };
  for (const [label, text] of Object.entries(lines)) await page.getByLabel(label).fill(text);
  await page.getByLabel('Passphrase', { exact: true }).fill('violet harbor seventeen kites');
  await page.getByText('Strong', { exact: true }).waitFor();
}

async function toKit(page: Page): Promise<void> {
  await fillPractice(page);
  await press('Create the vault')(page);
  await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor();
}

async function toAccount(page: Page): Promise<void> {
  await toKit(page);
  await page.getByRole('checkbox').check();
  await press('Continue')(page);
  await page.getByText('Provider not known').waitFor();
}

async function failCheck(page: Page): Promise<void> {
  await toAccount(page);
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await press('Check only')(page);
  await page.getByText('refused the sign-in').first().waitFor();
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ana');
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /Ana Ruiz/ })
    .first()
    .waitFor();
}

async function renewKit(page: Page): Promise<void> {
  await place('Settings', 'Lock and recovery')(page);
  await press('Make a new kit')(page);
  await page.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill('right');
  await page.keyboard.press('Enter');
  await page.getByText('Recovery code').first().waitFor({ state: 'attached' });
}

const tellQuit = (page: Page) => page.evaluate(() => window.stub.tell('app.quit-asked', { waiting: 2 }));
const tellRestart = (page: Page) => page.evaluate(() => window.stub.tell('engine.state', { state: 'restarting' }));

export const visits: readonly Visit[] = [
  { name: 'first run', scene: 'first-run' },
  { name: 'first run, nothing filled in', scene: 'first-run', go: press('Create the vault') },
  { name: 'recovery kit', scene: 'first-run', go: toKit },
  { name: 'account', scene: 'first-run', go: toAccount },
  { name: 'account, sign-in refused', scene: 'first-run', go: failCheck },
  { name: 'restore in place of the first run', scene: 'first-run', go: press('Restore a backup instead') },
  { name: 'locked', scene: 'locked' },
  { name: 'recovery code', scene: 'locked', go: press('Use the recovery code') },
  { name: 'restore while locked', scene: 'locked', go: press('Restore a backup') },
  { name: 'window locked', scene: 'window-locked' },
  { name: 'waiting after wrong tries', scene: 'waiting' },
  { name: 'damaged', scene: 'damaged' },
  { name: 'key file missing', scene: 'key-missing' },
  { name: 'from the future', scene: 'from-future' },
  { name: 'network drive', scene: 'network-drive' },
  { name: 'in use', scene: 'in-use' },
  { name: 'engine gone', scene: 'gone' },
  { name: 'frame', scene: 'open' },
  { name: 'frame without an account', scene: 'no-account' },
  { name: 'frame offline', scene: 'offline' },
  { name: 'frame while fetching', scene: 'syncing' },
  { name: 'frame with a refused sign-in', scene: 'refused' },
  { name: 'engine restarting', scene: 'open', go: tellRestart },
  { name: 'question before quitting', scene: 'open', go: tellQuit },
  { name: 'palette', scene: 'open', go: search },
  { name: 'settings, practice', scene: 'open', go: place('Settings') },
  { name: 'settings, account', scene: 'open', go: place('Settings', 'Mail account') },
  { name: 'settings, lock', scene: 'open', go: place('Settings', 'Lock and recovery') },
  { name: 'settings, backup', scene: 'open', go: place('Settings', 'Backup') },
  { name: 'new recovery kit', scene: 'open', go: renewKit },
  { name: 'journal', scene: 'open', go: place('Journal') },
];
