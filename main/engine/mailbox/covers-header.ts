import type { ProtectedHeaders } from '../mime/protected-headers.ts';
import { sameAddresses } from '../mime/protected-headers.ts';
import type { ParsedMessage } from '../mime/types.ts';

/** Mail is on its way for five days at most (RFC 5321, 4.5.4.1). */
const longestWayMs = 5 * 24 * 3_600_000;
/** The sender's clock may be ahead of ours by so much. */
const clockToleranceMs = 24 * 3_600_000;

/**
 * True where a signature vouches for all that is shown around the text: the sender put a header inside (RFC 9788) with the
 * subject, the people outside are the same, we are among those it was written to, and it was written not long before it came.
 * Else the text alone is signed: it may be an old message, or one to somebody else, in a new envelope.
 */
export function coversHeader(facts: {
  readonly outer: ParsedMessage;
  readonly inside: ProtectedHeaders | null;
  /** Milliseconds, as the signature says. */
  readonly signedAt: number | null;
  readonly arrivedAt: number;
  readonly isOurAddress: (address: string) => boolean;
}): boolean {
  const { outer, inside, arrivedAt, isOurAddress } = facts;
  if (inside === null || inside.subject === null) return false;
  const fields = ['from', 'replyTo', 'to', 'cc'] as const;
  if (!fields.every((field) => sameAddresses(inside[field], outer[field]))) return false;
  if (![...inside.to, ...inside.cc].some(({ address }) => isOurAddress(address))) return false;
  // Where a signature tells its time, that counts beside the date inside: whether the certificate was good is judged by it.
  const times = [inside.date, facts.signedAt].filter((time) => time !== null);
  return times.length > 0 && times.every((time) => isRecent(time, arrivedAt));
}

function isRecent(time: number, arrivedAt: number): boolean {
  return time - arrivedAt <= clockToleranceMs && arrivedAt - time <= longestWayMs;
}
