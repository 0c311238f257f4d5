import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { BackupFile } from '../../contract/vault.ts';
import { EngineError } from '../base/errors.ts';
import type { Secret } from '../base/secret.ts';
import { openStore } from '../store/open.ts';
import { openKeySlot } from './key-slots.ts';
import { noteRestored } from './restored-note.ts';
import { setAside } from './set-aside.ts';
import { parseVaultFile, readVaultFile, type VaultPaths, vaultFile, writeVaultFile } from './vault-file.ts';

/*
 * One file: a line of JSON (this header), then the encrypted database. Nothing in it is readable without the passphrase
 * or the recovery code, so it may lie on any disk.
 */
const backupHeader = z.strictObject({
  format: z.literal('postern-backup'),
  version: z.literal(1),
  madeAt: z.number().int(),
  databaseBytes: z.number().int().min(0),
  sha256: z.string().length(64),
  keys: vaultFile,
});
type BackupHeader = z.infer<typeof backupHeader>;

const longestHeader = 128 * 1024;
export function backupFolder(paths: VaultPaths): string {
  return join(paths.folder, 'backups');
}

/** Backups that the program made by itself, newest first. */
export function listBackups(paths: VaultPaths): BackupFile[] {
  const folder = backupFolder(paths);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.postern-backup'))
    .map((name) => {
      const { mtimeMs, size } = statSync(join(folder, name));
      return { name, at: Math.round(mtimeMs), size };
    })
    .sort((a, b) => b.at - a.at);
}

/** Where the next backup of the program's own goes; older ones are removed after it is whole. */
export function ownBackupPath(paths: VaultPaths, now: number): string {
  const folder = backupFolder(paths);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${new Date(now).toISOString().replace(/[:.]/g, '-')}.postern-backup`);
}

/** Removes all but the newest `kept` of the program's own backups. */
export function removeOldBackups(paths: VaultPaths, kept: number): void {
  for (const { name } of listBackups(paths).slice(kept)) rmSync(join(backupFolder(paths), name), { force: true });
}

async function hashFile(path: string, start = 0): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { start })) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * Writes a whole, checked copy of the vault to `target` and opens it once to be sure. Uses a connection of its own and
 * blocks its thread: call it in a worker. Throws `disk-full`, `file-unwritable`, `vault-damaged`.
 */
export async function saveBackup(
  paths: VaultPaths,
  key: Secret<Uint8Array>,
  target: string,
  now: number,
): Promise<BackupFile> {
  const copy = `${target}.database`;
  const part = `${target}.part`;
  rmSync(copy, { force: true });
  try {
    const store = openStore(paths.database, key, 'existing');
    try {
      store.checkIntegrity();
      store.copyInto(copy);
    } finally {
      store.close();
    }
    const check = openStore(copy, key, 'existing');
    try {
      check.checkIntegrity();
    } finally {
      check.close();
    }
    const header: BackupHeader = {
      format: 'postern-backup',
      version: 1,
      madeAt: now,
      databaseBytes: statSync(copy).size,
      sha256: await hashFile(copy),
      keys: readVaultFile(paths),
    };
    const output = createWriteStream(part, { mode: 0o600, flush: true });
    output.write(`${JSON.stringify(header)}\n`);
    await pipeline(createReadStream(copy), output);
    renameSync(part, target);
    return { name: basename(target), at: now, size: statSync(target).size };
  } catch (error) {
    throw translateFileError(error);
  } finally {
    for (const path of [part, copy, `${copy}-wal`, `${copy}-shm`]) rmSync(path, { force: true });
  }
}

function translateFileError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC') return new EngineError('disk-full');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT')
    return new EngineError('file-unwritable');
  return error;
}

function readHeader(path: string): { header: BackupHeader; offset: number } {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(longestHeader);
    const length = readSync(file, head, 0, longestHeader, 0);
    const end = head.subarray(0, length).indexOf(10);
    if (end < 0) throw new EngineError('backup-damaged');
    const json: unknown = JSON.parse(head.subarray(0, end).toString('utf8'));
    const parsed = backupHeader.safeParse(json);
    if (!parsed.success) throw new EngineError('backup-damaged');
    return { header: parsed.data, offset: end + 1 };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError('backup-damaged');
  } finally {
    closeSync(file);
  }
}

/**
 * Opens the backup with the passphrase and reads all of it, then puts it in place. What stood there is moved into a
 * folder beside it, never deleted. Throws `backup-damaged`, `vault-wrong-passphrase`, `vault-from-future`.
 */
export async function restoreBackup(
  paths: VaultPaths,
  source: string,
  passphrase: Secret<string>,
  now: number,
): Promise<BackupFile> {
  const { header, offset } = readHeader(source);
  if (statSync(source).size !== offset + header.databaseBytes || (await hashFile(source, offset)) !== header.sha256) {
    throw new EngineError('backup-damaged');
  }
  const keys = parseVaultFile(JSON.stringify(header.keys));
  const key = await openPassphraseSlot(keys, passphrase);
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  const incoming = join(paths.folder, 'restoring.db');
  const remains = [incoming, `${incoming}-wal`, `${incoming}-shm`];
  for (const path of remains) rmSync(path, { force: true });
  try {
    await pipeline(
      createReadStream(source, { start: offset }),
      createWriteStream(incoming, { mode: 0o600, flush: true }),
    );
    const store = openStore(incoming, key, 'existing');
    try {
      store.checkIntegrity();
    } finally {
      store.close();
    }
    setAside(paths, now);
    renameSync(incoming, paths.database);
    writeVaultFile(paths, keys);
    noteRestored(paths.folder, basename(source));
  } catch (error) {
    throw translateFileError(error);
  } finally {
    key.wipe();
    for (const path of remains) rmSync(path, { force: true });
  }
  return { name: basename(source), at: header.madeAt, size: statSync(source).size };
}

async function openPassphraseSlot(
  keys: z.infer<typeof vaultFile>,
  passphrase: Secret<string>,
): Promise<Secret<Uint8Array>> {
  for (const slot of keys.slots.filter(({ kind }) => kind === 'passphrase')) {
    const key = await openKeySlot(slot, passphrase);
    if (key) return key;
  }
  throw new EngineError('vault-wrong-passphrase', { waitMs: 0, tooEarly: false });
}
