import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockWindow } from './lock-window.ts';
import { unlock } from './open-clinic.ts';
import type { Screen } from './visit.ts';

/** The engine in trouble, the line gone, the window locked, and a vault that cannot be opened. */
export const troubleScreens: readonly Screen[] = [
  [
    'leaving',
    async ({ home, tell, dialog }) => {
      await home();
      await tell('app.quit-asked', { waiting: 2 });
      await dialog().waitFor();
    },
  ],
  [
    'engine-restarting',
    async ({ page, press, tell }) => {
      await press('Escape');
      await tell('engine.state', { state: 'restarting' });
      await page.getByText('mail engine is starting again').waitFor();
    },
  ],
  [
    'engine-gone',
    async ({ heading, tell }) => {
      await tell('engine.state', { state: 'gone' });
      await heading('The mail engine does not start').waitFor();
    },
  ],
  [
    'offline',
    async ({ clinic, page, row }) => {
      await page.reload();
      await row('Thursday').waitFor();
      await clinic.servers.stop();
      await page.getByText(/^(Offline|Not connected)$/).waitFor();
    },
  ],
  ['window-locked', ({ desk }) => lockWindow(desk)],
  [
    'keys-gone',
    async ({ clinic, desk, page, press, heading }) => {
      await unlock(desk);
      await press('Control+l');
      await heading('Unlock your mail').waitFor();
      renameSync(join(clinic.profile, 'vault.json'), join(clinic.folder, 'vault.json'));
      await page.reload();
      await heading('The file that opens the mail is missing').waitFor();
    },
  ],
  [
    'from-the-future',
    async ({ clinic, page, heading }) => {
      writeFileSync(join(clinic.profile, 'vault.json'), '{"format":"postern-vault","version":2}');
      await page.reload();
      await heading('This mail was last opened by a newer Postern').waitFor();
    },
  ],
  [
    'damaged',
    async ({ clinic, page, heading }) => {
      writeFileSync(join(clinic.profile, 'vault.json'), readFileSync(join(clinic.folder, 'vault.json')).subarray(9));
      await page.reload();
      await heading('The mail file is damaged').waitFor();
    },
  ],
];
