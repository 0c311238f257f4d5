import { contacts } from '../../../resources/demo-practice/people/contacts.ts';
import { getDemoPatient } from '../../../resources/demo-practice/people/patients.ts';
import type { Stage } from './stage.ts';

/** One message to a patient and two colleagues: each gets it the way that fits, and it stays one in the conversation. */
export async function mixedRecipients(stage: Stage): Promise<void> {
  const { page, recorder, button } = stage;
  const { step, shoot } = recorder;
  const leo = getDemoPatient('Leo Brandt');

  await step('One message, three recipients, each protected in their own way', async () => {
    await stage.begin(leo);
    await button('Cc').click();
    const copies = page.getByRole('combobox', { name: 'Cc' });
    for (const { name, address } of [contacts.lab, contacts.cardiology]) {
      await copies.pressSequentially(`${name} <${address}>`);
      await page.keyboard.press('Enter');
    }
    await page.getByLabel('Subject').fill('Your appointment with Dr. Renner');
    await stage.type('Dear Leo,\n\nDr. Renner sees you on Friday at 11. The laboratory sends him your values.');
    await shoot('mixed-recipients');
    await stage.send();
    for (const address of [leo.address, contacts.lab.address, contacts.cardiology.address]) await stage.left(address);
    await page.getByText('as 3 separate messages').waitFor({ timeout: 20_000 });
    await shoot('mixed-recipients-sent');
    await button('details').click();
    await shoot('mixed-recipients-details');
  });
}
