import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../base/errors.ts';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Two engines on one vault would send the same outbox twice. Holds the folder until released; `vault-in-use` otherwise. */
export function holdVault(folder: string): () => void {
  const path = join(folder, 'engine.pid');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch {
      const holder = Number(readHolder(path));
      if (holder > 0 && holder !== process.pid && isRunning(holder)) throw new EngineError('vault-in-use');
      rmSync(path, { force: true });
    }
  }
  throw new EngineError('vault-in-use');
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
