import type { ReadHandle } from '../sql.ts';

/** The JSON value of one setting; null while it was never set. */
export function findSetting(db: ReadHandle, name: string): unknown {
  const row = db.find<{ value_json: string }>('SELECT value_json FROM setting WHERE name = $name', { name });
  return row === null ? null : JSON.parse(row.value_json);
}
