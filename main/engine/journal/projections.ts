import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { listJournalEntriesAfter } from '../store/tables/journal-entries.ts';
import type { Entry, EntryKind } from './entries.ts';
import { finishImports } from './import-steps.ts';
import { addressProjection } from './projections/addresses.ts';
import { automationProjection } from './projections/automations.ts';
import { campaignProjection } from './projections/campaigns.ts';
import { certificateProjection } from './projections/certificates.ts';
import { consentProjection } from './projections/consent.ts';
import { importProjection } from './projections/imports.ts';
import { keyProjection } from './projections/keys.ts';
import { listedDomainProjection } from './projections/listed-domains.ts';
import { patientProjection } from './projections/patients.ts';
import { segmentProjection } from './projections/segments.ts';
import { settingProjection } from './projections/settings.ts';
import { templateProjection } from './projections/templates.ts';
import { threadProjection } from './projections/threads.ts';

/** What one kind of entry does to its tables. It sees the entry and the tables, nothing else: no clock, no chance. */
export type Projection<Kind extends EntryKind> = (db: WriteHandle, entry: Entry<Kind>) => void;
export type Projections = { readonly [Kind in EntryKind]?: Projection<Kind> };

const projections: Projections = {
  ...settingProjection,
  ...patientProjection,
  ...importProjection,
  ...keyProjection,
  ...certificateProjection,
  ...consentProjection,
  ...threadProjection,
  ...listedDomainProjection,
  ...templateProjection,
  ...segmentProjection,
  ...campaignProjection,
  ...addressProjection,
  ...automationProjection,
};

/** Children before parents, so that foreign keys hold while emptying. */
export const projectedTables = [
  'campaign',
  'automation_hold',
  'automation',
  'thread_choice',
  'thread_party',
  'address_party',
  'consent_row',
  'phrase',
  'patient_address',
  'public_key',
  'certificate',
  'certificate_root',
  'observation',
  'condition',
  'treatment',
  'immunization',
  'visit',
  'patient_tag',
  'patient_field',
  'concept',
  'custom_field',
  'practitioner',
  'patient',
  'import_refusal',
  'patient_import',
  'import_mapping',
  'listed_domain',
  'address_cleared',
  'setting',
  'template_version',
  'template',
  'segment',
] as const;

/** Applies one entry to the tables. Kinds without a projection are evidence only. */
export function project<Kind extends EntryKind>(db: WriteHandle, entry: Entry<Kind>): void {
  const projection = projections[entry.kind] as Projection<Kind> | undefined;
  projection?.(db, entry);
}

/** Kinds that decide about nobody's mail but a run's own, which looks at its campaign itself. */
const ofRuns = /^(campaign|automation)\./;

/** True when anything that people typed changed after the entry `sequence`; mail that was read or sent is only evidence. */
export function changedSince(db: ReadHandle, sequence: number): boolean {
  for (let after = sequence; ; ) {
    const rows = listJournalEntriesAfter(db, after, 500);
    if (rows.some(({ kind }) => Object.hasOwn(projections, kind) && !ofRuns.test(kind))) return true;
    const last = rows.at(-1);
    if (last === undefined) return false;
    after = last.sequence;
  }
}

/** True when anything about patients changed after the entry `sequence`. */
export function changedPatientsSince(db: ReadHandle, sequence: number): boolean {
  for (let after = sequence; ; ) {
    const rows = listJournalEntriesAfter(db, after, 500);
    if (rows.some(({ kind }) => /^patients?\./.test(kind) && Object.hasOwn(projections, kind))) return true;
    const last = rows.at(-1);
    if (last === undefined) return false;
    after = last.sequence;
  }
}

/**
 * Empties every projected table and fills it from the journal alone. The import of the entry `open`, if that is one, is only
 * begun: for a test that cuts it off.
 */
export function rebuildProjections(db: WriteHandle, open?: number): void {
  db.changeAny('DELETE FROM import_work');
  for (const table of projectedTables) db.changeAny(`DELETE FROM ${table}`);
  for (let after = 0; ; ) {
    const rows = listJournalEntriesAfter(db, after, 500);
    for (const row of rows) {
      after = row.sequence;
      project(db, {
        sequence: row.sequence,
        id: row.id,
        at: row.at,
        hybridTime: row.hybridTime,
        actor: row.actor,
        kind: row.kind as EntryKind,
        body: JSON.parse(row.bodyJson),
      });
      if (row.sequence !== open) finishImports(db);
    }
    if (rows.length === 0) return;
  }
}
