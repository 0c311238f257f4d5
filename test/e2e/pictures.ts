import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { projectRoot } from '../support/electron/project-root.ts';

const folder = join(projectRoot, 'out', 'e2e');

/** A picture of the window in `out/e2e`, where `E2E_PICTURES` is set: for somebody to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const { E2E_PICTURES } = process.env;
  if (E2E_PICTURES) await takePicture(page, name);
}

/** Keeps a picture of the window, in `out/e2e`, when a test of this suite fails. */
export function pictureOnFailure(page: () => Page | undefined): void {
  afterEach(async ({ task }) => {
    const shown = page();
    if (task.result?.state !== 'fail' || shown === undefined) return;
    await takePicture(shown, `failed-${task.name.replaceAll(/[^a-z0-9]+/gi, '-')}`).catch(() => {});
  });
}

async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
