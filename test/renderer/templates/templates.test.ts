import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

async function templates(name?: string, dark = false): Promise<Page> {
  const page = await app.open();
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  await page.keyboard.press('Control+8');
  await row(page, 'Newsletter').waitFor();
  if (name !== undefined) {
    await row(page, name).click();
    await page.getByRole('region', { name: 'Preview', exact: true }).waitFor();
  }
  return page;
}

const saved = async (page: Page) =>
  (await callsOf(page, 'templates.save')) as { content: { html: string; subject: string } }[];

describe.skipIf(!app.hasChromium)('templates', () => {
  it('show the letter as an example and as a patient, with what would hold it back', async () => {
    const page = await templates('Appointment reminder');
    await page.getByRole('heading', { name: 'Your appointment on Thursday, December 3' }).waitFor();
    await page.getByRole('button', { name: 'as an example patient' }).click();
    await page.getByRole('dialog').getByLabel('Find a patient').fill('Grace');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Grace Lindqvist/ })
      .click();
    await page.getByText('Next visit is not on file.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('say that they are saved where nobody types, until somebody goes elsewhere', async () => {
    const page = await templates('Appointment reminder');
    await page.keyboard.press('Control+S');
    const said = page.locator('.toast').filter({ hasText: 'The template is saved.' });
    const [toast, side] = [await said.boundingBox(), await page.locator('.side-bar').boundingBox()];
    expect((toast?.x ?? 0) + (toast?.width ?? 0)).toBeLessThan(side?.width ?? 0);
    await row(page, 'Newsletter').click();
    expect(await said.count()).toBe(1);
    await page.keyboard.press('Control+7');
    await said.waitFor({ state: 'detached', timeout: 3_000 });
  });

  it('take fields and conditions from menus, where the cursor stands', async () => {
    const page = await templates('Refill ready');
    const text = page.getByRole('textbox', { name: 'Your message', exact: true });
    await text.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Shift+I');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Which field').selectOption('next_visit');
    await dialog.getByLabel('How it is written').selectOption('time');
    await dialog.getByLabel('Where a patient has nothing there').selectOption('instead');
    await dialog.getByRole('button', { name: 'Put it in' }).click();
    await dialog.getByText('Write what stands there instead.').waitFor();
    await dialog.getByLabel('Words instead').fill('soon');
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(() => text.textContent())
      .toContain('{% if next_visit %}{{ next_visit | time }}{% else %}soon{% endif %}');
    await page.getByRole('button', { name: 'Only if' }).click();
    await dialog.getByLabel('Only for patients whose').selectOption('age');
    await dialog.getByLabel('Condition').selectOption('at-least');
    await dialog.getByLabel('Value').fill('65');
    await dialog.getByText('Another text for all others').click();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Put it in' }).click();
    await expect.poll(() => text.textContent()).toContain('{% if age >= 65 %}Write here what they read.{% else %}');
    await page.getByRole('button', { name: 'Put a field into the subject' }).click();
    await dialog.getByRole('button', { name: 'Put it in' }).click();
    await page.keyboard.press('Control+S');
    await page.getByText('The template is saved.').waitFor();
    const [{ content } = { content: { html: '', subject: '' } }] = await saved(page);
    expect(content.subject).toBe('Your refill{{ first_name }}');
    expect(content.html).toContain('<div>{% if age &gt;= 65 %}</div>');
  });

  it('say what is wrong in words, and are not saved like that', async () => {
    const page = await templates();
    await page.keyboard.press('Control+Shift+P');
    await page.getByLabel('Name of the template').fill('Mine');
    const text = page.getByRole('textbox', { name: 'Your message', exact: true });
    await text.press('Control+End');
    await page.keyboard.type('{{ nonsense }}');
    await page.getByText('There is no field “nonsense”.').waitFor();
    await page.keyboard.press('Control+S');
    await page.getByText('This text cannot be sent yet').waitFor();
    await page.getByText('It needs a subject.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await text.press('Control+A');
    await page.keyboard.type('Hello {{ first_name }}');
    await page.getByLabel('Subject', { exact: true }).fill('Hello');
    await expect.poll(() => page.getByText('There is no field').count()).toBe(0);
    await page.keyboard.press('Control+S');
    await row(page, 'Mine').waitFor();
  });

  it('keep what was typed while somebody looks elsewhere, in the dark too', async () => {
    const page = await templates('Newsletter', true);
    await page.getByLabel('Subject', { exact: true }).fill('Autumn news');
    await page.getByRole('textbox', { name: 'Your message', exact: true }).press('Control+Home');
    await page.keyboard.type('Special: ');
    await row(page, 'Review request').click();
    await page.getByRole('heading', { name: 'How are we doing?' }).waitFor();
    expect(await axeViolations(page, ['color-contrast'])).toEqual([]);
    await row(page, 'Newsletter').click();
    await page.getByRole('heading', { name: 'Autumn news' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Your message', exact: true }).textContent()).toContain('Special: ');
  });
});
