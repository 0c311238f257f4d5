import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations, axeViolationsInBothThemes } from '../../support/axe-violations.ts';
import { callsOf, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

/** The place, with its rules on the screen. */
async function openPlace(): Promise<Page> {
  const page = await app.open();
  await page.keyboard.press('Control+Shift+Y');
  await page.getByRole('switch').first().waitFor();
  await page.getByRole('tabpanel').getByRole('row').first().waitFor();
  return page;
}

const line = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

describe.skipIf(!app.hasChromium)('standing letters', () => {
  it('show a week ahead how each leaves or why not, and one can be held and released', async () => {
    const page = await openPlace();
    expect(await line(page, 'Tomás Herrera').textContent()).toContain('OpenPGPkey checked');
    expect(await line(page, 'Victor Hale').textContent()).toContain('no phrase');
    expect(await line(page, 'Paul Quint').textContent()).toContain('looking');
    await page.getByRole('button', { name: 'Hold the letter to Tomás Herrera' }).click();
    await page.getByRole('button', { name: 'Release the letter to Tomás Herrera' }).waitFor();
    expect(await line(page, 'Tomás Herrera').textContent()).toContain('held by you');
    await page.getByText('4 letters, 1 held').waitFor();
    await page.getByRole('button', { name: 'Release the letter to Tomás Herrera' }).click();
    await page.getByRole('button', { name: 'Hold the letter to Tomás Herrera' }).waitFor();
    expect(await axeViolationsInBothThemes(page)).toEqual([]);
    await page.getByRole('tab', { name: 'What became of them' }).click();
    await page.getByText('left out by you').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('ask about what was missed: one by one, or all that are shown after a second question', async () => {
    const page = await openPlace();
    const settled = () => callsOf(page, 'automations.settle');
    await page.getByText('2 letters were not sent at their time').waitFor();
    expect(await line(page, 'Grace Lindqvist').textContent()).toContain('may have left before the backup');
    await page.getByRole('button', { name: 'Send all 2 now' }).click();
    expect(await settled()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Leave out Grace Lindqvist' }).click();
    await page.getByText('One letter was not sent at its time').waitFor();
    await page.getByRole('button', { name: 'Send it now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send it now' }).click();
    await expect.poll(() => page.getByText('sent at its time').count()).toBe(0);
    expect(await settled()).toMatchObject([
      { sends: [{ patientId: 'pt_campaign20' }], send: false },
      { sends: [{ patientId: 'pt_campaign10' }], send: true },
    ]);
  });

  it('are switched off by one press, and on only after it was shown who is next', async () => {
    const page = await openPlace();
    const reminder = page.getByRole('switch', { name: 'Send “Appointment reminder”' });
    await reminder.click();
    await expect.poll(() => reminder.getAttribute('aria-checked')).toBe('false');
    await reminder.click();
    await page.getByRole('dialog').getByText('12 letters').waitFor();
    expect(await callsOf(page, 'automations.switchOn')).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click();
    await expect.poll(() => reminder.getAttribute('aria-checked')).toBe('true');
    await page.getByRole('button', { name: 'Use the new words' }).click();
    await expect
      .poll(() => callsOf(page, 'automations.switchOn'))
      .toEqual([{ automationId: 'au_reminder0' }, { automationId: 'au_results00' }]);
    await page.getByRole('button', { name: 'Look at it' }).click();
    await expect.poll(() => callsOf(page, 'campaigns.get')).toContainEqual({ campaignId: 'ca_restored00' });
  });

  it('are written on one screen that says who is next, and saved by a key', async () => {
    const page = await openPlace();
    await page.keyboard.press('Control+Shift+K');
    await page.getByText('12 letters').waitFor();
    await page.keyboard.press('Control+S');
    expect(await callsOf(page, 'automations.save')).toEqual([]);
    await page.getByRole('combobox', { name: 'What is it about?' }).selectOption('After a result was imported');
    await page.getByText('3 letters').waitFor();
    await page.getByRole('textbox', { name: 'How long' }).fill('6');
    await page.getByRole('combobox', { name: 'What do we send?' }).selectOption({ index: 1 });
    await page.getByRole('textbox', { name: 'Name' }).fill('New results');
    expect(await axeViolationsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Control+S');
    await page.getByRole('switch', { name: 'Send “New results”' }).waitFor();
    expect(await callsOf(page, 'automations.save')).toMatchObject([
      {
        automationId: null,
        content: {
          name: 'New results',
          trigger: { is: 'result', concept: null, amount: 6, unit: 'hours' },
          quiet: { from: '20:00', until: '08:00' },
          segmentId: null,
        },
      },
    ]);
    expect(await callsOf(page, 'automations.switchOn')).toEqual([{ automationId: 'au_fresh0000' }]);
    await page.getByRole('button', { name: 'New results' }).click();
    await page.getByRole('button', { name: 'Save', exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('switch').first().waitFor();
  });
});
