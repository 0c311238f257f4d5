import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Configuration } from 'electron-builder';
import { findElectron } from './find-electron.ts';
import { projectRoot } from './project-root.ts';

/*
 * npm run dist -- --dir [--output=FOLDER]: packages the built app for this platform; with --dir as a folder that can be started,
 * else as its installer.
 */

const electron = await findElectron();
const output = process.argv.find((text) => text.startsWith('--output='))?.slice('--output='.length);
if (!electron.official) {
  console.warn(
    `Electron ${electron.version} is a stand-in: what comes of this is for tests, never to be given to anybody.`,
  );
}

const config: Configuration = {
  extends: join(projectRoot, 'electron-builder.yml'),
  electronDist: electron.folder,
  electronVersion: electron.version,
  // A fuse that the stand-in is too old to have.
  ...(electron.official ? { electronFuses: { grantFileProtocolExtraPrivileges: false } } : {}),
  ...(output === undefined ? {} : { directories: { output } }),
  // The stand-in's starter, which would come before our archive.
  afterPack: ({ appOutDir }) => rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true }),
};
await build({ projectDir: projectRoot, config, dir: process.argv.includes('--dir'), publish: 'never' });
