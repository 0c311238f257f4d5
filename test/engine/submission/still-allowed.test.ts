import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal, type Journal } from '../../../main/engine/journal/journal.ts';
import { recordConsent } from '../../../main/engine/patients/consent.ts';
import { addPatient } from '../../../main/engine/patients/patients.ts';
import type { SubmissionFacts } from '../../../main/engine/policy/facts.ts';
import { isStillAllowed } from '../../../main/engine/submission/still-allowed.ts';
import { openTestStore, type TestStore } from '../../support/open-test-store.ts';

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

function allowed(mode: string, more: Partial<SubmissionFacts> = {}): Promise<boolean> {
  const decided = { mode, content: 'health', purpose: 'treatment', bulk: false, ...more, recipients: [address] };
  return isStillAllowed(test.store.read, { mode, threadId, decisionJson: JSON.stringify(decided) }, now);
}

describe('a message that waits in the outbox', () => {
  it('still leaves in clear while the consent stands', async () => {
    record('given');
    expect(await allowed('open')).toBe(true);
  });

  it('is held back once the consent was withdrawn', async () => {
    record('given');
    record('withdrawn');
    expect(await allowed('open')).toBe(false);
  });

  it('is held back once the consent ran out', async () => {
    record('given', { until: now + 5_000 });
    expect(await allowed('open')).toBe(true);
    now += 10_000;
    expect(await allowed('open')).toBe(false);
  });

  it('that announces something is held back without a consent to that', async () => {
    record('given');
    expect(await allowed('open', { content: 'general', purpose: 'marketing' })).toBe(false);
    expect(await allowed('open', { content: 'general', purpose: 'payment' })).toBe(true);
  });

  it('leaves all the same when it is protected', async () => {
    expect(await allowed('sealed')).toBe(true);
  });
});
