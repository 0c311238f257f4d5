import { overdueMs } from '../outbox/row-steps.ts';

/** Messages of one run that may wait in the outbox at once, untried: so few that pausing takes effect at once. */
export const mostQueued = 20;
/** Of the last letters so many may go wrong before the run halts. */
export const errorWindow = 20;
export const errorLimit = 5;
/** How long a run that stands still is left alone before it is looked at again, in ms. */
const lookAgainMs = 30_000;

type Standing = {
  readonly startAt: number | null;
  readonly perHour: number | null;
  /** When a person let it go (on). */
  readonly letGoAt: number;
  readonly lastHandedAt: number | null;
  readonly queued: number;
};

/** How many letters may be handed over at `now`, and in how many ms to ask again where that is none. */
export function mayHand(
  { startAt, perHour, letGoAt, lastHandedAt, queued }: Standing,
  now: number,
): { readonly letters: number; readonly askAgainMs: number } {
  if (startAt !== null && startAt > now) return { letters: 0, askAgainMs: Math.min(startAt - now, lookAgainMs) };
  const room = Math.max(0, mostQueued - queued);
  if (perHour === null || room === 0) return { letters: room, askAgainMs: lookAgainMs };
  const gap = 3_600_000 / perHour;
  const due = lastHandedAt === null ? now : Math.max(lastHandedAt, letGoAt - gap) + gap;
  if (due > now) return { letters: 0, askAgainMs: Math.min(Math.ceil(due - now), lookAgainMs) };
  return { letters: 1, askAgainMs: lookAgainMs };
}

/** True where the run should have gone on more than ten minutes ago: nobody expects yesterday's letters to leave today. */
export function isLate({ startAt, perHour, letGoAt, lastHandedAt }: Standing, now: number): boolean {
  const gap = perHour === null ? 0 : 3_600_000 / perHour;
  const due = Math.max(letGoAt, startAt ?? 0, lastHandedAt === null ? 0 : lastHandedAt + gap);
  return now - due >= overdueMs;
}
