import type { ImportLook, ImportMapping } from '../../contract/imports.ts';
import { EngineError } from '../base/errors.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findImportMapping } from '../store/tables/patient-imports.ts';
import { decodedText, detectEncoding } from './file-kind.ts';
import { lookAtCsv } from './read-csv.ts';
import { lookAtFhir } from './read-fhir.ts';
import { spooledBytes } from './spool.ts';

/** What kind of list a file is, by its first character, and what its columns may mean. Throws `import-unreadable`. */
export async function lookAtImport(db: ReadHandle, file: readonly Uint8Array[]): Promise<ImportLook> {
  const encoding = detectEncoding(() => spooledBytes(file));
  const [beginning = ''] = decodedText(spooledBytes(file), encoding);
  const first = beginning.trimStart().slice(0, 1);
  if (first === '[' || first === '<') throw new EngineError('import-unreadable', { reason: 'not-fhir' });
  if (first === '{') return lookAtFhir(file);
  return lookAtCsv(file, (columns) => remembered(db, columns));
}

function remembered(db: ReadHandle, columns: readonly string[]): ImportMapping | null {
  const json = findImportMapping(db, JSON.stringify(columns));
  return json === null ? null : JSON.parse(json);
}
