import type { Mode } from '../../contract/fields.ts';

const strengths: Readonly<Record<Mode, number>> = { openpgp: 5, smime: 4, sealed: 3, tls: 2, open: 1 };

/** Higher is stronger; only the order means something. */
export function strengthOf(mode: Mode): number {
  return strengths[mode];
}

/** True where the text itself is in the message, for every server on the way to read. */
export function leavesReadable(mode: Mode): boolean {
  return mode === 'open' || mode === 'tls';
}

/** True where `to` protects less than `from`. */
export function isDowngrade(from: Mode, to: Mode): boolean {
  return strengthOf(to) < strengthOf(from);
}
