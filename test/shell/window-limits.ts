import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LaunchedApp } from '../support/electron/launch-app.ts';
import { call } from './stub.ts';

const badRequest = { failure: { code: 'bad-request', facts: {} } };
const ourPage = 'app://postern/index.html';
/** What the window has, may do and can reach: held against the app that is launched, the same for a package. */
export function describeWindowLimits(name: string, launch: () => Promise<LaunchedApp>): void {
  describe(name, () => {
    let launched: LaunchedApp;
    let canary: Server;
    let address = '';
    const requests: string[] = [];

    beforeAll(async () => {
      canary = createServer((request, response) => {
        requests.push(request.url ?? '');
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.end('canary');
      });
      canary.on('connection', () => requests.push('connection'));
      await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
      address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
      launched = await launch();
      await call(launched.page, 'vault.status', {});
    });

    afterAll(async () => {
      await launched.close();
      canary.close();
    });

    describe('what the window has', () => {
      test('is two functions', async () => {
        const surface = await launched.page.evaluate(() =>
          Object.entries(window.postern).map(([name, value]) => `${name}: ${typeof value}`),
        );
        expect(surface.toSorted()).toEqual(['call: function', 'on: function']);
      });

      test('is no Node and no Electron, in its own world and in frames', async () => {
        const found = await launched.page.evaluate(() => {
          const frame = document.createElement('iframe');
          document.body.append(frame);
          const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'];
          const inFrame = Object.keys(frame.contentWindow ?? {});
          return names.filter((name) => name in window || inFrame.includes(name) || inFrame.includes('postern'));
        });
        expect(found).toEqual([]);
      });

      test('cannot be changed by the page', async () => {
        const kept = await launched.page.evaluate(() => {
          try {
            Object.assign(window.postern, { call: () => 'mine' });
          } catch {
            return true;
          }
          return false;
        });
        expect(kept).toBe(true);
      });

      test('is isolated and sandboxed, with everything else of Electron’s checklist', async () => {
        const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          const get = contents && Reflect.get(contents, 'getLastWebPreferences');
          return typeof get === 'function' ? get.call(contents) : null;
        });
        expect(preferences).toMatchObject({
          contextIsolation: true,
          sandbox: true,
          nodeIntegration: false,
          nodeIntegrationInSubFrames: false,
          webSecurity: true,
          allowRunningInsecureContent: false,
          experimentalFeatures: false,
          webviewTag: false,
        });
      });

      test('keeps nothing: its session is in memory and knows no spelling', async () => {
        const path = await launched.app.evaluate(({ BrowserWindow }) => {
          const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
          const spelling = session?.isSpellCheckerEnabled();
          return { persistent: session?.isPersistent(), path: session?.getStoragePath(), spelling };
        });
        expect(path).toEqual({ persistent: false, path: null, spelling: false });
      });
    });

    describe('where the window can go', () => {
      test.each([
        ['another site', () => address],
        ['a file', () => 'file:///etc/passwd'],
        ['a made-up page', () => 'data:text/html,<h1>Sign in</h1>'],
        ['another host of our protocol', () => 'app://elsewhere/index.html'],
        ['a name', () => 'https://example.org/'],
      ])('not to %s', async (_name, target) => {
        await launched.page.evaluate((url) => {
          location.href = url;
        }, target());
        await launched.page.waitForTimeout(150);
        expect(launched.page.url()).toBe(ourPage);
      });

      test.each([['https://example.org/'], ['about:blank'], ['app://postern/index.html']])(
        'not to a new window with %s',
        async (url) => {
          const opened = await launched.page.evaluate((target) => window.open(target) !== null, url);
          const count = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
          expect({ opened, count }).toEqual({ opened: false, count: 1 });
        },
      );

      test('not by a link in a message, neither in its frame nor above it', async () => {
        requests.length = 0;
        await launched.page.evaluate(async (url) => {
          for (const target of ['_self', '_top', '_blank']) {
            const frame = document.createElement('iframe');
            frame.sandbox.add('allow-same-origin');
            frame.srcdoc = `<a href="${url}/${target}" target="${target}">x</a>`;
            const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
            document.body.append(frame);
            await loaded;
            frame.contentDocument?.querySelector('a')?.click();
          }
          await new Promise((resolve) => setTimeout(resolve, 300));
        }, address);
        const count = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
        expect({ requests, count, url: launched.page.url() }).toEqual({ requests: [], count: 1, url: ourPage });
      });
    });

    describe('what the window may do', () => {
      test.each(['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'])(
        'not %s',
        async (name) => {
          const state = await launched.page.evaluate(async (permission) => {
            const answer = await navigator.permissions.query({ name: permission as PermissionName });
            return answer.state;
          }, name);
          expect(state).toBe('denied');
        },
      );

      test('not use a camera or microphone that it asks for', async () => {
        const problem = await launched.page.evaluate(async () => {
          try {
            await navigator.mediaDevices.getUserMedia({ audio: true });
            return 'got it';
          } catch (error) {
            return error instanceof DOMException ? error.name : String(error);
          }
        });
        expect(problem).not.toBe('got it');
      });

      test('not save a download', async () => {
        const before = await launched.app.evaluate(({ BrowserWindow }) => {
          const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
          const states: string[] = [];
          Object.assign(globalThis, { states });
          session?.on('will-download', (event) => states.push(`prevented ${event.defaultPrevented}`));
          return states;
        });
        expect(before).toEqual([]);
        await launched.page.evaluate(() => {
          const link = document.createElement('a');
          link.download = 'patients.csv';
          link.href = URL.createObjectURL(new Blob(['name']));
          link.click();
        });
        await launched.page.waitForTimeout(300);
        const states = await launched.app.evaluate(
          () => Object.entries(globalThis).find(([key]) => key === 'states')?.[1],
        );
        expect(states).toEqual(['prevented true']);
      });
    });

    describe('what the window can load', () => {
      test('nothing from a server, by any element or function', async () => {
        requests.length = 0;
        const results = await launched.page.evaluate(async (url) => {
          const tags = [
            `<img src="${url}/img">`,
            `<img srcset="${url}/srcset 2x">`,
            `<link rel="stylesheet" href="${url}/css">`,
            `<link rel="preconnect" href="${url}/preconnect">`,
            `<link rel="dns-prefetch" href="${url}/dns">`,
            `<link rel="prefetch" href="${url}/prefetch">`,
            `<link rel="preload" as="image" href="${url}/preload">`,
            `<video src="${url}/video" poster="${url}/poster" autoplay></video>`,
            `<audio src="${url}/audio" autoplay></audio>`,
            `<iframe src="${url}/iframe"></iframe>`,
            `<object data="${url}/object"></object>`,
            `<embed src="${url}/embed">`,
            `<div style="background: url(${url}/background)">x</div>`,
            `<svg><image href="${url}/svg" /></svg>`,
            `<script src="${url}/script"></script>`,
            `<input type="image" src="${url}/input">`,
            `<style>@import url(${url}/import); @font-face { font-family: x; src: url(${url}/font) } p { font-family: x }</style><p>x</p>`,
          ];
          document.body.insertAdjacentHTML('beforeend', tags.join(''));
          const attempt = (name: string, run: () => Promise<unknown>) =>
            run().then(
              () => `${name} got through`,
              () => '',
            );
          const script = document.createElement('script');
          script.type = 'module';
          script.src = `${url}/module.js`;
          document.body.append(script);
          const form = document.createElement('form');
          form.action = `${url}/form`;
          document.body.append(form);
          form.submit();
          navigator.sendBeacon(`${url}/beacon`, 'x');
          const passed = await Promise.all([
            attempt('fetch', () => fetch(`${url}/fetch`)),
            attempt('no-cors fetch', () => fetch(`${url}/no-cors`, { mode: 'no-cors' })),
            attempt(
              'socket',
              () =>
                new Promise((resolve, reject) => {
                  const socket = new WebSocket(url.replace('http', 'ws'));
                  socket.onopen = resolve;
                  socket.onerror = reject;
                }),
            ),
            attempt('file', () => fetch('file:///etc/passwd')),
          ]);
          await new Promise((resolve) => setTimeout(resolve, 700));
          return passed.filter((text) => text !== '');
        }, address);
        expect(results).toEqual([]);
        expect(requests).toEqual([]);
      });

      test('nothing from a server by the session itself', async () => {
        requests.length = 0;
        const problem = await launched.app.evaluate(async ({ BrowserWindow }, url) => {
          const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
          try {
            await session?.fetch(url);
            return 'got through';
          } catch (error) {
            return String(error);
          }
        }, address);
        expect(problem).toContain('ERR_BLOCKED_BY_CLIENT');
        expect(requests).toEqual([]);
      });

      test('the canary does hear who may speak to it', async () => {
        requests.length = 0;
        await fetch(`${address}/control`);
        expect(requests).toEqual(['connection', '/control']);
      });

      test('its own files, and with every one the content policy and no guessing of types', async () => {
        const heads = await launched.app.evaluate(async ({ BrowserWindow }) => {
          const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
          const answer = await session?.fetch('app://postern/index.html');
          return { status: answer?.status, headers: Object.fromEntries(answer?.headers ?? []) };
        });
        expect(heads.status).toBe(200);
        expect(heads.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
        expect(heads.headers['content-security-policy']).toContain("connect-src 'none'");
        expect(heads.headers['x-content-type-options']).toBe('nosniff');
      });

      test.each([
        'app://postern/../../package.json',
        'app://postern/..%2f..%2fpackage.json',
        'app://postern/%2e%2e%2f%2e%2e%2fmain%2findex.cjs',
        'app://postern/..%5c..%5cpackage.json',
        'app://postern//etc/passwd',
        'app://postern/no-such-file.html',
      ])('nothing outside its folder: %s', async (url) => {
        const status = await launched.app.evaluate(async ({ BrowserWindow }, target) => {
          const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
          const answer = await session?.fetch(target);
          return { status: answer?.status, text: await answer?.text() };
        }, url);
        expect(status).toEqual({ status: 404, text: '' });
      });

      test('no script that stands in the page', async () => {
        const ran = await launched.page.evaluate(async () => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
          document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = true">');
          await new Promise((resolve) => setTimeout(resolve, 100));
          return 'ran' in window;
        });
        expect(ran).toBe(false);
      });
    });

    describe('who is heard', () => {
      test('our page is', async () => {
        expect(await call(launched.page, 'vault.status', {})).not.toEqual(badRequest);
      });

      test('a method of the shell that there is not, and a name that is none, are refused', async () => {
        expect(await call(launched.page, 'shell.openExternal', { url: 'https://example.org/' })).toEqual(badRequest);
        expect(await call(launched.page, 'shell.toString', {})).toEqual(badRequest);
        const numbered = await launched.page.evaluate(() => window.postern.call(Object(7) as string, {}));
        expect(numbered).toEqual(badRequest);
      });

      test('another window with the same preload is not', async () => {
        const answers = await launched.app.evaluate(async ({ app, BrowserWindow }, url) => {
          const preload = `${app.getAppPath()}/out/preload/index.cjs`;
          const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
          const answersOf = async (target: string) => {
            const other = new BrowserWindow({ show: false, webPreferences: { preload, ...(session && { session }) } });
            await other.loadURL(target);
            const answer = await other.webContents.executeJavaScript(
              "window.postern.call('vault.status', {}).then(JSON.stringify)",
            );
            other.destroy();
            return JSON.parse(answer);
          };
          return [await answersOf(url), await answersOf('data:text/html,x')];
        }, ourPage);
        expect(answers).toEqual([badRequest, badRequest]);
      });

      test('our own window is not while it shows another page', async () => {
        const answer = await launched.app.evaluate(async ({ BrowserWindow }) => {
          const ours = BrowserWindow.getAllWindows()[0];
          await ours?.loadURL('data:text/html,x');
          const got = await ours?.webContents.executeJavaScript(
            "window.postern.call('vault.status', {}).then(JSON.stringify)",
          );
          await ours?.loadURL('app://postern/index.html');
          return JSON.parse(got);
        });
        expect(answer).toEqual({ failure: { code: 'bad-request', facts: {} } });
        expect(await call(launched.page, 'vault.status', {})).not.toEqual(badRequest);
      });
    });
  });
}
