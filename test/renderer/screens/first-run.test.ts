import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startScenes } from './open-scenes.ts';

const open = startScenes();

describe('the first run', () => {
  it('goes from nothing to the inbox by keyboard alone', async () => {
    const page = await open('first-run');
    const keys = page.keyboard;
    const lines = ['Elm Street Clinic', '(217) 555-0137', '12 Elm Street', 'Maria Delgado', 'desk@elmstreet.example'];
    for (const line of lines) {
      await keys.type(line);
      await keys.press('Tab');
    }
    await keys.type('violet harbor seventeen kites');
    await page.getByText('Strong', { exact: true }).waitFor();
    await keys.press('Enter');
    await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor();
    for (const _ of ['print', 'save', 'tick']) await keys.press('Tab');
    await keys.press('Space');
    await keys.press('Tab');
    await keys.press('Enter');
    await page.getByRole('heading', { name: 'Connect your mail account' }).waitFor();
    await page.getByText('Provider not known').waitFor();
    for (const _ of ['address', 'name', 'password']) await keys.press('Tab');
    await keys.type('secret');
    await keys.press('Enter');
    await page.getByRole('navigation').waitFor();
    expect(await page.evaluate(() => window.stub.calls.map(({ method }) => method))).toEqual(
      expect.arrayContaining(['vault.create', 'vault.confirmRecoveryKit', 'account.save']),
    );
  });

  it('does not go on from the recovery kit before a person says that it is kept', async () => {
    const page = await open('first-run');
    await fillPractice(page);
    await page.keyboard.press('Enter');
    const goOn = page.getByRole('button', { name: 'Continue' });
    await goOn.click({ force: true });
    expect(
      await page.evaluate(() => window.stub.calls.some(({ method }) => method === 'vault.confirmRecoveryKit')),
    ).toBe(false);
    await page.getByRole('checkbox').check();
    await goOn.click();
    await page.getByRole('heading', { name: 'Connect your mail account' }).waitFor();
  });

  it('shows the kit again in a window that was loaded afresh before it was kept', async () => {
    const page = await open('kit-interrupted');
    await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor();
    await page.getByRole('checkbox').check();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Connect your mail account' }).waitFor();
    await page.getByRole('button', { name: 'Set up later' }).click();
    await page.getByRole('navigation').waitFor();
  });

  it('prints the kit alone, code and locked key, and nothing of the window', async () => {
    const page = await open('first-run');
    await fillPractice(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor();
    expect(await page.getByText('BEGIN PGP PRIVATE KEY').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('BEGIN PGP PRIVATE KEY').isVisible()).toBe(true);
    expect(await page.locator('.print-sheet').getByText('K7QM').isVisible()).toBe(true);
    expect(await page.locator('#window').isVisible()).toBe(false);
  });

  it('counts what a short passphrase lacks and takes a pasted one', async () => {
    const page = await open('first-run');
    const field = page.getByLabel('Passphrase', { exact: true });
    await field.pressSequentially('nine char');
    await page.getByText('Too short: 6 more characters').waitFor();
    await field.fill('correct horse battery staple');
    await page.getByText('Strong', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show passphrase' }).click();
    expect(await field.getAttribute('type')).toBe('text');
  });

  it('keeps the field that has the focus clear of what the servers answered', async () => {
    const page = await open('open');
    await page.setViewportSize({ width: 1280, height: 600 });
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Mail account' }).click();
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Check only' }).click();
    await page.locator('.check-results').waitFor();
    await page.getByRole('button', { name: 'Check and save' }).focus();
    for (let field = 0; field < 10; field += 1) {
      await page.keyboard.press('Shift+Tab');
      const covered = await page.evaluate(() => {
        const { left, top, width, height } = document.activeElement?.getBoundingClientRect() ?? new DOMRect();
        const hit = document.elementFromPoint(left + width / 2, top + height - 2);
        return document.activeElement?.contains(hit) ? null : `${document.activeElement?.outerHTML} ${top}`;
      });
      expect(covered).toBeNull();
    }
  });

  it('says that Google signs in elsewhere and does not try a password', async () => {
    const page = await open('no-account');
    await page.getByRole('button', { name: 'Set up the mail account' }).click();
    await page.getByLabel('Mail address').fill('clinic@gmail.com');
    await page.getByText('Google signs in on its own page').waitFor();
    await page.getByRole('button', { name: 'Check and save' }).click({ force: true });
    expect(await page.evaluate(() => window.stub.calls.some(({ method }) => method === 'account.save'))).toBe(false);
  });
});

/** Fills the first step of the first run. */
async function fillPractice(page: Page): Promise<void> {
  const lines = {
    'Name of the practice': 'Elm Street Clinic',
    Telephone: '(217) 555-0137',
    'Postal address': '12 Elm Street, Springfield',
    'Your name': 'Maria Delgado',
    'Mail address of the practice': 'frontdesk@elmstreet.example',
  };
  for (const [label, text] of Object.entries(lines)) await page.getByLabel(label).fill(text);
  await page.getByLabel('Passphrase', { exact: true }).fill('violet harbor seventeen kites');
  await page.getByText('Strong', { exact: true }).waitFor();
}
