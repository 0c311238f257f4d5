import type { Mode } from '../../contract/fields.ts';
import type { RecipientFacts, SubmissionFacts } from './facts.ts';
import { findRecipientCertificate, isVouchedFor } from './recipient-certificate.ts';
import { findRecipientKey } from './recipient-key.ts';
import { isDowngrade } from './strength.ts';

/** The mode a message leaves with: the thread's, or the stronger one of this message. A weaker one never wins. */
export function messageMode(facts: Pick<SubmissionFacts, 'choice' | 'strongerMode'>): Mode | null {
  if (facts.choice === null) return null;
  const { mode } = facts.choice;
  return facts.strongerMode !== null && !isDowngrade(mode, facts.strongerMode) ? facts.strongerMode : mode;
}

/**
 * The mode for one of the recipients. Only a patient can get a sealed letter, so somebody else on a message to a patient
 * gets the stronger OpenPGP where a person compared their key, or S/MIME where somebody vouches for their certificate.
 * Nobody ever gets less than what was chosen.
 */
export function recipientMode(
  recipient: RecipientFacts,
  mode: Mode,
  others: readonly RecipientFacts[],
  ownCertificate: boolean,
): Mode {
  if (mode !== 'sealed' || recipient.party === null || recipient.party === 'patient') return mode;
  const toPatientToo = others.some((other) => other.party === 'patient');
  if (!toPatientToo) return mode;
  if (findRecipientKey(recipient)?.compared === true) return 'openpgp';
  const certificate = ownCertificate ? findRecipientCertificate(recipient) : null;
  return certificate !== null && isVouchedFor(certificate) ? 'smime' : mode;
}
