import type { ErrorCode } from '../../contract/errors.ts';
import { EngineError } from '../base/errors.ts';

const codes: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR_WRITE', 'disk-full'],
  ['SQLITE_CORRUPT', 'vault-damaged'],
  ['SQLITE_IOERR_SHORT_READ', 'vault-damaged'],
  ['SQLITE_NOTADB', 'vault-key-missing'],
  ['SQLITE_BUSY', 'vault-in-use'],
  ['SQLITE_READONLY', 'file-unwritable'],
  ['SQLITE_CANTOPEN', 'file-unwritable'],
];

/** Turns an error of the database library into one of ours; its own text stays out, for it can quote values. */
export function translateSqliteError(error: unknown): unknown {
  if (error instanceof EngineError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOSPC') return new EngineError('disk-full');
  const known = codes.find(([prefix]) => code.startsWith(prefix));
  return known ? new EngineError(known[1], { sqlite: code }) : error;
}
