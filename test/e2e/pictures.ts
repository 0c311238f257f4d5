import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { LaunchedApp } from '../support/electron/launch-app.ts';
import { projectRoot } from '../support/electron/project-root.ts';

const folder = join(projectRoot, 'out', 'e2e');

/** A picture of the window in `out/e2e`, where `E2E_PICTURES` is set: for somebody to look at. */
export async function keepPicture(desk: LaunchedApp, name: string): Promise<void> {
  const { E2E_PICTURES } = process.env;
  if (E2E_PICTURES) await takePicture(desk, name);
}

/** Keeps a picture of the window, in `out/e2e`, when a test of this suite fails. */
export function pictureOnFailure(desk: () => LaunchedApp | undefined): void {
  afterEach(async ({ task }) => {
    const shown = desk();
    if (task.result?.state !== 'fail' || shown === undefined) return;
    await takePicture(shown, `failed-${task.name.replaceAll(/[^a-z0-9]+/gi, '-')}`).catch(() => {});
  });
}

/** By Electron and not by Playwright, which cuts a zoomed window short. */
async function takePicture({ app }: LaunchedApp, name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.png`), Buffer.from(png, 'base64'));
}
