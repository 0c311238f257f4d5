import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findChromium } from '../support/chromium.ts';
import { isRoot } from '../support/debian.ts';

/** What the proof asks of a browser, whichever protocol drives it. */
export type Driver = {
  readonly name: 'Chromium' | 'Firefox' | 'WebKitGTK';
  readonly open: (url: string) => Promise<void>;
  /** The value of an expression in the page; waits for a promise. */
  readonly ask: <Value>(expression: string) => Promise<Value>;
  readonly type: (selector: string, text: string) => Promise<void>;
  readonly press: (selector: string) => Promise<void>;
  readonly picture: (path: string, width: number, height: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Look = { readonly dark: boolean; readonly language: 'en' | 'es'; readonly scripts?: boolean };

/** Chromium and Firefox by puppeteer: DevTools protocol for the one, WebDriver BiDi for the other. */
export async function openPuppeteer(which: 'chrome' | 'firefox', look: Look): Promise<Driver> {
  const browser: Browser = await puppeteer.launch({
    browser: which,
    executablePath: which === 'chrome' ? (findChromium() ?? 'chromium') : '/usr/bin/firefox-esr',
    headless: true,
    args: which === 'chrome' ? [...(isRoot() ? ['--no-sandbox'] : []), `--lang=${look.language}`] : [],
    extraPrefsFirefox: {
      'intl.accept_languages': look.language,
      'ui.systemUsesDarkTheme': look.dark ? 1 : 0,
      'layout.css.prefers-color-scheme.content-override': look.dark ? 0 : 1,
      'javascript.enabled': look.scripts ?? true,
    },
  });
  const page: Page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  // The page asks before an answer is lost; the proof goes on all the same.
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  if (which === 'chrome') {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: look.dark ? 'dark' : 'light' }]);
    await page.setJavaScriptEnabled(look.scripts ?? true);
    if (look.language === 'es') await page.setExtraHTTPHeaders({ 'Accept-Language': 'es' });
  }
  return {
    name: which === 'chrome' ? 'Chromium' : 'Firefox',
    async open(url) {
      // Another letter of the same page is only another fragment to a browser.
      await page.goto('about:blank', { timeout: 120_000 });
      await page.goto(url, { timeout: 120_000 });
    },
    ask: (expression) => page.evaluate(expression) as Promise<never>,
    async type(selector, text) {
      await page.evaluate(`document.querySelector(${JSON.stringify(selector)}).value = ''`);
      await page.type(selector, text);
    },
    press: (selector) => page.click(selector),
    async picture(path, width, height) {
      await page.setViewport({ width, height });
      await page.screenshot({ path: path as `${string}.png` });
    },
    close: () => browser.close(),
  };
}

const webDriver = 'http://127.0.0.1:4455';

/** WebKitGTK, of Safari's family: its MiniBrowser under a display of its own, by the WebDriver protocol. */
export async function openWebKit(look: Look): Promise<Driver> {
  const child: ChildProcess = spawn(
    'xvfb-run',
    ['-a', '-s', '-screen 0 1400x1000x24', 'WebKitWebDriver', '--port=4455'],
    {
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, ...(look.dark ? { GTK_THEME: 'Adwaita:dark' } : {}), LANGUAGE: look.language },
    },
  );
  const send = async (method: string, path: string, body?: object): Promise<never> => {
    const answer = await fetch(webDriver + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await answer.json()) as { value: unknown };
    if (!answer.ok) throw new Error(`WebKitGTK: ${JSON.stringify(value).slice(0, 300)}`);
    return value as never;
  };
  for (let tries = 0; tries < 100; tries += 1) {
    if (
      await send('GET', '/status').then(
        () => true,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const browserOptions = {
    binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    args: ['--automation'],
  };
  const { sessionId }: { sessionId: string } = await send('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': browserOptions } },
  });
  const at = (path: string) => `/session/${sessionId}${path}`;
  await send('POST', at('/timeouts'), { script: 120_000, pageLoad: 120_000 });
  const find = async (selector: string) => {
    const found: Record<string, string> = await send('POST', at('/element'), {
      using: 'css selector',
      value: selector,
    });
    return Object.values(found)[0] ?? '';
  };
  const ask = (expression: string) =>
    send('POST', at('/execute/async'), {
      script: `const done = arguments[0]; Promise.resolve(${expression}).then(done, (error) => done(String(error)));`,
      args: [],
    });
  return {
    name: 'WebKitGTK',
    async open(url) {
      await send('POST', at('/url'), { url: 'about:blank' });
      await send('POST', at('/url'), { url });
    },
    ask,
    async type(selector, text) {
      const element = await find(selector);
      await send('POST', at(`/element/${element}/clear`), {});
      await send('POST', at(`/element/${element}/value`), { text });
    },
    press: async (selector) => send('POST', at(`/element/${await find(selector)}/click`), {}),
    async picture(path, width, height) {
      await send('POST', at('/window/rect'), { width, height });
      // Its window is never narrower than 447 pixels, and takes its time.
      for (let tries = 0; tries < 50; tries += 1) {
        if ((await ask('innerWidth')) <= Math.max(width, 450)) break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await writeFile(path, Buffer.from(await send('GET', at('/screenshot')), 'base64'));
    },
    async close() {
      await send('DELETE', at('')).catch(() => null);
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    },
  };
}
