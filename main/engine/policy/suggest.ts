import type { ContentKind, Mode } from '../../contract/fields.ts';
import type { KeyView } from '../../contract/keys.ts';
import type { ModeOption, ModeReason } from '../../contract/threads.ts';
import type { RecipientFacts } from './facts.ts';
import { judgeTransport } from './judge-transport.ts';
import { findRecipientCertificate, isVouchedFor } from './recipient-certificate.ts';
import { findRecipientKey } from './recipient-key.ts';

/** Reasons of what nobody vouches for: such a mode can be chosen and is never suggested above another. */
const unchecked: ReadonlySet<ModeReason> = new Set(['key-not-compared', 'certificate-not-checked']);

type Option = Omit<ModeOption, 'suggested'>;

/** What their last messages in the conversation tell about how to answer. */
export type CameFacts = {
  /** One of them came encrypted: an answer in the clear is never what we lead to. */
  readonly encrypted: boolean;
  /** The sender's certificate came with one, and nobody kept it yet. */
  readonly certificate: boolean;
};

const nothingCame: CameFacts = { encrypted: false, certificate: false };

const keyReasons: Readonly<Record<KeyView['status'], ModeReason>> = {
  usable: 'key-not-compared',
  expired: 'key-expired',
  revoked: 'key-revoked',
  weak: 'key-weak',
  'cannot-encrypt': 'key-cannot-encrypt',
};

/**
 * All modes, strongest first, each with its reason, and at most one of them suggested. Nothing is suggested before
 * somebody said who the recipient is. `usual` is the mode chosen last for this patient in another conversation. To mail
 * that came encrypted no unencrypted answer is suggested: where there is nothing else, nothing is.
 */
export function suggestModes(
  recipient: RecipientFacts,
  content: ContentKind,
  usual: Mode | null,
  ownCertificate: boolean,
  came: CameFacts = nothingCame,
): ModeOption[] {
  const options = [
    openpgpOption(recipient),
    smimeOption(recipient, ownCertificate, came.certificate),
    sealedOption(recipient),
    tlsOption(recipient, content),
    openOption(recipient, content),
  ];
  const suggested = suggestedMode(recipient, came.encrypted ? options.filter(isProtected) : options, usual);
  return options.map((option) => ({ ...option, suggested: option.mode === suggested }));
}

/** What can be chosen, but stands behind everything that somebody compared, gave or proved. */
const unproven: ReadonlySet<ModeReason> = new Set(['key-not-compared', 'certificate-not-checked', 'tls-listed']);

function suggestedMode(recipient: RecipientFacts, options: readonly Option[], usual: Mode | null): Mode | null {
  if (recipient.party === null || recipient.ambiguous) return null;
  // What would wait in the outbox can be chosen, but nobody is led there.
  const available = options.filter((option) => option.available && option.reason !== 'tls-waits');
  // A forged From with an Autocrypt header must not displace a phrase agreed at the desk.
  const trusted = available.find((option) => option.mode !== 'open' && !unproven.has(option.reason));
  // A certificate that nobody vouches for is no suggestion even where there is nothing else.
  const other = available.find((option) => option.reason !== 'certificate-not-checked');
  const best = (trusted ?? other)?.mode ?? null;
  // What a person chose last for this patient is their default, also where it is weaker: it still needs what it needs. A
  // key that nobody compared is no default, whoever chose it once.
  const again = available.find((option) => option.mode === usual && !unchecked.has(option.reason));
  return again?.mode ?? best;
}

function isProtected({ mode }: Option): boolean {
  return mode !== 'open';
}

function openpgpOption(recipient: RecipientFacts): Option {
  const option = (available: boolean, reason: ModeReason, at: number | null = null): Option => ({
    mode: 'openpgp',
    available,
    reason,
    at,
  });
  const key = findRecipientKey(recipient);
  if (key?.compared === true) return option(true, 'key-compared', key.comparedAt ?? null);
  if (key !== null) return option(true, 'key-not-compared');
  // Of several dead keys the one that somebody compared is the one to speak of.
  const dead = recipient.keys.find((each) => each.compared) ?? recipient.keys[0];
  if (dead === undefined) return option(false, 'no-key');
  return option(false, keyReasons[dead.status], dead.status === 'expired' ? dead.expires : null);
}

const certificateReasons: Readonly<Record<KeyView['status'], ModeReason>> = {
  usable: 'certificate-not-checked',
  expired: 'certificate-expired',
  revoked: 'certificate-revoked',
  weak: 'certificate-weak',
  'cannot-encrypt': 'certificate-cannot-encrypt',
};

function smimeOption(recipient: RecipientFacts, ownCertificate: boolean, came: boolean): Option {
  const option = (available: boolean, reason: ModeReason, at: number | null = null): Option => ({
    mode: 'smime',
    available,
    reason,
    at,
  });
  if (!ownCertificate) return option(false, 'no-own-certificate');
  const certificate = findRecipientCertificate(recipient);
  if (certificate?.compared === true) return option(true, 'certificate-compared', certificate.comparedAt ?? null);
  if (certificate !== null)
    return option(true, isVouchedFor(certificate) ? 'certificate-trusted' : 'certificate-not-checked');
  // The one that came may be the new one of who had an old one before.
  if (came) return option(false, 'certificate-came');
  const dead = recipient.certificates.find(isVouchedFor) ?? recipient.certificates[0];
  if (dead === undefined) return option(false, 'no-certificate');
  return option(false, certificateReasons[dead.status], dead.status === 'expired' ? dead.expires : null);
}

function sealedOption(recipient: RecipientFacts): Option {
  const option = (available: boolean, reason: ModeReason, at: number | null = null): Option => ({
    mode: 'sealed',
    available,
    reason,
    at,
  });
  if (recipient.party !== 'patient' || recipient.patientId === null) return option(false, 'no-patient');
  if (recipient.phrase === 'given') return option(true, 'phrase-given', recipient.phraseGivenAt ?? null);
  return option(false, recipient.phrase === 'made' ? 'phrase-not-given' : 'no-phrase');
}

function tlsOption(recipient: RecipientFacts, content: ContentKind): Option {
  if (content === 'sensitive') return { mode: 'tls', available: false, reason: 'tls-content', at: null };
  const { evidence, reason, at, detail } = judgeTransport(recipient.transport);
  return { mode: 'tls', available: evidence.length > 0, reason, at, ...(detail === null ? {} : { detail }) };
}

function openOption(recipient: RecipientFacts, content: ContentKind): Option {
  const option = (available: boolean, reason: ModeReason, at: number | null = null): Option => ({
    mode: 'open',
    available,
    reason,
    at,
  });
  const { party, consent } = recipient;
  if (party === null) return option(false, 'consent-needed');
  if (party !== 'patient') {
    if (content === 'general') return option(true, 'general-content');
    return option(false, party === 'professional' ? 'professional-needs-protection' : 'content-needs-protection');
  }
  if (consent.accessRequest.status === 'given') return option(true, 'access-request', consent.accessRequest.at);
  if (content === 'sensitive') return option(false, 'content-needs-protection');
  if (consent.email.status !== 'given' || !recipient.consentWarned) return option(false, 'consent-needed');
  return option(true, 'consent-given', consent.email.at);
}
