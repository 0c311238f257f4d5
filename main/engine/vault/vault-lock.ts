import { join } from 'node:path';
import { holdFile } from '../store/hold-file.ts';

/** Two engines on one vault would send the same outbox twice. Holds the folder until released; `vault-in-use` otherwise. */
export function holdVault(folder: string): () => void {
  return holdFile(join(folder, 'engine.lock'));
}
