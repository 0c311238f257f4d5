import { createHmac, timingSafeEqual } from 'node:crypto';

const codeBytes = 16;
const form = /\bu-([\w-]{1,64})\.([\w-]{22})(?![\w-])/;

/** What a reply with the token takes back; it is good for nothing else. */
export type OptOutPurpose = 'marketing';

/**
 * The token by which a reply says who does not want such mail any more: the patient's id without its prefix and 128 bits of
 * HMAC-SHA-256 over purpose and id. Nobody can make one for another patient; `key` never leaves the vault.
 */
export function makeOptOutToken(key: string, purpose: OptOutPurpose, patientId: string): string {
  return `u-${patientId.replace(/^pt_/, '')}.${codeOf(key, purpose, patientId).toString('base64url')}`;
}

/** The patient whose token stands in a text, or null for none that is genuine. */
export function readOptOutToken(key: string, purpose: OptOutPurpose, text: string): string | null {
  const [, id, code] = form.exec(text) ?? [];
  if (id === undefined || code === undefined) return null;
  const patientId = `pt_${id}`;
  const given = Buffer.from(code, 'base64url');
  const right = codeOf(key, purpose, patientId);
  return given.length === right.length && timingSafeEqual(given, right) ? patientId : null;
}

function codeOf(key: string, purpose: OptOutPurpose, patientId: string): Buffer {
  return createHmac('sha256', key).update(`opt-out\n${purpose}\n${patientId}`).digest().subarray(0, codeBytes);
}
