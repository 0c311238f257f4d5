import type { LaunchedApp } from '../support/electron/launch-app.ts';
import { untilFits } from '../support/until-fits.ts';
import { callPastControls } from './ask.ts';

/** Locks the window as idleness does, and waits for the fresh page that asks for the passphrase. */
export async function lockWindow({ page }: LaunchedApp): Promise<void> {
  await page.evaluate(() => Object.assign(window, { earlier: true }));
  // The page goes before it can hear the answer, or just after.
  await callPastControls(page, 'vault.lockWindow', {}).catch(() => null);
  const isFresh = () => page.evaluate(() => !Object.hasOwn(window, 'earlier')).catch(() => false);
  await untilFits(isFresh, (fresh) => fresh);
  await page.getByText('The window is locked').waitFor();
}
