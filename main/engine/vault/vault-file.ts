import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { EngineError } from '../base/errors.ts';
import { keySlot } from './key-slots.ts';

/** What stands beside the database: how its key is wrapped. No name, no address, no secret in the clear. */
export const vaultFile = z.strictObject({
  format: z.literal('postern-vault'),
  version: z.number().int().min(1),
  slots: z.array(keySlot).min(1).max(8),
});
export type VaultFile = z.infer<typeof vaultFile>;

const knownVersion = 1;
/** A vault file is about 1 KB; a larger one is not ours. */
const largestVaultFile = 64 * 1024;

export type VaultPaths = { readonly folder: string; readonly keys: string; readonly database: string };

/** Where the parts of the vault stand in a data folder. */
export function vaultPaths(folder: string): VaultPaths {
  return { folder, keys: join(folder, 'vault.json'), database: join(folder, 'practice.db') };
}

/** Throws `vault-damaged` for what is not a vault file and `vault-from-future` for one of a newer program. */
export function parseVaultFile(text: string): VaultFile {
  let json: unknown;
  try {
    if (text.length > largestVaultFile) throw new Error('too large');
    json = JSON.parse(text);
  } catch {
    throw new EngineError('vault-damaged', { reason: 'keys-unreadable' });
  }
  const version = z.object({ format: z.literal('postern-vault'), version: z.number() }).safeParse(json);
  if (version.success && version.data.version > knownVersion) {
    throw new EngineError('vault-from-future', { version: version.data.version, known: knownVersion });
  }
  const parsed = vaultFile.safeParse(json);
  if (!parsed.success) throw new EngineError('vault-damaged', { reason: 'keys-unreadable' });
  return parsed.data;
}

/** Reads the keys' file; `vault-key-missing` when the database stands there without it. */
export function readVaultFile(paths: VaultPaths): VaultFile {
  if (!existsSync(paths.keys)) throw new EngineError('vault-key-missing');
  return parseVaultFile(readFileSync(paths.keys, 'utf8'));
}

/** Writes a file so that after a crash it is the old one or the new one, whole. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const next = `${path}.new`;
  try {
    const file = openSync(next, 'w', 0o600);
    try {
      writeSync(file, Buffer.from(content));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, path);
  } catch (error) {
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    throw new EngineError(full ? 'disk-full' : 'file-unwritable');
  }
  syncFolder(dirname(path));
}

/** A rename is on the disk only when its folder is; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function writeVaultFile(paths: VaultPaths, file: VaultFile): void {
  replaceFile(paths.keys, `${JSON.stringify(file, null, 2)}\n`);
}
