import type { Mode } from '../../../main/contract/fields.ts';

/** Protection modes, strongest first. */
export const strongestFirst = ['openpgp', 'smime', 'sealed', 'tls', 'open'] as const satisfies readonly Mode[];

/** True where `next` protects less than `before`. */
export function isWeaker(before: Mode | null, next: Mode): boolean {
  return before !== null && strongestFirst.indexOf(next) > strongestFirst.indexOf(before);
}
