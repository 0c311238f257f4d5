import type { MergeField } from '../../contract/templates.ts';
import { EngineError } from '../base/errors.ts';
import { localDay } from '../patients/segments/days.ts';
import type { ReadHandle } from '../store/sql.ts';
import {
  findMergeRow,
  findMergeVisit,
  listFieldValues,
  listLasting,
  listMergeNames,
  listNewestObservations,
} from '../store/tables/merge-facts.ts';
import { fieldSlug, listMergeFields } from './merge-fields.ts';
import type { MergeFacts, PracticeFacts } from './render-template.ts';

/** What letters say of the practice, at `now` (ms since 1970). */
export function practiceFacts(
  settings: {
    readonly practice: { readonly name: string; readonly postalAddress: string; readonly telephone: string };
    readonly language: 'en' | 'es';
  },
  now: number,
): PracticeFacts {
  return { ...settings.practice, language: settings.language, today: localDay(now) };
}

/** Everything a template can say of this patient. Throws `not-found`. */
export function patientFacts(db: ReadHandle, patientId: string, today: string): MergeFacts {
  const row = findMergeRow(db, patientId);
  if (row === null) throw new EngineError('not-found');
  const last = findMergeVisit(db, row.number, today, 'last');
  const next = findMergeVisit(db, row.number, today, 'next');
  const facts: Record<string, string | number | null> = {
    ...namesOf(row),
    birth_date: row.birthDate,
    age: row.birthDate === null ? null : ageOn(today, row.birthDate),
    record_number: row.recordNumber,
    telephone: row.telephone,
    address: row.address,
    doctor: row.doctor,
    last_visit: last === null ? null : moment(last),
    last_visit_reason: last?.reason ?? null,
    next_visit: next === null ? null : moment(next),
    next_visit_reason: next?.reason ?? null,
    conditions: listLasting(db, 'condition', row.number, today).join(', '),
    treatments: listLasting(db, 'treatment', row.number, today).join(', '),
  };
  for (const each of listNewestObservations(db, row.number, today)) {
    facts[`result_${fieldSlug(each.label)}`] = each.value;
    facts[`result_date_${fieldSlug(each.label)}`] = moment(each);
  }
  for (const { label, value } of listFieldValues(db, row.number)) facts[`custom_${fieldSlug(label)}`] = value;
  return facts;
}

/** The menu of merge tags of this practice. */
export function practiceMergeFields(db: ReadHandle): MergeField[] {
  const own = listMergeNames(db).flatMap(({ kind, label }) => {
    const slug = fieldSlug(label);
    if (slug === '') return [];
    const names = kind === 'result' ? [`result_${slug}`, `result_date_${slug}`] : [`custom_${slug}`];
    return names.map((name) => ({ name, label }));
  });
  return listMergeFields([...new Map(own.map((field) => [field.name, field])).values()]);
}

/** Nobody: what an example shows before a patient is chosen. */
export function exampleFacts(fields: readonly string[], today: string): MergeFacts {
  const facts: Record<string, string | number | null> = {
    first_name: 'Ana',
    last_name: 'Ruiz',
    full_name: 'Ana Ruiz',
    birth_date: '1971-03-14',
    age: ageOn(today, '1971-03-14'),
    record_number: '20418',
    telephone: '555 0142',
    address: 'ana@example.com',
    doctor: 'Dr. Jones',
    last_visit: '2026-02-03T09:15',
    last_visit_reason: 'annual physical',
    next_visit: '2026-12-03T14:30',
    next_visit_reason: 'follow-up',
    conditions: 'Hypertension',
    treatments: 'Lisinopril 10 mg',
  };
  for (const name of fields) {
    if (name.startsWith('result_date_')) facts[name] = '2026-02-03T09:15';
    else if (name.startsWith('result_')) facts[name] = '6.8 %';
    else if (name.startsWith('custom_')) facts[name] = 'example';
  }
  return facts;
}

/** Where only the whole name is known, its first word is the first name and the rest the last. */
function namesOf(row: { readonly name: string; readonly givenName: string; readonly familyName: string }) {
  const comma = /^\s*([^,]+),\s*(.+)$/.exec(row.name);
  const whole = comma === null ? row.name.trim() : `${comma[2]} ${comma[1]}`;
  const [first = '', ...rest] = whole.split(/\s+/);
  return {
    first_name: row.givenName || first,
    last_name: row.familyName || (comma?.[1] ?? rest.join(' ')),
    full_name: whole,
  };
}

function moment({ day, time }: { readonly day: string; readonly time: string }): string {
  return time === '' ? day : `${day}T${time}`;
}

function ageOn(today: string, born: string): number {
  return Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
}
