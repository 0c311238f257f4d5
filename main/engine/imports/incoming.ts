import type { ImportRefusal, RefusalReason } from '../../contract/imports.ts';
import type { FactKind, Facts } from '../journal/import-change.ts';

/** What a file says about one person. Empty texts and lists: it says nothing. */
export type Incoming = {
  /** Where it stands first. */
  readonly row: number;
  recordNumber: string;
  name: string;
  givenName: string;
  familyName: string;
  birthDate: string | null;
  sex: '' | 'female' | 'male' | 'other';
  telephone: string;
  street: string;
  city: string;
  region: string;
  postalCode: string;
  doctor: string;
  addresses: string[];
  tags: string[];
  fields: Map<string, string>;
  readonly facts: { readonly [Kind in FactKind]: Facts[Kind][] };
  /** The file says which the next visit is: others that were planned are off. */
  knowsNextVisit: boolean;
};

export function emptyIncoming(row: number): Incoming {
  return {
    row,
    recordNumber: '',
    name: '',
    givenName: '',
    familyName: '',
    birthDate: null,
    sex: '',
    telephone: '',
    street: '',
    city: '',
    region: '',
    postalCode: '',
    doctor: '',
    addresses: [],
    tags: [],
    fields: new Map(),
    facts: { observation: [], condition: [], treatment: [], immunization: [], visit: [] },
    knowsNextVisit: false,
  };
}

const texts = [
  'recordNumber',
  'name',
  'givenName',
  'familyName',
  'telephone',
  'street',
  'city',
  'region',
  'postalCode',
  'doctor',
] as const;

/** Adds what a later row of the same person says. */
export function mergeIncoming(into: Incoming, more: Incoming): void {
  for (const name of texts) if (more[name] !== '') into[name] = more[name];
  if (more.birthDate !== null) into.birthDate = more.birthDate;
  if (more.sex !== '') into.sex = more.sex;
  into.addresses = [...new Set([...into.addresses, ...more.addresses])];
  into.tags = [...new Set([...into.tags, ...more.tags])];
  for (const [name, value] of more.fields) into.fields.set(name, value);
  into.facts.observation.push(...more.facts.observation);
  into.facts.condition.push(...more.facts.condition);
  into.facts.treatment.push(...more.facts.treatment);
  into.facts.immunization.push(...more.facts.immunization);
  into.facts.visit.push(...more.facts.visit);
  into.knowsNextVisit ||= more.knowsNextVisit;
}

/** A row that is not taken, and why. */
export function refusal(row: number, reason: RefusalReason, field = '', quoted = ''): ImportRefusal {
  return { row, reason, field: shorten(field), quoted: shorten(quoted) };
}

function shorten(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

export function isRefusal(value: Incoming | ImportRefusal): value is ImportRefusal {
  return 'reason' in value;
}

/** The same for a name however it is written: capitals, accents, order and punctuation aside. */
export function nameKey(name: string): string {
  return foldedWords(name).sort().join(' ');
}

export function foldedWords(text: string): string[] {
  const plain = /^[\x20-\x7e]*$/.test(text);
  const words = plain
    ? text.toLowerCase().split(/[^a-z0-9]+/)
    : text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => word !== '');
}
