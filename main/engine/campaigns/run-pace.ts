import { overdueMs } from '../outbox/row-steps.ts';
import { type LimitWindow, windowMs } from '../outbox/server-limit.ts';
import type { SendingLimit } from '../store/tables/sending-limits.ts';

/** Messages of one run that may wait in the outbox at once, untried: so few that pausing takes effect at once. */
export const mostQueued = 20;
/** Of the last letters so many may go wrong before the run halts. */
export const errorWindow = 20;
export const errorLimit = 5;
/** How long a run that stands still is left alone before it is looked at again, in ms. */
const lookAgainMs = 30_000;

/** Providers change their limits: what one said longer ago than this is found out anew, in ms. */
const limitLastsMs: Readonly<Record<LimitWindow, number>> = {
  minute: 24 * 3_600_000,
  hour: 7 * 24 * 3_600_000,
  day: 30 * 24 * 3_600_000,
};
/** How soon room under a limit is looked for again, in ms. */
const limitAgainMs: Readonly<Record<LimitWindow, number>> = { minute: 5_000, hour: 60_000, day: 600_000 };

type Standing = {
  readonly startAt: number | null;
  readonly perHour: number | null;
  /** When a person let it go (on). */
  readonly letGoAt: number;
  readonly lastHandedAt: number | null;
  readonly queued: number;
  /** What the mail server last said about pace, and how many it took in that time. */
  readonly limit: SendingLimit | null;
  readonly takenInWindow: number;
};

/** The limit of `limit` as it holds at `now`, or null where it is too long ago. */
export function limitNow(limit: SendingLimit | null, now: number): SendingLimit | null {
  if (limit === null) return null;
  return limit.restUntil > now || now - limit.learntAt < limitLastsMs[limit.per] ? limit : null;
}

/** Since when a server's messages count for its limit (ms). */
export const limitSince = (limit: SendingLimit, now: number): number => now - windowMs[limit.per];

/** How many letters may be handed over at `now`, and in how many ms to ask again where that is none. */
export function mayHand(
  { startAt, perHour, letGoAt, lastHandedAt, queued, limit, takenInWindow }: Standing,
  now: number,
): { readonly letters: number; readonly askAgainMs: number } {
  if (startAt !== null && startAt > now) return { letters: 0, askAgainMs: Math.min(startAt - now, lookAgainMs) };
  if (limit !== null && limit.restUntil > now) {
    return { letters: 0, askAgainMs: Math.min(limit.restUntil - now, lookAgainMs) };
  }
  const underLimit = limit === null ? mostQueued : Math.max(0, limit.letters - takenInWindow - queued);
  if (limit !== null && underLimit === 0) return { letters: 0, askAgainMs: limitAgainMs[limit.per] };
  const room = Math.min(underLimit, Math.max(0, mostQueued - queued));
  if (perHour === null || room === 0) return { letters: room, askAgainMs: lookAgainMs };
  const gap = 3_600_000 / perHour;
  const due = lastHandedAt === null ? now : Math.max(lastHandedAt, letGoAt - gap) + gap;
  if (due > now) return { letters: 0, askAgainMs: Math.min(Math.ceil(due - now), lookAgainMs) };
  return { letters: 1, askAgainMs: lookAgainMs };
}

/** True where the run should have gone on more than ten minutes ago: nobody expects yesterday's letters to leave today. */
export function isLate({ startAt, perHour, letGoAt, lastHandedAt, limit }: Standing, now: number): boolean {
  const gap = perHour === null ? 0 : 3_600_000 / perHour;
  // Under a limit nothing may be due until its time is over: the server kept it from going on, not somebody's absence.
  const kept = limit === null ? 0 : Math.max(limit.restUntil, (lastHandedAt ?? 0) + windowMs[limit.per]);
  const due = Math.max(letGoAt, startAt ?? 0, lastHandedAt === null ? 0 : lastHandedAt + gap, kept);
  return now - due >= overdueMs;
}
