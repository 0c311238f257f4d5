import { gunzipSync, gzipSync } from 'node:zlib';
import type { ImportRefusal } from '../../contract/imports.ts';

/** What an import does to one patient, exactly, with what stood there before: so it can be done, undone and rebuilt. */
export type PatientChange = {
  readonly id: string;
  readonly isNew?: true;
  /** The rest of somebody new with many facts: what becomes of the first part becomes of this one. */
  readonly continues?: true;
  readonly columns?: { readonly [Column in PatientColumn]?: Step<string | null> };
  readonly addresses?: Step<readonly string[]>;
  readonly addedTags?: readonly string[];
  readonly fields?: readonly { readonly name: string; readonly step: Step<string | null> }[];
  readonly facts?: { readonly [Kind in FactKind]?: readonly Step<Facts[Kind] | null>[] };
};

/** Before, after. */
export type Step<Value> = readonly [Value, Value];

export const patientColumns = [
  'name',
  'given_name',
  'family_name',
  'birth_date',
  'sex',
  'record_number',
  'telephone',
  'street',
  'city',
  'region',
  'postal_code',
  'doctor',
  'import_id',
] as const;
export type PatientColumn = (typeof patientColumns)[number];

/** What the file calls a thing: a code where it has one, and the words. */
export type Concept = { readonly code: string; readonly label: string };
export type Facts = {
  readonly observation: Concept & {
    readonly day: string;
    readonly time: string;
    readonly number: number | null;
    readonly text: string | null;
    readonly unit: string;
  };
  readonly condition: Concept & { readonly since: string | null; readonly until: string | null };
  readonly treatment: Concept & { readonly since: string | null; readonly until: string | null; readonly dose: string };
  readonly immunization: Concept & { readonly day: string };
  readonly visit: {
    readonly day: string;
    readonly time: string;
    readonly state: 'kept' | 'cancelled' | 'missed';
    readonly reason: string;
    readonly doctor: string;
  };
};
export type FactKind = keyof Facts;
export const factKinds = ['observation', 'condition', 'treatment', 'immunization', 'visit'] as const;

export type Practitioner = { readonly name: string; readonly address: string };

/** One compressed stretch of an import. */
export type ImportPiece = {
  readonly practitioners: readonly Practitioner[];
  readonly changes: readonly PatientChange[];
  readonly refusals: readonly ImportRefusal[];
};

export function packPiece(piece: ImportPiece): Uint8Array {
  return gzipSync(JSON.stringify(piece), { level: 6 });
}

/** Pieces are small, and only ever made here; the bound is for a database that somebody else wrote. */
const largestPiece = 16 * 1024 * 1024;

export function unpackPiece(bytes: Uint8Array): ImportPiece {
  return JSON.parse(gunzipSync(bytes, { maxOutputLength: largestPiece }).toString('utf8'));
}
