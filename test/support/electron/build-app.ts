import { execFile } from 'node:child_process';
import { mkdir, readdir, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './project-root.ts';

const run = promisify(execFile);
const built = join(projectRoot, 'out', '.built');
const lock = join(projectRoot, 'out', '.building');
const sources = ['main', 'preload', 'renderer', 'electron.vite.config.ts', 'package.json'];
const lockIsStaleAfter = 120_000;
let once: Promise<void> | null = null;

/** Builds the app where a source is newer than the last build; several test files may ask at once. */
export function buildApp(): Promise<void> {
  once ??= buildUnderLock();
  return once;
}

async function buildUnderLock(): Promise<void> {
  await mkdir(join(projectRoot, 'out'), { recursive: true });
  while (!(await takeLock())) await new Promise((resolve) => setTimeout(resolve, 100));
  try {
    const begun = new Date();
    if ((await newestChange()) <= (await changedAt(built))) return;
    await run('npm', ['run', 'build'], { cwd: projectRoot, shell: process.platform === 'win32' });
    await writeFile(built, begun.toISOString());
  } finally {
    await rmdir(lock);
  }
}

async function takeLock(): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    const taken = await changedAt(lock);
    // Zero: given back meanwhile, so it may be somebody else's by now.
    if (taken > 0 && Date.now() - taken > lockIsStaleAfter) await rmdir(lock).catch(() => {});
    return false;
  }
}

async function newestChange(): Promise<number> {
  const times = await Promise.all(sources.map((source) => newestIn(join(projectRoot, source))));
  return Math.max(...times);
}

async function newestIn(path: string): Promise<number> {
  const about = await stat(path);
  if (!about.isDirectory()) return about.mtimeMs;
  const names = await readdir(path, { recursive: true });
  return Math.max(about.mtimeMs, ...(await Promise.all(names.map((name) => changedAt(join(path, name))))));
}

async function changedAt(path: string): Promise<number> {
  const about = await stat(path).catch(() => null);
  return about?.mtimeMs ?? 0;
}
