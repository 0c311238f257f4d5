import {
  type FactKind,
  type Facts,
  factKinds,
  type PatientChange,
  type PatientColumn,
  type Step,
} from '../journal/import-change.ts';
import type { ReadHandle, SqlValue } from '../store/sql.ts';
import { type KnownPatient, listAddressesOf } from '../store/tables/known-patients.ts';
import { listFactRows, listFields, listTags } from '../store/tables/patient-facts.ts';
import { type Incoming, nameKey } from './incoming.ts';

type Columns = { [Column in PatientColumn]?: Step<string | null> };

/** What the file says, by columns of the table. Empty: it says nothing. */
function columnsOf(incoming: Incoming): Readonly<Record<Exclude<PatientColumn, 'import_id'>, string | null>> {
  return {
    name: incoming.name,
    given_name: incoming.givenName,
    family_name: incoming.familyName,
    birth_date: incoming.birthDate,
    sex: incoming.sex,
    record_number: incoming.recordNumber,
    telephone: incoming.telephone,
    street: incoming.street,
    city: incoming.city,
    region: incoming.region,
    postal_code: incoming.postalCode,
    doctor: incoming.doctor,
  };
}

/** The change that makes somebody new. */
export function newPatient(incoming: Incoming, id: string, importId: string): PatientChange {
  const columns: Columns = { import_id: [null, importId] };
  for (const [column, value] of Object.entries(columnsOf(incoming)))
    if (value !== null && value !== '') columns[column as PatientColumn] = ['', value];
  const facts = newFacts(incoming, null, '');
  return {
    id,
    isNew: true,
    columns,
    ...(incoming.addresses.length === 0 ? {} : { addresses: [[], incoming.addresses] }),
    ...(incoming.tags.length === 0 ? {} : { addedTags: incoming.tags }),
    ...(incoming.fields.size === 0
      ? {}
      : { fields: [...incoming.fields].map(([name, value]) => ({ name, step: [null, value] as const })) }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  };
}

/** What the file changes about somebody on file; null where it says nothing new. An empty cell never takes anything away. */
export function changeOf(
  db: ReadHandle,
  incoming: Incoming,
  known: KnownPatient,
  { importId, today }: { readonly importId: string; readonly today: string },
): PatientChange | null {
  const columns: Columns = {};
  for (const [name, value] of Object.entries(columnsOf(incoming))) {
    const column = name as Exclude<PatientColumn, 'import_id'>;
    if (value === null || value === '' || value === known[column]) continue;
    // Capitals and accents are no news: what a person typed stays.
    if (column === 'name' && nameKey(value) === nameKey(known.name)) continue;
    columns[column] = [known[column], value];
  }
  const addresses = addressStep(db, incoming, known);
  const have = new Set(incoming.tags.length === 0 ? [] : listTags(db, known.number).map((tag) => tag.toLowerCase()));
  const addedTags = incoming.tags.filter((tag) => !have.has(tag.toLowerCase()));
  const fields = fieldSteps(db, incoming, known);
  const facts = newFacts(incoming, (kind) => listFactRows(db, kind, known.number), today);
  const nothing =
    Object.keys(columns).length + Object.keys(facts).length + addedTags.length + fields.length === 0 &&
    addresses === null;
  if (nothing) return null;
  return {
    id: known.id,
    columns: { ...columns, import_id: [known.import_id, importId] },
    ...(addresses === null ? {} : { addresses }),
    ...(addedTags.length === 0 ? {} : { addedTags }),
    ...(fields.length === 0 ? {} : { fields }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  };
}

/** What people see in use stays first; an address that only the file has comes behind, so that none takes another's place unseen. */
function addressStep(db: ReadHandle, { addresses }: Incoming, { id }: KnownPatient): Step<readonly string[]> | null {
  if (addresses.length === 0) return null;
  const before = listAddressesOf(db, id);
  if (addresses.every((address) => before.includes(address))) return null;
  return [before, [...new Set([...before, ...addresses])]];
}

function fieldSteps(db: ReadHandle, incoming: Incoming, known: KnownPatient) {
  if (incoming.fields.size === 0) return [];
  const before = new Map(listFields(db, known.number).map(({ name, value }) => [name.toLowerCase(), value]));
  return [...incoming.fields]
    .map(([name, value]) => ({ name, step: [before.get(name.toLowerCase()) ?? null, value] as const }))
    .filter(({ step }) => step[0] !== step[1]);
}

type FactSteps = { [Kind in FactKind]?: Step<Facts[Kind] | null>[] };

/** What says which fact it is: concept, day and time. */
function factKey(fact: Facts[FactKind]): string {
  const code = 'code' in fact ? fact.code : '';
  const day = 'day' in fact ? fact.day : '';
  return `${code} ${day} ${'time' in fact ? fact.time : ''}`;
}

function newFacts(
  incoming: Incoming,
  before: ((kind: FactKind) => Record<string, SqlValue>[]) | null,
  today: string,
): FactSteps {
  const all: FactSteps = {};
  for (const kind of factKinds) {
    const steps = stepsOf(kind, incoming, before?.(kind) ?? [], today, before !== null);
    if (steps.length > 0) Object.assign(all, { [kind]: steps });
  }
  return all;
}

function stepsOf(
  kind: FactKind,
  incoming: Incoming,
  rows: readonly Record<string, SqlValue>[],
  today: string,
  known: boolean,
): Step<Facts[FactKind] | null>[] {
  const said = incoming.facts[kind];
  const tells = said.length > 0 || (kind === 'visit' && incoming.knowsNextVisit);
  if (!tells) return [];
  const before = new Map(rows.map((row) => factOf(kind, row)).map((fact) => [factKey(fact), fact]));
  // The last one of a file wins where two are about the same moment.
  const after = new Map<string, Facts[FactKind]>(said.map((fact) => [factKey(fact), fact]));
  const steps: Step<Facts[FactKind] | null>[] = [];
  for (const [key, fact] of after) {
    const old = before.get(key) ?? null;
    if (old === null || !sameFact(old, fact)) steps.push([old, old === null ? fact : keepWhatIsKnown(old, fact)]);
  }
  if (kind !== 'visit' || !known || !incoming.knowsNextVisit) return steps;
  for (const [key, fact] of before) {
    // The file names another next visit, or none: this one was moved or called off.
    if (!after.has(key) && 'state' in fact && fact.state === 'kept' && fact.day > today)
      steps.push([fact, { ...fact, state: 'cancelled' }]);
  }
  return steps;
}

function sameFact(old: Facts[FactKind], fact: Facts[FactKind]): boolean {
  const other = keepWhatIsKnown(old, fact) as Readonly<Record<string, unknown>>;
  return Object.entries(old).every(([name, value]) => name === 'label' || other[name] === value);
}

/** A date, dose or unit that the file leaves out stays as it was. */
function keepWhatIsKnown(old: Facts[FactKind], fact: Facts[FactKind]): Facts[FactKind] {
  if ('number' in fact) return 'unit' in old && fact.unit === '' ? { ...fact, unit: old.unit } : fact;
  const kept = Object.entries(fact).map(([name, value]) => [
    name,
    value === null || value === '' ? (old as Readonly<Record<string, unknown>>)[name] : value,
  ]);
  return Object.fromEntries(kept);
}

function factOf(kind: FactKind, row: Record<string, SqlValue>): Facts[FactKind] {
  const { value_number, value_text, ...rest } = row;
  const plain = kind === 'observation' ? { ...rest, number: value_number, text: value_text } : rest;
  return plain as unknown as Facts[FactKind];
}
