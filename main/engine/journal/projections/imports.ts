import { insertImportWork } from '../../store/tables/import-pieces.ts';
import { insertPatientImport, markImportUndone, putImportMapping } from '../../store/tables/patient-imports.ts';
import type { Projections } from '../projections.ts';

/** The rows themselves follow piece by piece (`import-steps.ts`): 50,000 of them would hold the engine for seconds. */
export const importProjection: Projections = {
  'patients.imported': (db, { body, at, actor, sequence }) => {
    insertPatientImport(db, {
      id: body.importId,
      fileName: body.fileName,
      format: body.format,
      importedAt: at,
      importedBy: actor,
      countsJson: JSON.stringify(body.counts),
    });
    if (body.mapping !== null) {
      const { columns, ...mapping } = body.mapping;
      putImportMapping(db, JSON.stringify(columns), JSON.stringify(mapping));
    }
    insertImportWork(db, body.importId, sequence);
  },
  'patients.import-undone': (db, { body, at, actor, sequence }) => {
    markImportUndone(db, body.importId, at, actor);
    insertImportWork(db, body.importId, sequence);
  },
};
