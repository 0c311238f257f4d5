import type { Refusal, RefusalCode } from '../../contract/drafts.ts';
import type { Mode } from '../../contract/fields.ts';
import type { KeyView } from '../../contract/keys.ts';
import { hasAccessRequest } from './access-request.ts';
import { sawLedger } from './chosen.ts';
import type { RecipientFacts, SubmissionFacts } from './facts.ts';
import { judgeTransport } from './judge-transport.ts';
import { findRecipientCertificate, isVouchedFor } from './recipient-certificate.ts';
import { findRecipientKey } from './recipient-key.ts';

type Reason = readonly [code: RefusalCode, detail?: string];

const keyRefusals: Readonly<Record<Exclude<KeyView['status'], 'usable'>, RefusalCode>> = {
  expired: 'key-expired',
  revoked: 'key-revoked',
  weak: 'key-weak',
  'cannot-encrypt': 'key-cannot-encrypt',
};

const certificateRefusals: Readonly<Record<Exclude<KeyView['status'], 'usable'>, RefusalCode>> = {
  expired: 'certificate-expired',
  revoked: 'certificate-revoked',
  weak: 'certificate-weak',
  'cannot-encrypt': 'certificate-cannot-encrypt',
};

type MessageFacts = Pick<SubmissionFacts, 'purpose' | 'bulk' | 'content' | 'choice'>;

/** Every reason that concerns one recipient, each naming the address. `mode` is null while none is chosen. */
export function recipientRefusals(facts: MessageFacts, recipient: RecipientFacts, mode: Mode | null): Refusal[] {
  const reasons = [...listIdentity(recipient), ...listConsent(facts, recipient), ...listMode(facts, recipient, mode)];
  return reasons.map(([code, detail]) => ({ code, address: recipient.address, detail: detail ?? null }));
}

function* listIdentity(recipient: RecipientFacts): Generator<Reason> {
  if (!recipient.addressValid) yield ['recipient-invalid'];
  if (recipient.party === null) yield ['no-party'];
  if (recipient.ambiguous || (recipient.party === 'patient' && recipient.patientId === null)) yield ['about-whom'];
}

function* listConsent(facts: MessageFacts, recipient: RecipientFacts): Generator<Reason> {
  const { email, marketing } = recipient.consent;
  if (facts.choice !== null && recipient.party === 'patient' && !sawLedger(facts.choice, email)) {
    yield ['consent-changed', email.status];
  }
  if (facts.purpose === 'marketing' && marketing.status !== 'given') {
    yield ['marketing-without-consent', marketing.status];
  }
}

function* listMode(facts: MessageFacts, recipient: RecipientFacts, mode: Mode | null): Generator<Reason> {
  if (mode === 'openpgp') yield* listOpenpgp(facts, recipient);
  if (mode === 'smime') yield* listSmime(facts, recipient);
  if (mode === 'sealed') yield* listSealed(recipient);
  if (mode === 'tls') yield* listTls(facts, recipient);
  if (mode === 'open') yield* listOpen(facts, recipient);
}

function* listOpenpgp(facts: MessageFacts, recipient: RecipientFacts): Generator<Reason> {
  const key = findRecipientKey(recipient);
  if (key !== null) {
    // Nobody looks at a message of a bulk run, so nobody could compare: to a run such a key does not exist.
    if (facts.bulk && !key.compared) yield ['no-key', key.fingerprint];
    return;
  }
  if (recipient.keys.length === 0) yield ['no-key'];
  for (const each of recipient.keys) {
    if (each.status !== 'usable') yield [keyRefusals[each.status], each.fingerprint];
  }
}

function* listSmime(facts: MessageFacts, recipient: RecipientFacts): Generator<Reason> {
  const certificate = findRecipientCertificate(recipient);
  if (certificate !== null) {
    if (facts.bulk && !isVouchedFor(certificate)) yield ['no-certificate', certificate.fingerprint];
    return;
  }
  if (recipient.certificates.length === 0) yield ['no-certificate'];
  for (const { status, fingerprint } of recipient.certificates) {
    if (status !== 'usable') yield [certificateRefusals[status], fingerprint];
  }
}

function* listSealed(recipient: RecipientFacts): Generator<Reason> {
  // Who it is comes first: without a party or a patient, `no-party` or `about-whom` already says what to do.
  if (recipient.party === null || (recipient.party === 'patient' && recipient.patientId === null)) return;
  if (recipient.party !== 'patient') yield ['sealed-needs-patient'];
  else if (recipient.phrase !== 'given') yield ['phrase-not-given', recipient.phrase];
}

function* listTls(facts: MessageFacts, recipient: RecipientFacts): Generator<Reason> {
  // An access request lets sensitive content go in the clear, by `open`; it makes nothing of a half protection.
  if (facts.content === 'sensitive') yield ['sensitive-needs-encryption'];
  const verdict = judgeTransport(recipient.transport);
  if (verdict.evidence.length === 0) yield ['tls-unproven', verdict.reason];
}

function* listOpen(facts: MessageFacts, recipient: RecipientFacts): Generator<Reason> {
  const { party, consent } = recipient;
  if (hasAccessRequest(facts, recipient)) return;
  if (facts.content === 'sensitive') yield ['sensitive-needs-encryption'];
  if (party === 'professional' && facts.content === 'health') yield ['health-to-professional-needs-encryption'];
  if (party === 'other' && facts.content === 'health') yield ['health-to-other-needs-encryption'];
  if (party !== 'patient') return;
  if (consent.email.status !== 'given') yield ['consent-not-given', consent.email.status];
  else if (!recipient.consentWarned) yield ['consent-not-warned'];
}
