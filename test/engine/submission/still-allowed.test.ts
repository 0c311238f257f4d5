import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal, type Journal } from '../../../main/engine/journal/journal.ts';
import { recordConsent } from '../../../main/engine/patients/consent.ts';
import { addPatient } from '../../../main/engine/patients/patients.ts';
import type { SubmissionFacts } from '../../../main/engine/policy/facts.ts';
import { judgeTransport } from '../../../main/engine/policy/judge-transport.ts';
import { isStillAllowed } from '../../../main/engine/submission/still-allowed.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';
import { enforced, transport } from '../policy/facts.ts';

const address = 'grace@example.com';
const threadId = 'th_0123456789';
let now = 1_800_000_000_000;
let test: TestStore;
let journal: Journal;
let patientId: string;

beforeEach(() => {
  test = openTestStore();
  const clock = { now: () => now, after: () => () => {} };
  journal = createJournal({ clock, computerId: 'aaaaaaaaaaaa', actor: () => 'Maria' });
  patientId = test.store.write((db) =>
    addPatient(db, journal, {
      name: 'Grace',
      birthDate: null,
      recordNumber: '',
      telephone: '',
      addresses: [address],
      device: 'unknown',
      note: '',
    }),
  );
});
afterEach(() => test.remove());

function record(event: 'given' | 'withdrawn', over: { warned?: boolean; until?: number | null } = {}): void {
  now += 1_000;
  test.store.write((db) =>
    recordConsent(db, journal, {
      patientId,
      purpose: 'unencrypted-email',
      event,
      how: 'at-the-desk',
      wording: '',
      wordingVersion: '1',
      warned: true,
      until: null,
      threadId: null,
      scan: null,
      ...over,
    }),
  );
}

let way = transport();
const evidence = { [address]: judgeTransport(enforced()).evidence };

function obstacle(mode: string, more: Partial<SubmissionFacts> = {}): ReturnType<typeof isStillAllowed> {
  const decided = {
    mode,
    content: 'health',
    purpose: 'treatment',
    bulk: false,
    ...more,
    recipients: [address],
    evidence,
  };
  return isStillAllowed(test.store.read, { mode, threadId, decisionJson: JSON.stringify(decided) }, now, () => way);
}

describe('a message that waits in the outbox', () => {
  it('still leaves in clear while the consent stands', async () => {
    record('given');
    expect(await obstacle('open')).toBeNull();
  });

  it('is held back once the consent was withdrawn', async () => {
    record('given');
    record('withdrawn');
    expect(await obstacle('open')).toEqual({ code: 'consent-changed', retry: false });
  });

  it('is held back once the consent ran out', async () => {
    record('given', { until: now + 5_000 });
    expect(await obstacle('open')).toBeNull();
    now += 10_000;
    expect(await obstacle('open')).toEqual({ code: 'consent-changed', retry: false });
  });

  it('that announces something is held back without a consent to that', async () => {
    record('given');
    const news = await obstacle('open', { content: 'general', purpose: 'marketing' });
    expect(news).toEqual({ code: 'consent-changed', retry: false });
    expect(await obstacle('open', { content: 'general', purpose: 'payment' })).toBeNull();
  });

  it('leaves all the same when it is protected', async () => {
    expect(await obstacle('sealed')).toBeNull();
  });

  it('leaves by TLS while that is proven, waits while nobody can be asked, and is held back once it is not', async () => {
    way = enforced();
    expect(await obstacle('tls')).toBeNull();
    way = transport();
    expect(await obstacle('tls')).toEqual({ code: 'tls-unproven', retry: true });
    const absent = { state: 'absent', checkedAt: now } as const;
    way = transport({ answer: { domain: 'example.net', mtaSts: absent, dane: { state: 'not-asked' } } });
    expect(await obstacle('tls')).toEqual({ code: 'tls-unproven', retry: false });
  });
});
