import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
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

export type OpenScene = (name: string) => Promise<Page>;

/** Bundles the window over its stub bridge once for the file, and opens scenes of it in the one page of a real Chromium. */
export function startScenes(): OpenScene {
  let browser: Browser | null = null;
  let page: Page | null = null;
  let served: Awaited<ReturnType<typeof servePage>> | null = null;
  beforeAll(async () => {
    browser = await launchChromium();
    page = (await browser?.newPage()) ?? null;
    page?.on('pageerror', (error) => {
      throw error;
    });
    served = await servePage(join(import.meta.dirname, '..', 'stub-bridge', 'app-page.tsx'));
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });
  return async (name) => {
    if (page === null || served === null) throw new Error('Chromium is missing, so the screens cannot be seen');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ media: null, colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(`${served.url}?${name}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
}
