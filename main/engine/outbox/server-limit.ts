import type { SendingLimit } from '../store/tables/sending-limits.ts';
import type { SendResult } from '../wire/smtp-send.ts';

/** How a server counts: so many messages in this time. */
export type LimitWindow = SendingLimit['per'];

/** What a server's answer says about how fast it may be fed: slower, or by fewer connections. */
export type LimitSaid = { readonly kind: 'slower'; readonly per: LimitWindow } | { readonly kind: 'fewer-connections' };

const minute = 60_000;
export const windowMs: Readonly<Record<LimitWindow, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

/** The first wait after an answer, doubled with each that follows, and the longest, in ms. */
const waits: Readonly<Record<LimitWindow, readonly [first: number, longest: number]>> = {
  minute: [minute, 30 * minute],
  hour: [10 * minute, 60 * minute],
  day: [4 * 60 * minute, 12 * 60 * minute],
};
/** However little a server had taken when it complained: less than this a minute, an hour, a day is nobody's limit. */
const leastLetters: Readonly<Record<LimitWindow, number>> = { minute: 6, hour: 60, day: 100 };

const tooMany =
  /rate.?limit|too (?:many|fast|much|quickly)|limit (?:\w+ )?(?:exceeded|reached)|exceed|quota|throttl|unusual rate|slow down|sending limit|maximum .{0,20}rate/i;
/** Codes that are about policy and load where they come before a message was looked at (RFC 3463, X.7.x, X.3.2, X.4.5). */
const busyCode = /^4(?:21|50|51|52|54)[ -]4\.(?:7\.\d{1,3}|3\.2|4\.5)\b/;
const dailyWords = /\bdaily\b|\bper day\b|\b24.?hours?\b|\bday\b|5\.4\.5\b|5\.7\.232\b/i;
const hourlyWords = /\bhour(?:ly)?\b/i;
const aboutConnections = /(?:too many|concurrent|simultaneous|maximum).{0,30}(?:connection|session)/i;
/** That mailbox gets too much, or holds too much: the others are not concerned (RFC 3463, X.2.x). */
const aboutRecipient = /^\d{3}[ -][45]\.2\.\d/;
/** About one recipient, or one sender and recipient together: what a filter or a policy says of one letter. */
const aboutOne = /<[^\s<>@]+@[^\s<>]+>: |\brecipient|\bgr[ea]y.?list/i;
/** Of how much is sent, even where a policy puts it in its answer about a recipient. */
const aboutSending = /rate.?limit|too (?:many|much|fast|quickly)|throttl|sending|hourly|daily|per (?:minute|hour|day)/i;

/** Reads a refusal for what it says about pace; null where it is about something else. */
export function readLimit(result: Extract<SendResult, { outcome: 'not-sent' }>): LimitSaid | null {
  const { code, facts, response } = result;
  const { reason } = facts;
  if (code === 'server-refused' && reason === 'busy') return { kind: 'fewer-connections' };
  if (aboutConnections.test(response)) return { kind: 'fewer-connections' };
  if (aboutRecipient.test(response)) return null;
  if (aboutOne.test(response) && !aboutSending.test(response)) return null;
  const isTemporary = response.startsWith('4');
  const isLimit = tooMany.test(response) || (isTemporary && busyCode.test(response));
  // A final refusal is about pace only where it speaks of the sender's day: Gmail's 550 5.4.5, Microsoft's 550 5.7.232.
  if (!isLimit || (!isTemporary && !(dailyWords.test(response) && /limit|quota|exceed/i.test(response)))) return null;
  const per = dailyWords.test(response) ? 'day' : hourlyWords.test(response) ? 'hour' : 'minute';
  return { kind: 'slower', per };
}

/** How long runs rest after the `times`th such answer in a row (1 for the first), in ms. */
export function restMs(per: LimitWindow, times: number): number {
  const [first, longest] = waits[per];
  return Math.min(longest, first * 2 ** Math.min(times - 1, 10));
}

/** What is remembered of a server that took `taken` messages in the time before it complained. */
export function learntLetters(per: LimitWindow, taken: number): number {
  return Math.max(leastLetters[per], Math.floor(taken * 0.9));
}
