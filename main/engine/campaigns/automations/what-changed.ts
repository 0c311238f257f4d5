import type { ReadHandle } from '../../store/sql.ts';
import { findLastJournalEntry, listJournalEntriesAfter } from '../../store/tables/journal-entries.ts';

/** What journal entries mean for planned letters. */
export type Changed = {
  /** Up to where the journal was read. */
  readonly sequence: number;
  /** Whom something happened to may have changed: events and groups are read again. */
  readonly events: boolean;
  /** How anybody's letter would leave may have changed. */
  readonly everybody: boolean;
  /** How their letters would leave may have changed. */
  readonly patientIds: ReadonlySet<string>;
};

const ofOnePatient = /^(patient|consent)\./;
const ofEverybody =
  /^(reader|key|own-key|certificate|certificate-root|own-certificate|address|domain|settings|account)\.|^message\.came-back$/;
const ofRules = /^(patients|template|segment|automation)\.|^vault\.restored$/;
/** These change nothing about what is planned. */
const noChange = new Set(['automation.held', 'automation.released', 'automation.settled', 'automation.begun']);

/** What the entries after `sequence` changed; null: everything, for nothing was read yet. */
export function whatChanged(db: ReadHandle, sequence: number | null): Changed {
  const patientIds = new Set<string>();
  if (sequence === null) {
    return { sequence: findLastJournalEntry(db)?.sequence ?? 0, events: true, everybody: true, patientIds };
  }
  let [after, events, everybody] = [sequence, false, false];
  for (;;) {
    const rows = listJournalEntriesAfter(db, after, 500);
    for (const { kind, bodyJson } of rows) {
      if (noChange.has(kind)) continue;
      if (ofOnePatient.test(kind)) {
        const { patientId }: { patientId?: string } = JSON.parse(bodyJson);
        if (patientId !== undefined) patientIds.add(patientId);
        events = true;
      } else if (ofRules.test(kind)) {
        events = true;
        everybody = true;
      } else if (ofEverybody.test(kind)) everybody = true;
    }
    const last = rows.at(-1);
    if (last === undefined) return { sequence: after, events, everybody, patientIds };
    after = last.sequence;
  }
}
