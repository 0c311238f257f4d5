import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { closePages, shareChromium } from '../../support/chromium.ts';
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
  let page: Page | null = null;
  let url: string | null = null;
  beforeAll(async () => {
    page = (await (await shareChromium())?.newPage()) ?? null;
    page?.on('pageerror', (error) => {
      throw error;
    });
    url = await servePage(join(import.meta.dirname, '..', 'stub-bridge', 'app-page.tsx'));
  });
  afterAll(closePages);
  return async (name) => {
    if (page === null || url === null) throw new Error('Chromium is missing, so the screens cannot be seen');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ media: null, colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(`${url}?${name}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
}
