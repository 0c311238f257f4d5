import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { env, getuid } from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Sees to it that Debian packages are there, installing them when this is Debian and we are root. False, said loudly, means
 * "skip this suite here"; where `CI` is set a missing package fails instead, so that nothing is skipped unseen.
 */
export async function needPackages(packages: readonly string[]): Promise<boolean> {
  const missing = await findMissing(packages);
  if (missing.length === 0) return true;
  const problem = await install(missing);
  if (problem === null) return true;
  const { CI } = env;
  if (CI) throw new Error(`needs ${missing.join(', ')}: ${problem}`);
  console.warn(`SKIPPED, needs the Debian packages ${missing.join(', ')}: ${problem}`);
  return false;
}

/** True where this process may start servers that give up root's rights, as Postfix does. */
export const isRoot = (): boolean => getuid?.() === 0;

async function findMissing(packages: readonly string[]): Promise<string[]> {
  const there = await Promise.all(packages.map(isInstalled));
  return packages.filter((_, index) => there[index] !== true);
}

async function isInstalled(name: string): Promise<boolean> {
  try {
    const { stdout } = await run('dpkg-query', ['-s', name]);
    return stdout.split('\n').includes('Status: install ok installed');
  } catch {
    return false;
  }
}

/** Null when they are installed now, else why not. Several test files may ask at once: apt waits for its lock. */
async function install(packages: readonly string[]): Promise<string | null> {
  if (!existsSync('/etc/debian_version')) return 'this is not Debian';
  if (!isRoot()) return 'only root can install them';
  const options = {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    maxBuffer: 64 * 1024 * 1024,
  };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const add = ['install', '-y', '--no-install-recommends', ...wait, ...packages];
  try {
    await run('apt-get', add, options).catch(async () => {
      await run('apt-get', ['update', ...wait], options);
      await run('apt-get', add, options);
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 400) : String(error);
  }
}
