import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { projectRoot } from '../support/electron/project-root.ts';

/** Keeps a picture of the window, in `out/e2e`, when a test of this suite fails. */
export function pictureOnFailure(page: () => Page | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const folder = join(projectRoot, 'out', 'e2e');
    await mkdir(folder, { recursive: true });
    const name = task.name.replaceAll(/[^a-z0-9]+/gi, '-');
    await page()
      ?.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
      .catch(() => {});
  });
}
