import type { ReadHandle } from '../sql.ts';

/** The JSON value of one setting; null while it was never set. */
export function findSetting(db: ReadHandle, name: string): unknown {
  const row = db.find<{ value_json: string }>('SELECT value_json FROM setting WHERE name = $name', { name });
  return row === null ? null : JSON.parse(row.value_json);
}

/** The JSON values of all settings that were ever set. */
export function listSettings(db: ReadHandle): { readonly name: string; readonly value: unknown }[] {
  return db
    .list<{ name: string; valueJson: string }>('SELECT name, value_json AS valueJson FROM setting')
    .map(({ name, valueJson }) => ({ name, value: JSON.parse(valueJson) }));
}
