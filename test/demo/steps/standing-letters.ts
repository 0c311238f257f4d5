import type { Stage } from './stage.ts';

/** What leaves by itself within a week, one letter held, and a rule being written. */
export async function standingLetters(stage: Stage): Promise<void> {
  const { page, recorder, button } = stage;
  const { step, shoot } = recorder;

  await step('Standing letters: who gets which within seven days, and how', async () => {
    await stage.side('Standing letters');
    await page.getByRole('switch').first().waitFor();
    await page.getByRole('table').getByText('phrase given').first().waitFor();
    await shoot('standing-letters');
  });

  await step('One planned letter is held, and released', async () => {
    await button(/^Hold the letter/).click();
    await page.getByText('held by you').waitFor();
    await shoot('standing-letter-held');
    await button(/^Release the letter/).click();
    await page.getByText('held by you').waitFor({ state: 'detached' });
  });

  await step('A standing letter is written on one screen, with who is next beside it', async () => {
    await page.keyboard.press('Control+Shift+K');
    await page.getByRole('combobox', { name: 'What do we send?' }).selectOption({ label: 'Before your visit' });
    await page.getByRole('status').filter({ hasText: 'letter' }).first().waitFor();
    await shoot('standing-letter-new');
    await page.keyboard.press('Escape');
    await page.getByRole('switch').first().waitFor();
    await stage.side('Inbox');
  });
}
