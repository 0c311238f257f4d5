import type { ReadHandle, WriteHandle } from '../sql.ts';

export function insertImportPiece(db: WriteHandle, importId: string, position: number, bytes: Uint8Array): void {
  db.change('INSERT INTO import_piece (import_id, position, bytes) VALUES ($importId, $position, $bytes)', {
    importId,
    position,
    bytes,
  });
}

export function findImportPiece(db: ReadHandle, importId: string, position: number): Uint8Array | null {
  return (
    db.find<{ bytes: Uint8Array }>(
      'SELECT bytes FROM import_piece WHERE import_id = $importId AND position = $position',
      { importId, position },
    )?.bytes ?? null
  );
}

/** An import that the journal has and the tables have not yet, or not all of it. */
export type ImportWork = { readonly importId: string; readonly sequence: number; readonly nextPosition: number };

export function insertImportWork(db: WriteHandle, importId: string, sequence: number): void {
  db.change('INSERT INTO import_work (import_id, sequence, next_position) VALUES ($importId, $sequence, 0)', {
    importId,
    sequence,
  });
}

export function findImportWork(db: ReadHandle): ImportWork | null {
  return db.find('SELECT import_id AS importId, sequence, next_position AS nextPosition FROM import_work LIMIT 1');
}

export function moveImportWork(db: WriteHandle, importId: string, nextPosition: number): void {
  db.change('UPDATE import_work SET next_position = $nextPosition WHERE import_id = $importId', {
    importId,
    nextPosition,
  });
}

export function deleteImportWork(db: WriteHandle, importId: string): void {
  db.change('DELETE FROM import_work WHERE import_id = $importId', { importId });
}
