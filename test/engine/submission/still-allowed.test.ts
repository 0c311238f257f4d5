import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal, type Journal } from '../../../main/engine/journal/journal.ts';
import { addCertificate } from '../../../main/engine/patients/certificates.ts';
import { recordConsent } from '../../../main/engine/patients/consent.ts';
import { keepKey, removeKey } from '../../../main/engine/patients/keys.ts';
import {
  addOwnCertificates,
  findOwnIdentities,
  removeOwnCertificate,
} from '../../../main/engine/patients/own-certificates.ts';
import { addPatient } from '../../../main/engine/patients/patients.ts';
import { givePhrase, makePhrase } from '../../../main/engine/patients/phrases.ts';
import { judgeTransport } from '../../../main/engine/policy/judge-transport.ts';
import { createPracticeKey } from '../../../main/engine/protection/practice-key.ts';
import { readPublicKey } from '../../../main/engine/protection/public-key.ts';
import { mergePublicKeys } from '../../../main/engine/protection/public-keys.ts';
import { certificateFingerprint, readCertificate } from '../../../main/engine/protection/smime-certificate.ts';
import type { OutboxDecision } from '../../../main/engine/store/tables/outbox.ts';
import { findGivenPhrase } from '../../../main/engine/store/tables/phrases.ts';
import { putRevocation } from '../../../main/engine/store/tables/revocations.ts';
import { isStillAllowed } from '../../../main/engine/submission/still-allowed.ts';
import { createMailAuthority } from '../../support/mail-authority.ts';
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

/** A certificate of the practice; its fingerprint. */
function addOwn(valid: { readonly from: Date; readonly until: Date }): string {
  const identity = createMailAuthority().issue({ address: 'desk@clinic.example', ...valid });
  test.store.write((db) => addOwnCertificates(db, journal, [identity], now));
  return certificateFingerprint(identity.certificate);
}

function revoke(fingerprint: string): void {
  test.store.write((db) =>
    putRevocation(db, { fingerprint, state: 'revoked', checkedAt: now, goodUntil: now + 1_000 }),
  );
}

let way = transport();
const evidence = { [address]: judgeTransport(enforced()).evidence };

/** A new phrase for the patient, as a letter would be sealed with it. */
function sealWithNewPhrase(): { readonly patientId: string; readonly phraseId: string } {
  now += 1_000;
  test.store.write((db) => {
    makePhrase(db, journal, patientId, 'en');
    givePhrase(db, journal, { patientId, how: 'at-the-desk', device: 'unknown' });
  });
  return { patientId, phraseId: findGivenPhrase(test.store.read, patientId)?.id ?? '' };
}

function obstacle(mode: string, more: Partial<OutboxDecision> = {}): ReturnType<typeof isStillAllowed> {
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

  it('leaves encrypted while the key is good, and is held back once it ran out or was removed', async () => {
    const key = await createPracticeKey({ name: 'Grace', address, now });
    const facts = await readPublicKey(key.publicKey, now);
    await keepKey({ store: test.store, journal, merge: mergePublicKeys }, { address, facts, source: 'file', now });
    const decided = { encryptedTo: { [address]: facts.fingerprint } };
    expect(await obstacle('openpgp', decided)).toBeNull();
    const bad = { code: 'key-no-longer-good', retry: false };
    expect(await obstacle('openpgp', { encryptedTo: { [address]: 'another' } })).toEqual(bad);
    const before = now;
    now = (facts.expires ?? now) + 1_000;
    expect(await obstacle('openpgp', decided)).toEqual(bad);
    now = before;
    test.store.write((db) => removeKey(db, journal, facts.fingerprint, address));
    expect(await obstacle('openpgp', decided)).toEqual(bad);
  });

  it('leaves encrypted while the certificate is good, and is held back once it was revoked', async () => {
    const valid = { from: new Date(now - 86_400_000), until: new Date(now + 86_400_000) };
    const facts = readCertificate(createMailAuthority().issue({ address, ...valid }).certificate, now);
    test.store.write((db) =>
      addCertificate(db, journal, { address, facts, chain: [], capabilities: [], source: 'file' }),
    );
    const decided = { encryptedTo: { [address]: facts.fingerprint }, signedBy: addOwn(valid) };
    expect(await obstacle('smime', decided)).toBeNull();
    revoke(facts.fingerprint);
    expect(await obstacle('smime', decided)).toEqual({ code: 'certificate-no-longer-good', retry: false });
  });

  it('leaves signed while our own certificate is good, and is held back once it ran out, was revoked or removed', async () => {
    const valid = { from: new Date(now - 86_400_000), until: new Date(now + 86_400_000) };
    const longer = { ...valid, until: new Date(now + 5 * 86_400_000) };
    const facts = readCertificate(createMailAuthority().issue({ address, ...longer }).certificate, now);
    test.store.write((db) =>
      addCertificate(db, journal, { address, facts, chain: [], capabilities: [], source: 'file' }),
    );
    const [short, revoked, removed] = [addOwn(valid), addOwn(longer), addOwn(longer)];
    const held = (signedBy: string) => obstacle('smime', { encryptedTo: { [address]: facts.fingerprint }, signedBy });
    const bad = { code: 'own-certificate-no-longer-good', retry: false };
    expect(await Promise.all([short, revoked, removed].map(held))).toEqual([null, null, null]);
    revoke(revoked);
    test.store.write((db) => removeOwnCertificate(db, journal, removed));
    expect(await Promise.all([short, revoked, removed].map(held))).toEqual([null, bad, bad]);
    // Nor does it sign anything new.
    expect(findOwnIdentities(test.store.read, now)).not.toBeNull();
    revoke(short);
    expect(findOwnIdentities(test.store.read, now)).toBeNull();
    const last = addOwn(valid);
    expect(await held(last)).toBeNull();
    now += 2 * 86_400_000;
    expect(await held(last)).toEqual(bad);
  });

  it('leaves sealed while the phrase is the same, and is held back once there is a new one', async () => {
    const decided = { sealedWith: { ...sealWithNewPhrase(), reader: null } };
    expect(await obstacle('sealed', decided)).toBeNull();
    sealWithNewPhrase();
    expect(await obstacle('sealed', decided)).toEqual({ code: 'phrase-replaced', retry: false });
  });

  it('leaves as a link unless the reading page was seen to be another, or stands elsewhere by now', async () => {
    const reader = 'https://practice.example/letter.html';
    const decided = { sealedWith: { ...sealWithNewPhrase(), reader } };
    const put = (to: string) => test.store.write((db) => journal.append(db, 'reader.address-set', { address: to }));
    const see = (result: 'same' | 'different' | 'unreachable') =>
      test.store.write((db) => journal.append(db, 'reader.checked', { address: reader, result, sha256: null }));
    put(reader);
    see('same');
    see('unreachable');
    expect(await obstacle('sealed', decided)).toBeNull();
    see('different');
    expect(await obstacle('sealed', decided)).toEqual({ code: 'reader-differs', retry: false });
    see('same');
    expect(await obstacle('sealed', decided)).toBeNull();
    put('https://practice.example/other.html');
    expect(await obstacle('sealed', decided)).toEqual({ code: 'reader-differs', retry: false });
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
