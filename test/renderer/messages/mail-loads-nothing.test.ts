import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findChromium } from '../../support/chromium.ts';
import { describeCorpus } from '../../support/corpora.ts';
import { isRoot, needPackages } from '../../support/debian.ts';
import { servePage } from '../window-page.ts';

const executablePath = findChromium() ?? ((await needPackages(['chromium'])) ? findChromium() : null);

/** Counts connections: what a mail loads, fetches or only warms up ends here, by name or by number. */
async function startCanary(): Promise<{ server: Server; port: number; count: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port, count: () => connections };
}

describeCorpus('tracking/leak.html', (path) => {
  const leak = path === '' ? '' : readFileSync(path, 'utf8');
  let canary: Awaited<ReturnType<typeof startCanary>>;
  let page: Page;
  let browser: Browser;

  beforeAll(async () => {
    if (executablePath === null) return;
    canary = await startCanary();
    // No policy of the window's own: cleaning and the frame have to hold alone.
    const url = await servePage(join(import.meta.dirname, 'mail-page.tsx'), null);
    browser = await chromium.launch({
      executablePath,
      args: [
        ...(isRoot() ? ['--no-sandbox'] : []),
        `--host-resolver-rules=MAP leaking.via:443 127.0.0.1:${canary.port}, MAP leaking.via:80 127.0.0.1:${canary.port}`,
      ],
    });
    page = await browser.newPage();
    await page.goto(url);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    canary?.server.close();
  });

  it.skipIf(executablePath === null)('makes no request when it is shown', async () => {
    const mail = await page.evaluate((html) => window.showMail(html), leak);
    await page.waitForTimeout(1_500);
    expect(canary.count()).toBe(0);
    expect(`${mail.html}${mail.css}`).not.toContain('leaking.via');
    expect(mail.blockedPictures).toBeGreaterThan(0);
    expect(await page.frameLocator('iframe').locator('body').textContent()).toContain('You have to click me');
  });

  it.skipIf(executablePath === null)('makes no request when it is pasted or quoted into an answer', async () => {
    const typed = await page.evaluate((html) => window.typedHtml(html), leak);
    await page.waitForTimeout(1_500);
    expect(canary.count()).toBe(0);
    expect(typed).toContain('You have to click me');
    expect(typed).not.toMatch(/<(?!\/?(?:a|b|br|div|em|i|li|ol|p|s|strike|strong|u|ul)[\s>])/);
  });

  it.skipIf(executablePath === null)('makes many when a browser shows it uncleaned, so the canary works', async () => {
    await page.evaluate((html) => {
      const frame = document.createElement('iframe');
      frame.srcdoc = html;
      document.body.append(frame);
    }, leak);
    await expect.poll(() => canary.count(), { timeout: 10_000 }).toBeGreaterThan(10);
  });
});
