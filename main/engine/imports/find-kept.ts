import type { ReadHandle } from '../store/sql.ts';

/**
 * Patients an import brought in who must stay when it is undone: something was sent to them, recorded or chosen for them
 * since. Those whom a person or a later import changed are told apart by `import_id`.
 */
export function findKept(db: ReadHandle, importId: string): string[] {
  const uses = [
    ['phrase', 'patient_id'],
    ['consent_row', 'patient_id'],
    ['thread_party', 'patient_id'],
    ['letter', 'patient_id'],
    ['draft', 'patient_id'],
    ['campaign_row', 'patient_id'],
  ].map(([table, column]) => `SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL`);
  return db
    .list<{ id: string }>(
      `SELECT id FROM patient WHERE import_id = $importId AND id IN (${uses.join(' UNION ')}) ORDER BY id`,
      { importId },
    )
    .map(({ id }) => id);
}
