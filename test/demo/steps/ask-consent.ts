import { getDemoPatient } from '../../../resources/demo-practice/people/patients.ts';
import type { Stage } from './stage.ts';

/** A patient is asked for consent to plain mail by a message; the record says so once that has left. */
export async function askConsent(stage: Stage): Promise<void> {
  const { page, recorder, button } = stage;
  const abigail = getDemoPatient('Abigail Stone');

  await recorder.step('Ask a patient for consent by a sealed letter', async () => {
    await stage.open(abigail.name);
    await button('Plain mail: not asked').click();
    await page.getByRole('menuitem', { name: 'Ask them now' }).click();
    await page.getByText('Once this has left, the consent record says').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    await recorder.shoot('ask-consent');
    await stage.send();
    await stage.left(abigail.address);
    await page.getByText('The consent record changed').waitFor({ timeout: 20_000 });
    await recorder.shoot('asked-by-letter');
  });
}
