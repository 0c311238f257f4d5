import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import type { StubBridge } from '../stub-bridge/stub-bridge.ts';
import { servePage } from '../window-page.ts';

declare global {
  interface Window {
    /** The stub behind the window, to tell it events and read its calls. */
    readonly stub: StubBridge;
  }
}

export type OpenScene = (name: string, options?: BrowserContextOptions) => Promise<Page>;

/** Bundles the window over its stub bridge once for the file, and opens scenes of it in a real Chromium. */
export function useScenes(): OpenScene {
  let browser: Browser | null = null;
  let served: Awaited<ReturnType<typeof servePage>> | null = null;
  beforeAll(async () => {
    browser = await launchChromium();
    served = await servePage(join(import.meta.dirname, '..', 'stub-bridge', 'app-page.tsx'));
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });
  return async (name, options = {}) => {
    if (browser === null || served === null) throw new Error('Chromium is missing, so the screens cannot be seen');
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => {
      throw error;
    });
    await page.goto(`${served.url}?${name}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
}
