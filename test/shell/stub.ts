import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type {} from '../../preload/bridge.ts';

/** Milliseconds for the desktop to do something, on a machine that has much else to do. */
export const patience = 25_000;

/** Lets the app run with the stub engine. */
export function stubArguments(kind: 'utility' | 'fork'): string[] {
  return [`--engine=${join(import.meta.dirname, 'stub-engine.cjs')}`, `--engine-kind=${kind}`];
}

/** Calls through the window's own bridge. */
export function call(page: Page, method: string, input: unknown): Promise<unknown> {
  return page.evaluate(([name, given]) => window.postern.call(name, given), [method, input] as const);
}
