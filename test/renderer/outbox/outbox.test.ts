import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

describe.skipIf(!app.hasChromium)('the outbox', () => {
  it('puts what needs a person first, says what was checked, and asks before it sends again', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+4');
    await page.getByText('it does not stand in “Sent”').waitFor();
    expect(await page.locator('.outbox-group-title').allTextContents()).toEqual(['Needs you', 'On the way out']);
    expect(await axeViolations(page)).toEqual([]);
    const unsure = page.getByRole('listitem').filter({ hasText: 'Not sure' });
    await unsure.getByRole('button', { name: 'Send it again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('If it did, they get it twice.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await callsOf(page, 'outbox.sendAgain')).toEqual([]);
    await dialog.getByRole('button', { name: 'Send it again' }).click();
    await expect.poll(() => callsOf(page, 'outbox.sendAgain')).toEqual([{ outboxId: 'ob_unsure001' }]);
  });

  it('shows the server’s own words for what did not leave', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+4');
    const failed = page.getByRole('listitem').filter({ hasText: 'Did not leave' });
    await failed.getByText('What the server said').click();
    await failed.getByText('550 5.1.1').waitFor();
  });
});
