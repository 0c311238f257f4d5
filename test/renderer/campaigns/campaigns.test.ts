import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations, axeViolationsInBothThemes } from '../../support/axe-violations.ts';
import { callsOf, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

/** The plan of the starter recall, as a person makes it. */
async function makePlan(page: Page, template = 'Screening recall'): Promise<number> {
  let clicks = 0;
  const press = async (name: string | RegExp) => {
    await page.getByRole('button', { name }).first().click();
    clicks += 1;
  };
  await press(/^Campaigns/);
  await press(/^New campaign/);
  await press('Men over 40, last A1C high');
  await press(template);
  await press('Make the plan');
  await page.getByRole('table').waitFor();
  return clicks;
}

describe.skipIf(!app.hasChromium)('campaigns', () => {
  it('take at most nine clicks from a group and a template to the last question', async () => {
    const page = await app.open();
    let clicks = await makePlan(page);
    expect(await callsOf(page, 'campaigns.save')).toEqual([
      {
        campaignId: null,
        content: {
          name: 'Screening recall: Men over 40, last A1C high',
          segmentId: 'sg_starter-high-a1c',
          templateId: 'tm_starter-recall',
          purpose: 'treatment',
          sender: 'practice',
          startAt: null,
          perHour: null,
        },
      },
    ]);
    await page.getByRole('button', { name: 'Send 4 letters' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send 4 letters' }).click();
    clicks += 2;
    expect(clicks).toBeLessThanOrEqual(9);
    await page.getByText('1 of 4 letters sent').waitFor();
  });

  it('have no violation in any step, light and dark', async () => {
    const page = await app.open();
    const found = () => axeViolationsInBothThemes(page);
    await page.keyboard.press('Control+9');
    await page.getByRole('table').waitFor();
    expect(await found()).toEqual([]);
    await page.keyboard.press('Control+Shift+M');
    await page.getByRole('heading', { name: 'Whom do we write to?' }).waitFor();
    expect(await found()).toEqual([]);
    await page.getByRole('button', { name: 'Men over 40, last A1C high' }).click();
    await page.getByRole('button', { name: 'Screening recall' }).click();
    await page.getByRole('heading', { name: 'Purpose, sender and time' }).waitFor();
    expect(await found()).toEqual([]);
    await page.getByRole('button', { name: 'Make the plan' }).click();
    await page.getByRole('table').waitFor();
    expect(await found()).toEqual([]);
    await page.getByRole('button', { name: 'Send 4 letters' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send 4 letters' }).click();
    await page.getByRole('button', { name: 'Halt' }).click();
    await page.getByText('Nothing leaves until somebody goes on.').waitFor();
    expect(await found()).toEqual([]);
  });

  it('say for each patient what the letter leaves as, or why it does not and what helps', async () => {
    const page = await app.open();
    await makePlan(page);
    const line = (name: string) => page.getByRole('row').filter({ hasText: name });
    await expect.poll(() => line('Tomás Herrera').textContent()).toContain('OpenPGPkey checked');
    expect(await line('Victor Hale').textContent()).toContain('no phrase');
    expect(await line('Paul Quint').textContent()).toContain('“result date a1c” is missing');
    expect(await line('Igor Samuelsson').textContent()).toContain('correct address');
    expect(await line('Ben Odum').textContent()).toContain('asked not to get news and offers');
    await page.getByRole('combobox', { name: 'Show' }).selectOption('held');
    await expect.poll(() => page.getByRole('row').count()).toBe(5);
    await line('Victor Hale').getByRole('button', { name: 'print phrase slip' }).click();
    await expect.poll(() => callsOf(page, 'patients.get')).toContainEqual({ patientId: 'pt_campaign40' });
  });

  it('show each letter out of the plan: inside, outside, and why it does not leave', async () => {
    const page = await app.open();
    await makePlan(page);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Leo Brandt' }).click();
    await dialog.getByRole('heading', { name: 'The letter to Leo Brandt' }).waitFor();
    const outside = dialog.getByRole('region', { name: 'Seen before it is opened' });
    await outside.getByText('Message from Elm Street Clinic').waitFor();
    await outside.getByText('Our sign for you: amber kettle').waitFor();
    await outside.getByText('Attached: letter.html').waitFor();
    await dialog.getByText('Elm Street Clinic <desk@elmstreet.example>').waitFor();
    expect(await axeViolationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'The one after' }).click();
    await dialog.getByText('only be read in this patient’s own mail program').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Victor Hale' }).click();
    await dialog.getByText('This patient gets no letter').waitFor();
  });

  it('refuse what the law forbids in plain words, with the way out', async () => {
    const page = await app.open();
    await makePlan(page, 'Newsletter');
    await page.getByText('News and offers need the practice’s postal address.').waitFor();
    expect(await page.getByRole('button', { name: 'Send 4 letters' }).isDisabled()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open the settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await makePlan(page, 'Review request');
    await page.getByText('A request for a review must go to everybody or nobody.').waitFor();
    expect(await page.getByRole('button', { name: 'Send 4 letters' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Choose another group' }).click();
    await page.getByRole('heading', { name: 'Whom do we write to?' }).waitFor();
  });

  it('are halted, let go on and stopped by a person, who is asked before the last', async () => {
    const page = await app.open();
    await makePlan(page);
    await page.getByRole('button', { name: 'Send 4 letters' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send 4 letters' }).click();
    await page.getByRole('button', { name: 'Halt' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Stop for good' }).click();
    expect(await callsOf(page, 'campaigns.stop')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Stop for good' }).click();
    await expect.poll(() => callsOf(page, 'campaigns.stop')).toEqual([{ campaignId: 'ca_fresh0000' }]);
    await expect.poll(() => page.getByRole('button', { name: 'Halt' }).count()).toBe(0);
  });

  it('ask a person about what may have left after a backup was put in place', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+9');
    await page.getByRole('button', { name: 'Flu shots 2026' }).click();
    await page.getByText('None of them is sent again by itself.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Look in Sent' }).click();
    await page.getByText('0 found, 0 not there, 4 unknown.').waitFor();
    await page.getByRole('button', { name: 'They were all sent' }).click();
    await expect
      .poll(() => callsOf(page, 'campaigns.settle'))
      .toEqual([{ campaignId: 'ca_restored00', patientId: null, left: true }]);
  });
});
