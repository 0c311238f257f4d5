import { createHash, randomBytes } from 'node:crypto';

/** A random row id, `prefix_` and 128 bits in base64url. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`;
}

/**
 * The same, rising with time (ms since 1970): rows that come in together then stand together in every index, and a
 * transaction writes few pages.
 */
export function newRisingId(prefix: string, now: number): string {
  return `${prefix}_${now.toString(36).padStart(9, '0')}${randomBytes(12).toString('base64url')}`;
}

/** The same id for the same text on every computer: threads keep theirs when the mail cache is fetched anew. */
export function derivedId(prefix: string, text: string): string {
  return `${prefix}_${createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')}`;
}
