import type { ReadHandle, WriteHandle } from '../sql.ts';

/** Under which name the key of opt-out tokens lies. */
export const optOutKeyName = 'opt-out-key';

export function findKeptSecret(db: ReadHandle, name: string): string | null {
  return db.find<{ value: string }>('SELECT value FROM kept_secret WHERE name = $name', { name })?.value ?? null;
}

export function insertKeptSecret(db: WriteHandle, name: string, value: string): void {
  db.change('INSERT INTO kept_secret (name, value) VALUES ($name, $value)', { name, value });
}
