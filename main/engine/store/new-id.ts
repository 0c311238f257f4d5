import { createHash, randomBytes } from 'node:crypto';

/** A random row id, `prefix_` and 128 bits in base64url. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`;
}

/** The same id for the same text on every computer: threads keep theirs when the mail cache is fetched anew. */
export function derivedId(prefix: string, text: string): string {
  return `${prefix}_${createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')}`;
}
