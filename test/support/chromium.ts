import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { type Browser, chromium } from 'playwright-core';
import { isRoot, needPackages } from './debian.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const usual = [
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium on this machine: `CHROMIUM_PATH`, else one on the path or in its usual place; null without one. */
export function findChromium(): string | null {
  const { CHROMIUM_PATH, PATH } = env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  const folders = (PATH ?? '').split(delimiter);
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...usual];
  return candidates.find((path) => existsSync(path)) ?? null;
}

/**
 * Starts a real Chromium without a window. On Debian as root it is installed if absent. Where there is none all the same, it
 * fails in CI, and elsewhere says so loudly and gives null for the suite to skip by.
 */
export async function launchChromium(): Promise<Browser | null> {
  if (findChromium() === null && !(await needPackages(['chromium']))) return null;
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('Chromium is installed, but not on the path');
  return chromium.launch({ executablePath, args: isRoot() ? ['--no-sandbox'] : [] });
}

let shared: Promise<Browser | null> | null = null;

/** The one Chromium of this process's test files, which ends with the process; each file ends with `closePages`. */
export function shareChromium(): Promise<Browser | null> {
  shared ??= launchChromium();
  return shared;
}

/** Closes what a test file opened in the Chromium that it shares. */
export async function closePages(): Promise<void> {
  const browser = await shared;
  await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
}
