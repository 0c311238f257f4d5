import type { ColumnTarget, ImportField, ImportMapping } from '../../contract/imports.ts';
import { foldedWords } from './incoming.ts';
import { isKnownObservation, observationByName } from './known-observations.ts';
import { isOpenDate, orderOf } from './read-day.ts';

/** How exports of practice programs name their columns, in small letters without punctuation. */
const names: readonly (readonly [ImportField, string])[] = [
  [
    'record-number',
    'mrn|medical record number|record number|record no|record|patient id|patient number|patient no|chart number|chart no|chart|account number|id|pid|patientid|chart id|numero de expediente|expediente',
  ],
  ['name', 'name|patient name|full name|patient|nombre completo|paciente'],
  ['given-name', 'first name|firstname|given name|first|forename|patient first name|nombre|fname'],
  ['family-name', 'last name|lastname|surname|family name|last|patient last name|apellido|apellidos|lname'],
  ['birth-date', 'birth date|birthdate|date of birth|dob|birthday|patient dob|fecha de nacimiento|born'],
  ['sex', 'sex|gender|sexo|birth sex|legal sex|administrative sex'],
  [
    'mail',
    'email|e mail|email address|mail|mail address|patient email|email 1|email 2|primary email|secondary email|correo|correo electronico|e mail address|home email|work email',
  ],
  [
    'telephone',
    'phone|telephone|phone number|mobile|cell|cell phone|mobile phone|home phone|primary phone|tel|telefono|contact number',
  ],
  ['street', 'street|address|address 1|address line 1|street address|home address|addr|direccion|calle'],
  ['city', 'city|town|ciudad'],
  ['region', 'state|region|province|county|estado'],
  ['postal-code', 'zip|zip code|postal code|postcode|zipcode|postalcode|codigo postal'],
  [
    'doctor',
    'doctor|provider|pcp|primary care provider|physician|primary provider|primary physician|own doctor|primary care physician|rendering provider|medico',
  ],
  ['tags', 'tags|labels|groups|group|categories|category'],
  [
    'last-visit',
    'last visit|last visit date|last seen|last appointment|last appt|last encounter|date of last visit|ultima visita',
  ],
  ['last-visit-reason', 'last visit reason|reason for last visit|last reason|last visit type'],
  [
    'next-visit',
    'next visit|next visit date|next appointment|next appt|appointment|appointment date|appt date|next appointment date|proxima visita|proxima cita',
  ],
  [
    'next-visit-reason',
    'next visit reason|appointment reason|appointment type|appt type|reason for visit|visit reason|next reason|reason|next appointment reason',
  ],
  ['conditions', 'conditions|diagnoses|problems|problem list|diagnosis|condition|problem|diagnosticos|active problems'],
  [
    'treatments',
    'treatments|medications|meds|medication|current medications|treatment|drugs|medicamentos|prescriptions',
  ],
  ['immunizations', 'immunizations|immunisations|vaccines|vaccinations|vacunas'],
  ['result-name', 'test|test name|result name|lab|lab name|observation|analyte|component|lab test'],
  ['result-value', 'result|result value|value|lab value|test result'],
  ['result-unit', 'unit|units|result unit|result units'],
  [
    'result-day',
    'result date|test date|collected|collection date|date collected|lab date|observation date|date of test|result day',
  ],
];

const byName = new Map(names.flatMap(([field, all]) => all.split('|').map((name) => [name, field] as const)));

/** Fields that several columns may mean; of the others the first column is taken. */
const repeatable = new Set<ImportField>([
  'mail',
  'tags',
  'conditions',
  'treatments',
  'immunizations',
  'observation',
  'observation-day',
  'custom',
  'ignore',
  'telephone',
]);

/** The mapping that the columns' names and first values suggest. A column that says nothing to us is left out. */
export function guessMapping(
  columns: readonly { readonly name: string; readonly samples: readonly string[] }[],
): ImportMapping {
  const taken = new Set<ImportField>();
  const targets: ColumnTarget[] = [];
  for (const { name } of columns) {
    const target = targetOf(name, targets.at(-1) ?? null);
    const free = repeatable.has(target.field) || !taken.has(target.field);
    taken.add(target.field);
    targets.push(free ? target : { field: 'ignore', label: '' });
  }
  const dates = targets.flatMap(({ field }, at) => (dayFields.has(field) ? (columns[at]?.samples ?? []) : []));
  return { targets, dateOrder: orderOf(dates) ?? 'month-first' };
}

const dayFields = new Set<ImportField>(['birth-date', 'last-visit', 'next-visit', 'observation-day', 'result-day']);

function targetOf(name: string, before: ColumnTarget | null): ColumnTarget {
  const words = foldedWords(name).join(' ');
  const field = byName.get(words);
  if (field !== undefined) return { field, label: '' };
  const { label } = splitUnit(name);
  if (isKnownObservation(label)) return { field: 'observation', label: name.trim() };
  if (/\b(date|day|on|fecha)\b/.test(words) && before?.field === 'observation') {
    const rest = words.replace(/\b(date|day|on|of|fecha)\b/g, ' ').trim();
    if (rest === '' || observationByName(rest).code === observationByName(splitUnit(before.label).label).code)
      return { field: 'observation-day', label: '' };
  }
  return { field: 'ignore', label: '' };
}

/** "A1C (%)": the words and the unit behind them. */
export function splitUnit(name: string): { readonly label: string; readonly unit: string } {
  const parts = /^(.*\S)\s*[([]([^()[\]]{1,20})[)\]]$/.exec(name.trim());
  return parts === null ? { label: name.trim(), unit: '' } : { label: parts[1] ?? '', unit: parts[2] ?? '' };
}

/** True where some date could be read either way and none says which. */
export function datesAreOpen(mapping: ImportMapping, dates: (column: number) => readonly string[]): boolean {
  const all = mapping.targets.flatMap(({ field }, at) => (dayFields.has(field) ? dates(at) : []));
  return orderOf(all) === null && all.some(isOpenDate);
}
