import type { JournalAbout, JournalRow } from '../../contract/journal.ts';
import type { EntryKind } from '../journal/entries.ts';
import { verifyJournal } from '../journal/verify.ts';
import type { Session } from '../session.ts';
import type { ReadHandle } from '../store/sql.ts';
import {
  countJournalEntries,
  type JournalEntryRow,
  listJournalEntriesBefore,
} from '../store/tables/journal-entries.ts';
import { findPatientImport } from '../store/tables/patient-imports.ts';
import { findPatientRow } from '../store/tables/patients.ts';
import type { Handlers } from './handlers.ts';

/** What a line shows. Phrases, keys and scans stay in the entry and are never listed. */
const shown = new Set([
  'practiceName',
  'how',
  'file',
  'at',
  'address',
  'name',
  'recordNumber',
  'device',
  'fingerprint',
  'source',
  'use',
  'purpose',
  'event',
  'warned',
  'until',
  'threadId',
  'party',
  'mode',
  'downgradeFrom',
  'downgradeReason',
  'messageId',
  'from',
  'to',
  'contentKind',
  'server',
  'tls',
  'checked',
  'code',
  'decision',
  'kind',
  'diagnostic',
  'theme',
  'idleMinutes',
  'language',
  'ownerName',
  'domain',
  'note',
  'requireTls',
  'evidence',
  'result',
  'reason',
  'letters',
  'left',
  'send',
  'importId',
  'fileName',
  'added',
  'changed',
  'refused',
  'count',
  'files',
]);

/** What stands before the dot in the kinds of entries. */
type Topic<Kind> = Kind extends `${infer Before}.${string}` ? Before : never;

/** Where entries are found; every kind somewhere. */
const aboutOf: Readonly<Record<Topic<EntryKind>, JournalAbout>> = {
  message: 'mail',
  outbox: 'mail',
  thread: 'mail',
  address: 'mail',
  campaign: 'mail',
  automation: 'mail',
  template: 'mail',
  documents: 'mail',
  patient: 'patients',
  patients: 'patients',
  consent: 'patients',
  segment: 'patients',
  key: 'keys',
  'own-key': 'keys',
  certificate: 'keys',
  'certificate-root': 'keys',
  'own-certificate': 'keys',
  domain: 'keys',
  vault: 'practice',
  settings: 'practice',
  account: 'practice',
  reader: 'practice',
};

/** The topics of this filter. */
export function topicsAbout(about: JournalAbout): string[] {
  return Object.entries(aboutOf).flatMap(([topic, place]) => (place === about ? [topic] : []));
}

export function journalHandlers({ store }: Session): Handlers<'journal'> {
  return {
    list({ before, limit, about }) {
      const only = about === undefined ? null : topicsAbout(about);
      const rows = listJournalEntriesBefore(store.read, before ?? Number.MAX_SAFE_INTEGER, limit, only);
      return { rows: rows.map((row) => toRow(store.read, row)), total: countJournalEntries(store.read, only) };
    },
    verify: () => verifyJournal(store.read),
  };
}

/** What the window is told of an entry's body: its plain facts and the resolver's host, of those that may be shown. */
export function shownFacts(body: Readonly<Record<string, unknown>>): JournalRow['facts'] {
  const facts: JournalRow['facts'] = {};
  for (const [name, value] of Object.entries(body)) {
    const plain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
    if (shown.has(name) && plain) facts[name] = value as string | number | boolean | null;
  }
  const { counts } = body;
  if (counts !== null && typeof counts === 'object')
    for (const [name, count] of Object.entries(counts)) if (typeof count === 'number') facts[name] = count;
  const { resolver } = body;
  if (resolver === null) facts.resolver = null;
  else if (typeof resolver === 'object' && 'host' in resolver) facts.resolver = String(resolver.host);
  return facts;
}

function toRow(db: ReadHandle, row: JournalEntryRow): JournalRow {
  const body: Record<string, unknown> = JSON.parse(row.bodyJson);
  const facts = shownFacts(body);
  if (typeof body.patientId === 'string') facts.patient = findPatientRow(db, body.patientId)?.name ?? '';
  if (row.kind === 'patients.imported' && typeof body.importId === 'string')
    facts.undone = findPatientImport(db, body.importId)?.undoneAt !== null;
  return { sequence: row.sequence, at: row.at, by: row.actor, kind: row.kind, facts };
}
