import Database from 'better-sqlite3';
import { translateSqliteError } from './translate-error.ts';

/**
 * Holds a lock of the operating system on an empty file, which ends with the process however that ends: a number written
 * down could be another program's after a restart of the computer. Returns the release; throws `vault-in-use` where held.
 */
export function holdFile(path: string): () => void {
  let file: Database.Database | undefined;
  try {
    file = new Database(path, { timeout: 0 });
    file.pragma('journal_mode=MEMORY');
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file?.close();
    throw translateSqliteError(error);
  }
  const held = file;
  return () => held.close();
}
