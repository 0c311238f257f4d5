import { getDemoPatient } from '../../../resources/demo-practice/people/patients.ts';
import type { Stage } from './stage.ts';

export const anaAddress = getDemoPatient('Ana Ruiz').address;

/** The main job: a patient's message is read, the two choices are made, and one click answers it locked. Returns the five words. */
export async function answerAna({ page, recorder }: Stage): Promise<string> {
  const { step, shoot } = recorder;
  let words = '';

  await step("Open Ana's message: nobody has said yet who she is", async () => {
    await page.getByText('Question about my new dose').first().click();
    await page.getByRole('heading', { name: 'Who is Ana Ruiz?' }).waitFor();
    await shoot('who-is-this');
    await page.getByRole('radio', { name: /A new patient/ }).click();
    await page.getByLabel(/^Born/).fill('1971-03-14');
    await page.getByLabel(/^Record number/).fill('20418');
    await shoot('make-a-patient');
    await page.getByRole('button', { name: 'Make the patient' }).click();
    await page.getByRole('heading', { name: 'How do we write to Ana Ruiz?' }).waitFor();
    await shoot('two-choices-nothing-on-file');
  });

  await step('Make a phrase, print the slip, record that it was given at the desk', async () => {
    await page.getByRole('button', { name: 'Make a phrase' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make a phrase' }).click();
    await dialog.locator('.slip-words span').first().waitFor();
    words = (await dialog.locator('.slip-words span').allInnerTexts()).join(' ');
    await shoot('phrase-slip');
    await dialog.getByLabel('Which device do they read mail on?').selectOption('android');
    await dialog.getByRole('button', { name: 'It was given' }).click();
    await dialog.waitFor({ state: 'detached' });
    await shoot('two-choices-suggested');
  });

  await step('One key makes both choices', async () => {
    await page.getByRole('button', { name: 'Use these' }).click();
    await page
      .getByRole('button', { name: /Reply encrypted/ })
      .and(page.locator(':not([aria-disabled=true])'))
      .waitFor();
    await shoot('chosen');
  });

  await step('Reply encrypted: everything is set', async () => {
    await page.keyboard.press('Control+Shift+Enter');
    const editor = page.getByLabel('Your message');
    await editor.waitFor();
    await editor.press('Control+Home');
    await editor.pressSequentially(
      'Dear Ana,\n\nplease take half a tablet until we meet. Can you come on Thursday at 8:30?',
    );
    await page.getByText('Saved', { exact: true }).waitFor();
    await shoot('answer-being-written');
    await page.keyboard.press('Control+Shift+Enter');
    await page.getByRole('button', { name: /^Undo/ }).first().waitFor();
    await shoot('sent-undo');
  });
  return words;
}
