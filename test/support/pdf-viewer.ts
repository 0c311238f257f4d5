import { pathToFileURL } from 'node:url';
import puppeteer, { type Page } from 'puppeteer-core';
import { findChromium } from './chromium.ts';
import { isRoot } from './debian.ts';

export type PdfViewer = {
  readonly page: Page;
  /** Types the password into the viewer's own dialog; whether that opened the file. */
  readonly unlock: (password: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** A locked PDF in Chromium's own viewer, asking for its password. Null where it does not ask. */
export async function openPdfViewer(
  path: string,
  defaultViewport: { readonly width: number; readonly height: number },
): Promise<PdfViewer | null> {
  const browser = await puppeteer.launch({
    executablePath: findChromium() ?? 'chromium',
    headless: true,
    args: isRoot() ? ['--no-sandbox'] : [],
    defaultViewport,
  });
  const page = await browser.newPage();
  await page.goto(`${pathToFileURL(path).href}#view=FitH`);
  const viewer = await browser.waitForTarget((target) => target.url().startsWith('chrome-extension://'));
  const session = await viewer.createCDPSession();
  const viewerHas = async (expression: string) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const { result } = await session.send('Runtime.evaluate', { expression: `!!(${expression})` });
      if (result.value === true) return true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return false;
  };
  const root = `document.querySelector('pdf-viewer')?.shadowRoot`;
  if (!(await viewerHas(`${root}?.querySelector('viewer-password-dialog')`))) {
    await browser.close();
    return null;
  }
  // It is drawn, and takes keys, a moment after it is there.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  return {
    page,
    async unlock(password) {
      await page.keyboard.type(password, { delay: 20 });
      await page.keyboard.press('Enter');
      const gone = await viewerHas(`${root} && !${root}.querySelector('viewer-password-dialog')`);
      // Nothing in the viewer says that a page is drawn.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return gone;
    },
    close: () => browser.close(),
  };
}
