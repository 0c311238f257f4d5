import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SetAsideFolder } from '../../contract/vault.ts';
import { EngineError } from '../base/errors.ts';
import type { VaultPaths } from './vault-file.ts';

const prefix = 'set-aside-';

/** Moves the files that stand in the vault's place into a folder of their own. They still open with their own passphrase. */
export function setAside(paths: VaultPaths, now: number): void {
  const files = [paths.keys, paths.database, `${paths.database}-wal`, `${paths.database}-shm`].filter(existsSync);
  if (files.length === 0) return;
  const folder = join(paths.folder, `${prefix}${new Date(now).toISOString().replace(/[:.]/g, '-')}`);
  mkdirSync(folder, { mode: 0o700 });
  for (const path of files) renameSync(path, join(folder, basename(path)));
}

/** What was set aside, newest first. */
export function listSetAside(paths: VaultPaths): SetAsideFolder[] {
  if (!existsSync(paths.folder)) return [];
  return readdirSync(paths.folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(prefix))
    .map(({ name }) => {
      const folder = join(paths.folder, name);
      const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
      return { name, at: Math.round(statSync(folder).mtimeMs), size: sizes.reduce((sum, size) => sum + size, 0) };
    })
    .sort((a, b) => b.at - a.at);
}

/** Deletes one of them for good, because a person says so. Throws `not-found` for any other name, `file-unwritable`. */
export function deleteSetAside(paths: VaultPaths, name: string): void {
  if (!listSetAside(paths).some((folder) => folder.name === name)) throw new EngineError('not-found');
  try {
    rmSync(join(paths.folder, name), { recursive: true });
  } catch (error) {
    throw new EngineError('file-unwritable', {}, { cause: error });
  }
}
