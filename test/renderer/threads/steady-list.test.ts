import { afterAll, describe, expect, it } from 'vitest';
import { row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

describe.skipIf(!app.hasChromium)('the list of conversations', () => {
  it('draws only the rows in sight, and reads on as somebody scrolls', async () => {
    const page = await app.open();
    expect(await page.getByRole('option').count()).toBeLessThan(30);
    const list = page.getByRole('listbox');
    for (let step = 0; step < 12; step += 1) {
      await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
      await page.waitForTimeout(150);
    }
    await row(page, 'Appointment 140').waitFor();
    expect(await page.getByRole('option').count()).toBeLessThan(30);
  });

  it('keeps the chosen row where it is when new mail comes, and says how many came', async () => {
    const page = await app.open();
    await row(page, 'Leo Brandt').click();
    await page.waitForTimeout(900);
    const top = async () => (await row(page, 'Leo Brandt').boundingBox())?.y;
    const before = await top();
    await page.evaluate(() => {
      window.mail.receive('Somebody New', 'First');
      window.mail.receive('Somebody New', 'Second');
    });
    await page.getByRole('button', { name: '2 new conversations above' }).waitFor();
    expect(await top()).toBe(before);
    await page.getByRole('button', { name: '2 new conversations above' }).click();
    await row(page, 'Second').waitFor();
  });

  it('shows new mail on top where nobody chose anything', async () => {
    const page = await app.open();
    await page.evaluate(() => window.mail.receive('Somebody New', 'Only one'));
    await row(page, 'Only one').waitFor();
    expect(await page.getByRole('option').first().textContent()).toContain('Only one');
  });

  it('keeps the text of a conversation where it is when an answer comes into it', async () => {
    const page = await app.open();
    await row(page, 'Leo Brandt').click();
    const card = page.getByRole('article').first();
    await card.waitFor();
    await page.waitForTimeout(900);
    const before = await card.boundingBox();
    await page.evaluate(() => window.mail.tell('threads.changed', { threadIds: [] }));
    await page.waitForTimeout(300);
    expect(await card.boundingBox()).toEqual(before);
  });
});
