import type { ImportExample } from '../../contract/imports.ts';
import { type FactKind, type Facts, factKinds, type PatientChange, patientColumns } from '../journal/import-change.ts';
import type { KnownPatient } from '../store/tables/known-patients.ts';
import type { Incoming } from './incoming.ts';

/** What a preview shows of one patient at the most. */
const mostLines = 12;

/** A change as a preview shows it: what stood there and what will. */
export function exampleOf(incoming: Incoming, change: PatientChange, known: KnownPatient | null): ImportExample {
  const lines: ImportExample['changes'] = [];
  const say = (field: string, before: string | null, after: string) =>
    lines.push({ field, before: before || null, after });
  for (const column of patientColumns) {
    const step = change.columns?.[column];
    if (step !== undefined && column !== 'import_id') say(column, step[0], step[1] ?? '');
  }
  if (change.addresses !== undefined) say('mail', change.addresses[0].join(', '), change.addresses[1].join(', '));
  if (change.addedTags !== undefined) say('tags', null, change.addedTags.join(', '));
  for (const { name, step } of change.fields ?? []) say(name, step[0], step[1] ?? '');
  for (const kind of factKinds)
    for (const [before, after] of change.facts?.[kind] ?? [])
      if (after !== null) say(kind, before === null ? null : factWords(before), factWords(after));
  return {
    name: known?.name ?? incoming.name,
    recordNumber: known?.record_number || incoming.recordNumber,
    birthDate: known?.birth_date ?? incoming.birthDate,
    changes: lines.slice(0, mostLines),
  };
}

/** A fact in a few words, for the eyes. */
function factWords(fact: Facts[FactKind]): string {
  if ('state' in fact)
    return [fact.day, fact.time, fact.reason, fact.state === 'kept' ? '' : fact.state].filter(Boolean).join(' ');
  if ('number' in fact)
    return `${fact.label} ${fact.number ?? fact.text ?? ''} ${fact.unit} ${fact.day}`.replace(/\s+/g, ' ');
  return fact.label;
}
