import { basename } from 'node:path';
import { type ImportRefusal, importCounts } from '../../contract/imports.ts';
import { EngineError } from '../base/errors.ts';
import { csvLine, exportedCsv } from '../imports/export-csv.ts';
import { localDay } from '../imports/import-desk.ts';
import type { Session } from '../session.ts';
import {
  countImportRefusals,
  findPatientImport,
  listImportRefusals,
  listPatientImports,
  type PatientImportRow,
} from '../store/tables/patient-imports.ts';
import { countPatientRows } from '../store/tables/patients.ts';
import type { Handlers } from './handlers.ts';
import { writeInPieces } from './messages.ts';

export function importHandlers(session: Session): Handlers<'imports'> {
  const { store, journal, imports, emit, host, clock, campaigns } = session;
  /** Everybody may be another now. */
  const changed = (importId: string) => {
    emit('patients.changed', { patientId: importId });
    emit('threads.changed', { threadIds: [] });
    campaigns.standing.wake();
  };

  function refusals(importId: string, offset: number, limit: number): { rows: ImportRefusal[]; total: number } {
    const waiting = imports.refusals(importId);
    if (waiting !== null) return { rows: waiting.slice(offset, offset + limit), total: waiting.length };
    if (findPatientImport(store.read, importId) === null) throw new EngineError('not-found');
    return {
      rows: listImportRefusals(store.read, importId, limit, offset) as ImportRefusal[],
      total: countImportRefusals(store.read, importId),
    };
  }

  async function save(name: string, texts: Iterator<string>): Promise<string | null> {
    const path = await host.chooseSavePath({ name });
    if (path === null) return null;
    await writeInPieces(path, () => {
      const next = texts.next();
      return { bytes: Buffer.from(next.done === true ? '' : next.value), done: next.done === true };
    });
    return basename(path);
  }

  function* refusalLines(importId: string): Generator<string> {
    yield `\ufeff${csvLine(['Row', 'Reason', 'Column', 'What stands there'])}`;
    for (let offset = 0; ; offset += 200) {
      const { rows } = refusals(importId, offset, 200);
      if (rows.length === 0) return;
      yield rows.map(({ row, reason, field, quoted }) => csvLine([`${row}`, reason, field, quoted])).join('');
    }
  }

  return {
    begin: ({ name, size }) => ({ importId: imports.begin(name, size) }),
    addPiece: async ({ importId, offset, bytes }) => ({ complete: await imports.add(importId, offset, bytes) }),
    look: ({ importId }) => imports.look(importId),
    preview: ({ importId, mapping }) => imports.preview(importId, mapping),
    async apply({ importId }) {
      const counts = await imports.apply(importId);
      changed(importId);
      return counts;
    },
    drop({ importId }) {
      imports.drop(importId);
      return {};
    },
    list: ({ limit }) => listPatientImports(store.read, limit).map(toRow),
    refusals: ({ importId, offset, limit }) => refusals(importId, offset, limit),
    saveRefusals: async ({ importId }) => ({ savedAs: await save('Refused rows.csv', refusalLines(importId)) }),
    async undo({ importId }) {
      const before = countPatientRows(store.read, '');
      await imports.undo(importId);
      changed(importId);
      const removed = before - countPatientRows(store.read, '');
      const row = findPatientImport(store.read, importId);
      return { removed, kept: row === null ? 0 : toRow(row).counts.added - removed };
    },
    async saveAll() {
      const savedAs = await save('Patients.csv', exportedCsv(store.read, localDay(clock.now())));
      const count = countPatientRows(store.read, '');
      if (savedAs !== null) store.write((db) => journal.append(db, 'patients.exported', { count }));
      return { savedAs };
    },
  };
}

function toRow(row: PatientImportRow) {
  const { id, fileName, importedAt, importedBy, countsJson, undoneAt, undoneBy } = row;
  const counts = importCounts.parse(JSON.parse(countsJson));
  return {
    id,
    fileName,
    format: row.format as 'csv' | 'fhir',
    at: importedAt,
    by: importedBy,
    counts,
    undoneAt,
    undoneBy,
  };
}
