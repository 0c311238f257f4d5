import { z } from 'zod';
import { rowState } from './campaigns.ts';
import { command, nothing, query } from './conversation.ts';
import { day, id, mode, shortText, time } from './fields.ts';

/**
 * Whether every page could be read. `partly`: some are pictures, or it is too long; `no-text`: all are pictures; `locked`: it
 * asks for a password.
 */
export const documentText = z.enum(['read', 'partly', 'no-text', 'locked', 'unreadable']);
export type DocumentText = z.infer<typeof documentText>;

/**
 * Where a document stands: `matched` by record number and birth date, `look`: a person has to say, `none`: nobody fits,
 * `copy`: the same file is there already, `confirmed` by a person, `left-out`.
 */
export const documentState = z.enum(['matched', 'look', 'none', 'copy', 'confirmed', 'left-out']);
export type DocumentState = z.infer<typeof documentState>;

/** What the match rests on, or what is missing or speaks against it. */
export const matchReason = z.enum([
  'number-and-date',
  /** The record number is a patient's; no birth date stands there. */
  'number-only',
  'no-birth-date-on-file',
  /** The record number is a patient's, the birth date is not theirs. */
  'date-differs',
  /** The record number is one patient's, birth date and name are another's. */
  'number-and-date-differ',
  /** Number and birth date agree, the patient's name there is another. */
  'name-differs',
  /** Birth date and name agree, a record number stands there that is not theirs. */
  'number-differs',
  'date-and-name',
  'date-only',
  'name-only',
  /** It names several patients. */
  'several',
  'nobody',
  'same-file',
  /** These bytes were sent in an earlier batch. */
  'sent-before',
  /** Number and birth date agree, but pages of it could not be read and may be about somebody else. */
  'not-all-read',
  /** It cannot be opened without a password, or not at all: nobody can tell what the patient would get. */
  'locked',
  'unreadable',
]);
export type MatchReason = z.infer<typeof matchReason>;

/** Why a file was not taken in. */
export const documentRefusal = z.strictObject({
  name: z.string(),
  reason: z.enum(['not-pdf', 'link', 'folder', 'empty', 'too-large', 'too-much', 'unreadable']),
});
export type DocumentRefusal = z.infer<typeof documentRefusal>;

const count = z.number().int();

export const documentPatient = z.strictObject({
  id,
  name: z.string(),
  recordNumber: z.string(),
  birthDate: day.nullable(),
});
export type DocumentPatient = z.infer<typeof documentPatient>;

export const documentRow = z.strictObject({
  id,
  fileName: z.string(),
  size: count,
  pages: count.nullable(),
  text: documentText,
  state: documentState,
  reason: matchReason,
  /** Whose it is, by match or by word of a person. */
  patient: documentPatient.nullable(),
  /** Other documents of this batch for the same patient. */
  others: count,
  confirmedBy: z.string(),
});
export type DocumentRow = z.infer<typeof documentRow>;

/** What stands in the document, as far as the program could read it. */
export const documentFacts = z.strictObject({
  /** Record numbers: those said to be one, and those that are a patient's. */
  numbers: z.array(z.string()),
  birthDates: z.array(day),
  names: z.array(z.string()),
});
export type DocumentFacts = z.infer<typeof documentFacts>;

export const documentLook = documentRow.extend({
  /** The beginning of the text. */
  excerpt: z.string(),
  facts: documentFacts,
  /** Whom it could be about, likeliest first. */
  suggestions: z.array(documentPatient),
  /** Whom a person picked, and has not confirmed yet. */
  picked: documentPatient.nullable(),
});
export type DocumentLook = z.infer<typeof documentLook>;

export const batchSummary = z.strictObject({
  id,
  name: z.string(),
  madeAt: time,
  madeBy: z.string(),
  files: count,
});
export type BatchSummary = z.infer<typeof batchSummary>;

export const batchView = batchSummary.extend({
  /** How far reading is; null once everything is sorted. */
  reading: z.strictObject({ done: count, total: count }).nullable(),
  byState: z.record(documentState, count),
  /** Patients who would get a letter. */
  patients: count,
  refused: z.array(documentRefusal),
  /** A campaign that was approved with them: nothing can be changed any more. */
  approved: z.boolean(),
});
export type BatchView = z.infer<typeof batchView>;

/** What became of one file. */
export const receiptRow = z.strictObject({
  fileName: z.string(),
  size: count,
  /** SHA-256 of the file, hexadecimal. */
  sha256: z.string(),
  /** How it was found to be theirs; `look`, `none`, `copy` and `left-out` went to nobody. */
  how: documentState,
  confirmedBy: z.string(),
  /** Null: it went to nobody. */
  patient: documentPatient.nullable(),
  address: z.string(),
  /** Of the letter that it goes with. */
  state: rowState.nullable(),
  mode: mode.nullable(),
  at: time.nullable(),
});
export type ReceiptRow = z.infer<typeof receiptRow>;

const onBatch = z.strictObject({ documentsId: id });
const onDocument = z.strictObject({ documentId: id });
const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(200) };

/** Files for many patients, each for one: sorted by who they are about, sent by a campaign. */
export const documents = {
  /** Batches that no campaign was saved with yet, newest first. */
  list: query(nothing, z.array(batchSummary)),
  /** A person chooses files or a folder in a dialog; null when it was left. They are read and sorted meanwhile. */
  choose: command(z.strictObject({ folder: z.boolean() }), z.strictObject({ documentsId: id.nullable() })),
  get: query(onBatch, batchView),
  rows: query(
    onBatch.extend({ states: z.array(documentState).max(6).nullable(), ...page }),
    z.strictObject({ rows: z.array(documentRow), total: count }),
  ),
  look: query(onDocument, documentLook),
  /** The first of two steps: whose document a person says this is. */
  pick: command(onDocument.extend({ patientId: id }), nothing),
  /** The second step; throws `state-changed` where another patient was picked, or none. */
  confirm: command(onDocument.extend({ patientId: id }), nothing),
  /** `out`: it goes to nobody. Taken back in, it stands as it was sorted. */
  leaveOut: command(onDocument.extend({ out: z.boolean() }), nothing),
  /** Sorts again by what is on file now; what a person picked or confirmed stays. */
  sortAgain: command(onBatch, nothing),
  /** Forgets a batch; throws `state-changed` where a campaign was saved with it. */
  drop: command(onBatch, nothing),
  /** What became of each file of a campaign: who got it, when and how, or that nobody did. */
  receipt: query(
    z.strictObject({
      campaignId: id,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(1_000),
    }),
    z.strictObject({ rows: z.array(receiptRow), total: count }),
  ),
  /** The same as a CSV file; the name it got, or null when the dialog was left. */
  saveReceipt: command(z.strictObject({ campaignId: id }), z.strictObject({ savedAs: shortText.nullable() })),
};

export const documentEvents = { 'documents.changed': onBatch };
