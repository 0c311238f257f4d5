import type { Mode } from '../../contract/fields.ts';

const strengths: Readonly<Record<Mode, number>> = { openpgp: 3, sealed: 2, open: 1 };

/** Higher is stronger; only the order means something. */
export function strengthOf(mode: Mode): number {
  return strengths[mode];
}

/** True where `to` protects less than `from`. */
export function isDowngrade(from: Mode, to: Mode): boolean {
  return strengthOf(to) < strengthOf(from);
}
