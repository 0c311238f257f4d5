import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type LaunchedApp, launchApp } from '../support/electron/launch-app.ts';
import { call, patience, stubArguments } from './stub.ts';

/** Collects what the window hears of an event. */
async function hear(page: Page, name: string): Promise<() => Promise<unknown[]>> {
  await page.evaluate((heardName) => {
    const heard: unknown[] = [];
    Object.assign(window, { [heardName]: heard });
    window.postern.on(heardName, (payload) => heard.push(payload));
  }, name);
  return () => page.evaluate((heardName): unknown[] => Reflect.get(window, heardName), name);
}

describe.each(['utility', 'fork'] as const)('the engine as a %s process, in this Electron', (kind) => {
  let launched: LaunchedApp;

  beforeAll(async () => {
    launched = await launchApp({ args: stubArguments(kind) });
  });
  afterAll(async () => {
    await launched.close();
  });

  test('starts, and gets its start facts and no secret by environment', async () => {
    const facts = await call(launched.page, 'stub.facts', {});
    expect(facts).toMatchObject({
      output: { kind, facts: { profile: launched.profile, packaged: false, extraRoots: null, version: '0.1.0' } },
    });
  });

  test('answers the window, bytes as bytes both ways', async () => {
    const { page } = launched;
    const heard = await page.evaluate(() => window.postern.call('stub.length', { bytes: new Uint8Array(1024 * 1024) }));
    expect(heard).toEqual({ output: { length: 1024 * 1024, isBytes: true } });
    const got = await page.evaluate(async () => {
      const answer = await window.postern.call('stub.bytes', { length: 1024 * 1024 });
      const { bytes } = (answer as { output: { bytes: Uint8Array } }).output;
      return { isBytes: bytes instanceof Uint8Array, length: bytes.length, last: bytes.at(-1) };
    });
    expect(got).toEqual({ isBytes: true, length: 1024 * 1024, last: 7 });
  });

  test('tells the window its events', async () => {
    const heard = await hear(launched.page, 'threads.changed');
    const payload = { threadIds: ['th_1'], bytes: new Uint8Array([1, 2]) };
    await launched.page.evaluate(
      (sent) => window.postern.call('stub.event', { name: 'threads.changed', payload: sent }),
      payload,
    );
    await vi.waitFor(async () => expect(await heard()).toHaveLength(1), patience);
  });

  test('asks the desktop for a path, which the window never sees', async () => {
    await launched.app.evaluate(({ dialog }) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: '/chosen/by/a/person' });
    });
    const asked = { service: 'chooseSavePath', input: { name: 'kit.txt' } };
    expect(await call(launched.page, 'stub.host', asked)).toEqual({ output: '/chosen/by/a/person' });
  });

  test('opens no link but a checked one', async () => {
    await launched.app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = async (url) => {
        opened.push(url);
      };
    });
    for (const url of ['https://example.org/', 'file:///etc/passwd', 'mailto:a@example.org?attach=/etc/passwd']) {
      await call(launched.page, 'stub.host', { service: 'openExternal', input: { url } });
    }
    const opened = await launched.app.evaluate(() => Object.entries(globalThis).find(([key]) => key === 'opened')?.[1]);
    expect(opened).toEqual(['https://example.org/']);
  });

  test('crashes, is started again, and the window hears of it', async () => {
    const { page } = launched;
    const before = await call(page, 'stub.facts', {});
    const states = await hear(page, 'engine.state');
    const silent = call(page, 'stub.silent', {});
    expect(await call(page, 'stub.exit', { code: 3 })).toEqual({ failure: { code: 'engine-gone', facts: {} } });
    expect(await silent).toEqual({ failure: { code: 'engine-gone', facts: {} } });
    const after = await call(page, 'stub.facts', {});
    expect(after).toMatchObject({ output: { kind } });
    expect(after).not.toEqual(before);
    expect(await states()).toEqual([{ state: 'restarting' }, { state: 'ready' }]);
  });

  test('is killed from outside and started again', async () => {
    const { page } = launched;
    const facts = (await call(page, 'stub.facts', {})) as { output: { pid: number } };
    process.kill(facts.output.pid, 'SIGKILL');
    await vi.waitFor(async () => {
      const again = (await call(page, 'stub.facts', {})) as { output?: { pid: number } };
      expect(again.output?.pid).toBeTypeOf('number');
      expect(again.output?.pid).not.toBe(facts.output.pid);
    }, patience);
  });

  test('ends to be rid of its keys: a fresh one is there at once, and the window is loaded afresh', async () => {
    const { page } = launched;
    await page.evaluate(() => document.body.append('a patient’s name'));
    const states = await call(page, 'stub.facts', {});
    // The page goes before it can hear the answer, or just after.
    await call(page, 'vault.lock', {}).catch(() => {});
    await vi.waitFor(async () => {
      expect(page.url()).toBe('app://postern/index.html');
      expect(await page.textContent('body')).not.toContain('a patient’s name');
    }, patience);
    expect(await call(page, 'stub.facts', {})).not.toEqual(states);
  });

  test('is asked to stop when the app quits, and ends', async () => {
    const facts = (await call(launched.page, 'stub.facts', {})) as { output: { pid: number } };
    const app = launched.app.process();
    const ended = new Promise((resolve) => app.once('exit', resolve));
    await call(launched.page, 'shell.quit', {});
    expect(await ended).toBe(0);
    expect(() => process.kill(facts.output.pid, 0)).toThrow();
  });
});

describe.each(['utility', 'fork'] as const)('an engine that does not stop, as a %s process', (kind) => {
  test('is killed, and the app ends in time', async () => {
    const launched = await launchApp({ args: stubArguments(kind) });
    const facts = (await call(launched.page, 'stub.facts', {})) as { output: { pid: number } };
    await call(launched.page, 'stub.deaf', {});
    const ended = new Promise((resolve) => launched.app.process().once('exit', resolve));
    const log = join(launched.profile, 'stub.log');
    await call(launched.page, 'shell.quit', {});
    await vi.waitFor(async () => expect(await readFile(log, 'utf8')).toContain('asked to stop'), patience);
    expect(await ended).toBe(0);
    expect(() => process.kill(facts.output.pid, 0)).toThrow();
    await launched.close();
  });
});
