import type { Refusal, RefusalCode } from '../../contract/drafts.ts';
import type { Mode } from '../../contract/fields.ts';
import type { RecipientFacts, SubmissionFacts } from './facts.ts';
import { sealedFormOf } from './sealed-form.ts';
import { isDowngrade, leavesReadable } from './strength.ts';

const refusal = (code: RefusalCode, detail: string | null = null): Refusal => ({ code, address: null, detail });

/** A recipient with the mode they would get. */
type Addressed = { readonly recipient: RecipientFacts; readonly mode: Mode };

/** Every reason that concerns the message as a whole. */
export function messageRefusals(facts: SubmissionFacts, addressed: readonly Addressed[]): Refusal[] {
  return [
    ...listSetUp(facts),
    ...listChoice(facts),
    ...listContent(
      facts,
      addressed.map(({ mode }) => mode),
    ),
    ...listOwnKeys(facts, addressed),
  ];
}

function* listSetUp(facts: SubmissionFacts): Generator<Refusal> {
  if (!facts.account) yield refusal('no-account');
  if (facts.recipients.length === 0) yield refusal('no-recipient');
}

function* listChoice(facts: SubmissionFacts): Generator<Refusal> {
  const { choice, strongerMode } = facts;
  if (choice === null) {
    yield refusal('no-mode-chosen');
    if (facts.recipients.some((each) => each.party === 'patient')) yield refusal('no-consent-acknowledged');
    return;
  }
  // `strongerMode` is no way down: going weaker is a choice for the thread, with its reason in the journal.
  if (strongerMode !== null && isDowngrade(choice.mode, strongerMode)) {
    yield refusal('downgrade-needs-reason', strongerMode);
  }
}

function* listContent(facts: SubmissionFacts, modes: readonly Mode[]): Generator<Refusal> {
  const leavesProtected = modes.some((mode) => !leavesReadable(mode));
  // Verified TLS protects the way, not the mailbox at its end: what came encrypted does not leave by it.
  const leavesOpen = modes.some(leavesReadable);
  if (facts.textEmpty && facts.attachments.length === 0 && facts.quote === 'none') yield refusal('empty-message');
  if (facts.attachments.some((each) => !each.complete)) yield refusal('attachment-incomplete');
  if (facts.sizeLimit !== null && facts.size > facts.sizeLimit) yield refusal('too-large', String(facts.sizeLimit));
  if (leavesOpen && facts.quote === 'encrypted-origin') yield refusal('quote-would-leak');
  if (leavesOpen && facts.textFromProtected) yield refusal('text-would-leak');
  if (leavesOpen && facts.subjectFromProtected) yield refusal('subject-would-leak');
  if (leavesProtected && facts.visibleSubject === 'own') yield refusal('subject-would-leak');
}

function* listOwnKeys(facts: SubmissionFacts, addressed: readonly Addressed[]): Generator<Refusal> {
  // A sealed page or link brings the key that its answer is locked for; nothing that is locked answers a PDF.
  const usesOwnKey = addressed.some(
    ({ recipient, mode }) =>
      mode === 'openpgp' || (mode === 'sealed' && sealedFormOf(facts, recipient.device) !== 'pdf'),
  );
  if (usesOwnKey && facts.ownKey === 'unusable') yield refusal('own-key-unusable');
  if (addressed.some(({ mode }) => mode === 'smime') && !facts.ownCertificate) yield refusal('no-own-certificate');
}
