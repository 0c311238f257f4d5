import { demoPassphrase } from '../seed-practice.ts';
import type { Stage } from './stage.ts';

/** The locked window opens with the passphrase, and with nothing else. */
export async function unlock({ page, recorder }: Stage): Promise<void> {
  const { step, shoot } = recorder;
  const passphrase = page.getByLabel('Passphrase', { exact: true });
  await step('Unlock', async () => {
    await passphrase.waitFor();
    await shoot('unlock');
    await passphrase.fill('not the passphrase at all');
    await page.keyboard.press('Enter');
    await page.getByText('That passphrase is not right').waitFor({ timeout: 20_000 });
    await shoot('unlock-wrong-passphrase');
    await passphrase.fill(demoPassphrase);
    await page.keyboard.press('Enter');
    await page.getByText('Question about my new dose').first().waitFor({ timeout: 20_000 });
    await shoot('inbox');
  });
}
