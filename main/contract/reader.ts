import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { mediumText, shortText, time } from './fields.ts';
import { readerState } from './sealed-form.ts';

/**
 * What stood at the address: the very bytes that were exported, others (or a server that could not prove its name), a way to
 * somewhere else, nothing, or no answer.
 * Only `unreachable` says nothing about the page.
 */
export const readerResult = z.enum(['same', 'different', 'redirected', 'missing', 'unreachable']);
export type ReaderResult = z.infer<typeof readerResult>;

/** The one static file on the practice's website that opens letters sent as links. */
export const readerView = z.strictObject({
  state: readerState,
  /** https only; null until an owner says where the file stands. */
  address: mediumText.nullable(),
  /** The file that was saved last, by its SHA-256 in hex. */
  exported: z.strictObject({ sha256: z.string(), at: time }).nullable(),
  /** True where an export would give another file now: a new version, or another name or telephone of the practice. */
  outdated: z.boolean(),
  /** The last look, and the bytes found there. */
  check: z.strictObject({ result: readerResult, sha256: z.string().nullable(), at: time }).nullable(),
});
export type ReaderView = z.infer<typeof readerView>;

export const reader = {
  get: query(nothing, readerView),
  /** Saves the file where a person says; null when the dialog was left. */
  export: command(nothing, z.strictObject({ savedAs: shortText.nullable(), view: readerView })),
  /** Where the file stands; null: nowhere any more. Refused as `bad-request` unless it is a plain https address. */
  setAddress: command(z.strictObject({ address: mediumText.nullable() }), readerView),
  /** Fetches the page, without anything of a patient, and compares it with what was exported. */
  checkNow: command(nothing, readerView),
};

export const readerEvents = { 'reader.changed': readerView };
