import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './vault-file.ts';

/** Times of failed unlocks, ms since 1970. They cannot go into a locked database; the next unlock takes them over. */
const failures = z.array(z.number().int()).max(1_000);

const freeTries = 3;
const longestWaitMs = 5 * 60_000;

function pathIn(folder: string): string {
  return join(folder, 'failed-unlocks.json');
}

export function listFailedUnlocks(folder: string): readonly number[] {
  const path = pathIn(folder);
  if (!existsSync(path)) return [];
  try {
    const parsed = failures.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

export function noteFailedUnlock(folder: string, at: number): void {
  replaceFile(pathIn(folder), JSON.stringify([...listFailedUnlocks(folder), at].slice(-1_000)));
}

export function clearFailedUnlocks(folder: string): void {
  rmSync(pathIn(folder), { force: true });
}

/** Milliseconds before the next try: none for three, then 2, 4, 8 s ... up to five minutes. Nothing locks for good. */
export function waitBeforeUnlock(folder: string, now: number): number {
  const times = listFailedUnlocks(folder);
  const last = times.at(-1);
  if (last === undefined || times.length < freeTries) return 0;
  const wait = Math.min(longestWaitMs, 2_000 * 2 ** Math.min(16, times.length - freeTries));
  return Math.max(0, Math.min(wait, last + wait - now));
}
