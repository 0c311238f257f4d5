import { describe, expect, it } from 'vitest';
import { mayHand } from '../../../main/engine/campaigns/run-pace.ts';
import { learntLetters, readLimit, restMs } from '../../../main/engine/outbox/server-limit.ts';
import type { SendingLimit } from '../../../main/engine/store/tables/sending-limits.ts';

const read = (response: string) =>
  readLimit({ outcome: 'not-sent', retry: true, code: 'mail-deferred', response, facts: {} });

describe('what a mail server says about pace', () => {
  it.each([
    ['421 4.7.28 Our system has detected an unusual rate of unsolicited mail', 'minute'],
    ['450 4.7.1 Error: too much mail from desk@clinic.example', 'minute'],
    ['451 4.7.500 Server busy. Please try again later', 'minute'],
    ['452 4.7.1 Hourly sending limit exceeded', 'hour'],
    ['450 4.7.1 Error: too many recipients from desk@clinic.example', 'minute'],
    ['450 4.7.1 <bob@home.example>: Recipient address rejected: max 100 messages per hour exceeded', 'hour'],
    ['454 Throttling failure: Maximum sending rate exceeded.', 'minute'],
    ['454 Throttling failure: Daily message quota exceeded.', 'day'],
    ['550 5.4.5 Daily user sending limit exceeded', 'day'],
    ['550 5.7.232 Your message can’t be sent because your tenant exceeded its daily limit for sending', 'day'],
  ])('is heard: %s', (response, per) => {
    expect(read(response)).toEqual({ kind: 'slower', per });
  });

  it.each([
    '432 4.3.2 STOREDRV; Concurrent connections limit exceeded',
    '421 4.7.0 Too many concurrent SMTP connections',
  ])('asks for fewer connections: %s', (response) => {
    expect(read(response)).toEqual({ kind: 'fewer-connections' });
  });

  it.each([
    '450 4.2.1 The user you are trying to contact is receiving mail too quickly',
    '452 4.2.2 The mailbox is over quota',
    '450 4.7.1 <bob@home.example>: Recipient address rejected: Policy deferral',
    '450 4.7.1 <bob@home.example>: Recipient address rejected: Mailbox quota exceeded',
    '451 4.7.1 Recipient is not available now, try later',
    '451 4.7.1 Greylisting in action, please come back later',
    '450 4.1.8 Sender address rejected: Domain not found',
    '550 5.7.1 Message rejected due to content',
    '552 5.3.4 Message size exceeds fixed limit',
    '',
  ])('is not what this is about: %s', (response) => {
    expect(read(response)).toBe(null);
  });

  it('is remembered as a little less than was taken, and never as next to nothing', () => {
    expect(learntLetters('minute', 100)).toBe(90);
    expect(learntLetters('minute', 0)).toBe(6);
    expect(learntLetters('day', 2_000)).toBe(1_800);
  });

  it('makes runs rest longer each time', () => {
    expect([1, 2, 3, 20].map((times) => restMs('minute', times) / 60_000)).toEqual([1, 2, 4, 30]);
  });
});

describe('the pace of a run under a limit', () => {
  const now = 1_800_000_000_000;
  const limit: SendingLimit = {
    server: 'mail.clinic.example',
    per: 'minute',
    letters: 12,
    answer: '421 4.7.28',
    learntAt: now - 60_000,
    restUntil: now - 1,
    times: 0,
  };
  const standing = { startAt: null, perHour: null, letGoAt: now, lastHandedAt: null, queued: 0, takenInWindow: 0 };

  it('rests, then goes on with no more than the server took', () => {
    const resting = { ...limit, restUntil: now + 45_000 };
    expect(mayHand({ ...standing, limit: resting }, now)).toEqual({ letters: 0, askAgainMs: 30_000 });
    expect(mayHand({ ...standing, limit }, now).letters).toBe(12);
    expect(mayHand({ ...standing, limit, takenInWindow: 9, queued: 2 }, now).letters).toBe(1);
    expect(mayHand({ ...standing, limit, takenInWindow: 12 }, now)).toEqual({ letters: 0, askAgainMs: 5_000 });
  });
});
