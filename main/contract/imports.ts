import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { bytes, day, id, shortText, time } from './fields.ts';

/** What a column of a CSV file can mean. `ignore`: it is left out. */
export const importField = z.enum([
  'ignore',
  'record-number',
  'name',
  'given-name',
  'family-name',
  'birth-date',
  'sex',
  'mail',
  'telephone',
  'street',
  'city',
  'region',
  'postal-code',
  'doctor',
  'tags',
  'last-visit',
  'last-visit-reason',
  'next-visit',
  'next-visit-reason',
  'conditions',
  'treatments',
  'immunizations',
  'observation',
  'observation-day',
  'result-name',
  'result-value',
  'result-unit',
  'result-day',
  'custom',
]);
export type ImportField = z.infer<typeof importField>;

/** `label`: the name of an observation or of a field of the practice's own; else empty. */
export const columnTarget = z.strictObject({ field: importField, label: shortText });
export type ColumnTarget = z.infer<typeof columnTarget>;

/** How 3/4/1971 is read where the file leaves it open. */
export const dateOrder = z.enum(['month-first', 'day-first']);
export type DateOrder = z.infer<typeof dateOrder>;

export const importMapping = z.strictObject({ targets: z.array(columnTarget).max(300), dateOrder });
export type ImportMapping = z.infer<typeof importMapping>;

/** What was found in a file before anything is decided. */
export const importLook = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('csv'),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
    separator: z.enum([',', ';', '\t', '|']),
    /** The first values of each column that are not empty. */
    columns: z.array(z.strictObject({ name: z.string(), samples: z.array(z.string()) })),
    mapping: importMapping,
    /** The mapping is the one of an earlier file with these columns. */
    remembered: z.boolean(),
    /** A date in the file can be read either way. */
    datesAreOpen: z.boolean(),
  }),
  z.strictObject({ format: z.literal('fhir'), shape: z.enum(['bundle', 'lines']) }),
]);
export type ImportLook = z.infer<typeof importLook>;

export const importCounts = z.strictObject({
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  /** Results, conditions, visits and so on that are new. */
  facts: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCounts>;

export const refusalReason = z.enum([
  'columns',
  'quotes',
  'row-too-long',
  'cell-too-long',
  'no-name',
  'birth-date',
  'future-birth-date',
  'day',
  'mail',
  'sex',
  'control-character',
  'number-of-someone-else',
  'other-number',
  'several-fit',
  'cannot-tell-who',
  'twice-in-file',
  'not-json',
  'not-fhir',
  'patient-not-in-file',
  'patient-refused',
]);
export type RefusalReason = z.infer<typeof refusalReason>;

export const importRefusal = z.strictObject({
  /** The row as a spreadsheet counts it, the header being 1; of a FHIR file the resource, from 1. */
  row: z.number().int(),
  reason: refusalReason,
  /** The column or element, where there is one. */
  field: z.string(),
  /** What stands there, or which other row is meant; shortened. */
  quoted: z.string(),
});
export type ImportRefusal = z.infer<typeof importRefusal>;

/** A patient as the preview shows them. `before` is null where the file brings something new. */
export const importExample = z.strictObject({
  name: z.string(),
  recordNumber: z.string(),
  birthDate: day.nullable(),
  changes: z.array(z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string() })),
});
export type ImportExample = z.infer<typeof importExample>;

export const importPreview = z.strictObject({
  counts: importCounts,
  added: z.array(importExample),
  changed: z.array(importExample),
  refused: z.array(importRefusal),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importRow = z.strictObject({
  id,
  fileName: z.string(),
  format: z.enum(['csv', 'fhir']),
  at: time,
  by: z.string(),
  counts: importCounts,
  undoneAt: time.nullable(),
  undoneBy: z.string().nullable(),
});
export type ImportRow = z.infer<typeof importRow>;

const onImport = z.strictObject({ importId: id });
const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(200) };

/** Patients from a file, and into one. */
export const imports = {
  /** Throws `too-large` before a byte crosses. One file at a time: an earlier one that was not finished is forgotten. */
  begin: command(z.strictObject({ name: shortText.min(1), size: z.number().int().min(0) }), onImport),
  /** Throws `import-unreadable` as soon as it is clear that this is no list of patients. */
  addPiece: command(
    z.strictObject({ importId: id, offset: z.number().int().min(0), bytes }),
    z.strictObject({ complete: z.boolean() }),
  ),
  look: query(onImport, importLook),
  /** What the file would do. Changes nothing. `mapping` is null for FHIR. */
  preview: query(z.strictObject({ importId: id, mapping: importMapping.nullable() }), importPreview),
  /** Does what the last preview showed, all of it or nothing; throws `state-changed` where a patient changed since. */
  apply: command(onImport, importCounts),
  /** Forgets a file that was not imported. */
  drop: command(onImport, nothing),
  list: query(z.strictObject({ limit: z.number().int().min(1).max(200) }), z.array(importRow)),
  /** Every refused row, of an import or of the last preview. */
  refusals: query(
    z.strictObject({ importId: id, ...page }),
    z.strictObject({ rows: z.array(importRefusal), total: z.number().int() }),
  ),
  /** The same as a CSV file; the name it got, or null when the dialog was left. */
  saveRefusals: command(onImport, z.strictObject({ savedAs: shortText.nullable() })),
  /** Takes an import back. Patients whom somebody wrote to or changed since stay: `kept` says how many. */
  undo: command(onImport, z.strictObject({ removed: z.number().int(), kept: z.number().int() })),
  /** All patients as a CSV file; the name it got, or null when the dialog was left. */
  saveAll: command(z.strictObject({}), z.strictObject({ savedAs: shortText.nullable() })),
};

export const importEvents = {
  /** An import is being written into the tables: `done` of `total` pieces. */
  'imports.progress': z.strictObject({ importId: id, done: z.number().int(), total: z.number().int() }),
};
