import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startScenes } from './open-scenes.ts';

const methods = (page: Page) => page.evaluate(() => window.stub.calls.map(({ method }) => method));

const open = startScenes();

describe('the locked window', () => {
  it('opens with the passphrase and Enter, with the focus already in the field', async () => {
    const page = await open('locked');
    await page.keyboard.type('right');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').waitFor();
  });

  it('counts the wait after a wrong passphrase down and takes no try meanwhile', async () => {
    const page = await open('locked');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByText(/Next try in 0:0[78]/).waitFor();
    await page.keyboard.press('Enter');
    expect((await methods(page)).filter((method) => method === 'vault.unlock')).toHaveLength(1);
    await page.getByText('Next try').waitFor({ state: 'detached', timeout: 15_000 });
    await page.getByText('That passphrase is not right').waitFor();
  });

  it('says of a locked window that mail still comes in, and offers no other way', async () => {
    const page = await open('window-locked');
    await page.getByText('Mail is still being received').waitFor();
    expect(await page.getByRole('button', { name: 'Use the recovery code' }).count()).toBe(0);
  });

  it('sends the newest backup and its passphrase when a damaged vault is restored, then asks to unlock', async () => {
    const page = await open('damaged');
    await page.getByLabel('Passphrase of that time').fill('right');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Unlock your mail' }).waitFor();
    const restore = await page.evaluate(() => window.stub.calls.find(({ method }) => method === 'vault.restoreBackup'));
    expect(restore?.input).toEqual({ passphrase: 'right', backup: 'postern-1.backup' });
  });
});

describe('leaving', () => {
  it('asks about waiting mail before it quits, and quits after the answer', async () => {
    const page = await open('open');
    await page.evaluate(() => window.stub.tell('app.quit-asked', { waiting: 1 }));
    await page.getByRole('button', { name: 'Keep as draft' }).click();
    await page.waitForFunction(() => window.stub.calls.some(({ method }) => method === 'shell.quit'));
    expect(await methods(page)).toContain('outbox.keepAsDrafts');
  });

  it('stays at Esc and sends nothing', async () => {
    const page = await open('open');
    await page.evaluate(() => window.stub.tell('app.quit-asked', { waiting: 1 }));
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const called = await methods(page);
    for (const method of ['outbox.sendNow', 'outbox.keepAsDrafts', 'shell.quit']) expect(called).not.toContain(method);
  });

  it('locks the vault at Ctrl L', async () => {
    const page = await open('open');
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Unlock your mail' }).waitFor();
  });
});

describe('an engine that crashed', () => {
  it('asks for the passphrase and keeps what was typed below it', async () => {
    const page = await open('open');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Signature').fill('typed and not saved yet');
    await page.evaluate(async () => {
      window.stub.tell('engine.state', { state: 'restarting' });
      await window.stub.call('vault.lock', {});
      window.stub.tell('engine.state', { state: 'ready' });
    });
    await page.getByRole('heading', { name: 'Unlock your mail' }).waitFor();
    await page.getByText('Nothing typed is lost').first().waitFor();
    await page.keyboard.press('Control+k');
    expect(await page.getByRole('combobox').count()).toBe(0);
    await page.keyboard.type('right');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Unlock your mail' }).waitFor({ state: 'detached' });
    expect(await page.getByLabel('Signature').inputValue()).toBe('typed and not saved yet');
  });
});
