import type { RecipientFacts, SubmissionFacts } from './facts.ts';

/**
 * True where this patient asked for their own records in the clear (45 CFR 164.524), which no content refuses.
 * The right covers one conversation about records: no advertising and no bulk run can lean on it.
 */
export function hasAccessRequest(
  facts: Pick<SubmissionFacts, 'purpose' | 'bulk'>,
  recipient: Pick<RecipientFacts, 'party' | 'consent'>,
): boolean {
  const asked = recipient.party === 'patient' && recipient.consent.accessRequest.status === 'given';
  return asked && facts.purpose !== 'marketing' && !facts.bulk;
}
