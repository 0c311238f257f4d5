import type { Question } from '../../contract/drafts.ts';
import type { Mode } from '../../contract/fields.ts';
import type { RecipientFacts, SubmissionFacts } from './facts.ts';
import { findRecipientCertificate } from './recipient-certificate.ts';
import { findRecipientKey } from './recipient-key.ts';

type Addressed = { readonly recipient: RecipientFacts; readonly mode: Mode };

/** What a person must still say "go on" to, each question once. */
export function openQuestions(facts: SubmissionFacts, addressed: readonly Addressed[]): Question[] {
  const questions: Question[] = [];
  if (addressed.some((each) => asksToCompare(facts, each))) questions.push('compare-key-first');
  // A forged Reply-To, or a slip in "To", would send one patient's letter to another.
  const another = ({ patientId }: RecipientFacts) => patientId !== null && patientId !== facts.aboutPatientId;
  if (facts.aboutPatientId !== null && facts.recipients.some(another)) questions.push('about-whom');
  // Only a recorded access request lets sensitive content go in clear; even so somebody looks once more.
  if (facts.content === 'sensitive' && addressed.some((each) => each.mode === 'open')) {
    questions.push('consent-open-warning');
  }
  if (facts.mentionsAttachment && facts.attachments.length === 0) questions.push('attachment-forgotten');
  const agreed = new Set(facts.answers.filter((answer) => answer.yes).map((answer) => answer.question));
  return questions.filter((question) => !agreed.has(question));
}

function asksToCompare(facts: SubmissionFacts, { recipient, mode }: Addressed): boolean {
  if (mode === 'smime') return asksToCompareCertificate(facts, recipient);
  const key = findRecipientKey(recipient);
  if (mode !== 'openpgp' || key === null || key.compared) return false;
  // A new key in place of one that was compared is how a forger would begin: asked about whatever the content.
  const replacesCompared = recipient.keys.some((each) => each.compared);
  const rivals = recipient.keys.filter((each) => each.status === 'usable').length > 1;
  return facts.content !== 'general' || replacesCompared || rivals;
}

/** The same for a certificate; what an authority vouches for is asked about only in place of one that was compared. */
function asksToCompareCertificate(facts: SubmissionFacts, { certificates }: RecipientFacts): boolean {
  const certificate = findRecipientCertificate({ certificates });
  if (certificate === null || certificate.compared) return false;
  if (certificates.some(({ compared }) => compared)) return true;
  if (certificate.trusted) return false;
  const replacesTrusted = certificates.some(({ trusted }) => trusted);
  const rivals = certificates.filter(({ status }) => status === 'usable').length > 1;
  return facts.content !== 'general' || replacesTrusted || rivals;
}
