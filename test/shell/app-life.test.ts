import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findElectron } from '../support/electron/find-electron.ts';
import { type LaunchedApp, launchApp } from '../support/electron/launch-app.ts';
import { projectRoot } from '../support/electron/project-root.ts';
import { findDisplay } from '../support/electron/xvfb.ts';
import { call, patience, stubArguments } from './stub.ts';

let profile = '';
let launched: LaunchedApp;

async function launch(): Promise<void> {
  profile = await mkdtemp(join(tmpdir(), 'postern-life-'));
  launched = await launchApp({ profile, args: stubArguments('fork') });
  await call(launched.page, 'stub.echo', 1);
}

async function end(): Promise<void> {
  await launched.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** What a person sees, put there by the test: gone when the page was loaded afresh. */
async function showPatient(page: Page): Promise<void> {
  await page.evaluate(() => document.body.append('Ana Ruiz'));
}

async function expectFreshPage(page: Page): Promise<void> {
  await vi.waitFor(async () => {
    expect(page.url()).toBe('app://postern/index.html');
    expect(await page.textContent('body')).not.toContain('Ana Ruiz');
  }, patience);
}

async function seen(page: Page): Promise<unknown> {
  const answer = (await call(page, 'stub.seen', {})) as { output: unknown };
  return answer.output;
}

const running = () => launched.app.process().exitCode === null;

describe('quitting', () => {
  beforeEach(launch);
  afterEach(end);

  test('asks the engine, and goes when nothing waits', async () => {
    const ended = new Promise((resolve) => launched.app.process().once('exit', resolve));
    await launched.app.evaluate(({ app }) => setTimeout(() => app.quit(), 0));
    expect(await ended).toBe(0);
    expect(await readFile(join(profile, 'stub.log'), 'utf8')).toContain('asked to stop');
  });

  test('with mail that waits asks in the window, which decides', async () => {
    const { app, page } = launched;
    await call(page, 'stub.waiting', { waiting: 2 });
    await page.evaluate(() =>
      window.postern.on('app.quit-asked', (payload) => Object.assign(window, { asked: payload })),
    );
    await app.evaluate(({ BrowserWindow }) => setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 0));
    await vi.waitFor(async () => {
      const asked = await page.evaluate(() => Object.entries(window).find(([key]) => key === 'asked')?.[1]);
      expect(asked).toEqual({ waiting: 2 });
    }, patience);
    await page.waitForTimeout(300);
    expect(running()).toBe(true);
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await call(page, 'shell.quit', {});
    expect(await ended).toBe(0);
  });

  test('goes with an engine that is gone', async () => {
    await call(launched.page, 'stub.exit', { code: 3 });
    const ended = new Promise((resolve) => launched.app.process().once('exit', resolve));
    await launched.app.evaluate(({ app }) => setTimeout(() => app.quit(), 0));
    expect(await ended).toBe(0);
  });
});

describe('locking', () => {
  beforeAll(launch);
  afterAll(end);

  test('by hand empties the window too', async () => {
    await showPatient(launched.page);
    // The page goes before it can hear the answer, or just after.
    await call(launched.page, 'vault.lockWindow', {}).catch(() => {});
    await expectFreshPage(launched.page);
  });

  test.each(['suspend', 'lock-screen', 'user-did-resign-active'])(
    'by %s ends the engine, and its keys with it',
    async (name) => {
      const { app, page } = launched;
      const before = await call(page, 'stub.facts', {});
      await showPatient(page);
      await app.evaluate(({ powerMonitor }, event) => Reflect.apply(powerMonitor.emit, powerMonitor, [event]), name);
      await expectFreshPage(page);
      expect(await call(page, 'stub.facts', {})).not.toEqual(before);
    },
  );

  test('by sleep locks even an engine that does not answer', async () => {
    const { app, page } = launched;
    const before = await call(page, 'stub.facts', {});
    await call(page, 'stub.deaf', {});
    await showPatient(page);
    await app.evaluate(({ powerMonitor }) => Reflect.apply(powerMonitor.emit, powerMonitor, ['suspend']));
    await vi.waitFor(async () => expect(await page.textContent('body')).not.toContain('Ana Ruiz'), patience);
    await vi.waitFor(async () => expect(await call(page, 'stub.facts', {})).toHaveProperty('output'), patience);
    expect(await call(page, 'stub.facts', {})).not.toEqual(before);
  });

  // Last, since from here on the app is idle after a second.
  test('by idleness empties the window and leaves the engine running', async () => {
    const { page } = launched;
    const before = await call(page, 'stub.facts', {});
    await showPatient(page);
    await page.evaluate(() =>
      window.postern.on('app.locking', () => void window.postern.call('stub.echo', 'draft saved')),
    );
    await call(page, 'stub.host', { service: 'setIdleMinutes', input: { minutes: 0.02 } });
    await vi.waitFor(async () => expect(await seen(page)).toContain('vault.lockWindow'), patience);
    await expectFreshPage(page);
    expect(await call(page, 'stub.facts', {})).toEqual(before);
    const methods = (await seen(page)) as string[];
    expect(methods.lastIndexOf('vault.lockWindow')).toBeGreaterThan(methods.indexOf('stub.host'));
    expect(methods.slice(methods.indexOf('stub.host'))).toContain('stub.echo');
  });
});

describe('one person, one app', () => {
  beforeAll(launch);
  afterAll(end);

  test('a second start with the same profile ends and shows the first', async () => {
    const { executable } = await findElectron();
    await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const args = [projectRoot, `--profile=${profile}`, '--no-sandbox', '--disable-gpu', ...stubArguments('fork')];
    const env = { ...process.env, DISPLAY: await findDisplay() };
    const second = spawn(executable, args, { env, stdio: 'ignore' });
    const code = await new Promise((resolve) => second.once('exit', resolve));
    expect(code).toBe(0);
    await vi.waitFor(async () => {
      const shown = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
      expect(shown).toBe(true);
    }, patience);
    const starts = await readFile(join(profile, 'stub.log'), 'utf8');
    expect(starts.match(/started/g)).toHaveLength(1);
  });

  test('a window whose process died is loaded afresh', async () => {
    await launched.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const again = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(null)));
      contents?.forcefullyCrashRenderer();
      return again;
    });
    const url = await launched.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    );
    expect(url).toBe('app://postern/index.html');
  });
});

describe('what is left on the disk', () => {
  beforeAll(launch);
  afterAll(end);

  test('nothing that the page stored', async () => {
    const canary = 'canary-7f3a9c';
    await launched.page.evaluate(async (text) => {
      localStorage.setItem('x', text);
      sessionStorage.setItem('x', text);
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open(text, 1);
        opening.onsuccess = resolve;
        opening.onerror = reject;
      }).catch(() => {});
      document.title = text;
      history.pushState({ text }, '', `#${text}`);
    }, canary);
    const title = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    expect(title).toBe('Postern');
    await launched.page.waitForTimeout(500);
    expect(await findInFiles(profile, canary)).toEqual([]);
    await launched.close();
    expect(await findInFiles(profile, canary)).toEqual([]);
  });

  test('nothing that another user of the computer can read', async () => {
    await launched.close();
    const open: string[] = [];
    for (const path of await listFiles(profile)) {
      const about = await stat(path).catch(() => null);
      if (about?.isFile() && (about.mode & 0o077) !== 0) open.push(path);
    }
    expect(open).toEqual([]);
  });
});

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function findInFiles(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of await listFiles(folder)) {
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) found.push(path);
  }
  return found;
}
