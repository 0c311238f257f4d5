import type { RowReason } from '../../contract/campaigns.ts';
import type { Decision } from '../../contract/drafts.ts';
import type { ContentKind, Mode } from '../../contract/fields.ts';
import type { ModeReason } from '../../contract/threads.ts';
import { readerState, readReader } from '../journal/reader.ts';
import { findAccount } from '../journal/settings.ts';
import { findOwnIdentities } from '../patients/own-certificates.ts';
import { suggestBulkMode } from '../policy/bulk.ts';
import { decide } from '../policy/decide.ts';
import type { RecipientFacts, SubmissionFacts } from '../policy/facts.ts';
import { leavesReadable } from '../policy/strength.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findPatientDefaultMode } from '../store/tables/thread-choices.ts';
import { type FindTransport, gatherRecipient } from '../submission/gather-facts.ts';
import { isOwnKeyUsable } from '../submission/own-key.ts';

/** What is the same for everybody in a campaign. */
export type CampaignTerms = { readonly purpose: SubmissionFacts['purpose']; readonly contentKind: ContentKind };

export type RowVerdict = {
  readonly mode: Mode | null;
  readonly modeReason: ModeReason | null;
  readonly modeReasonAt: number | null;
  readonly reasons: readonly RowReason[];
  /** Without a mode: what each of them lacks, strongest first. */
  readonly lacks: readonly ModeReason[];
};

/** What a plan asks once, not for each patient. */
export type PlanFacts = {
  readonly account: boolean;
  readonly ownKey: SubmissionFacts['ownKey'];
  readonly ownCertificate: boolean;
  readonly reader: NonNullable<SubmissionFacts['reader']>;
  readonly now: number;
  readonly transport: FindTransport;
};

export async function gatherPlanFacts(db: ReadHandle, now: number, transport: FindTransport): Promise<PlanFacts> {
  return {
    account: findAccount(db) !== null,
    ownKey: (await isOwnKeyUsable(db, now)) ? 'usable' : 'unusable',
    ownCertificate: findOwnIdentities(db, now) !== null,
    reader: readerState(readReader(db), now),
    now,
    transport,
  };
}

/** In which mode a run would write to this patient at this address, or every reason why not: the same rules as for Send. */
export async function planRow(
  db: ReadHandle,
  to: { readonly patientId: string; readonly address: string },
  terms: CampaignTerms,
  facts: PlanFacts,
): Promise<RowVerdict> {
  const { now, transport } = facts;
  const recipient = await gatherRecipient(db, to.address, { threadId: null, about: to.patientId, now, transport });
  const usual = findPatientDefaultMode(db, to.patientId, '');
  const { suggested, options } = suggestBulkMode(recipient, terms.contentKind, usual, facts.ownCertificate);
  const decision = decide(factsOf(recipient, to.patientId, suggested?.mode ?? null, terms, facts));
  const reasons = reasonsOf(decision);
  if (suggested !== null) {
    return { mode: suggested.mode, modeReason: suggested.reason, modeReasonAt: suggested.at, reasons, lacks: [] };
  }
  return {
    mode: null,
    modeReason: null,
    modeReasonAt: null,
    reasons: [{ code: 'no-mode', detail: null }, ...reasons.filter(({ code }) => !ofMissingMode.has(code))],
    lacks: options.map(({ reason }) => reason),
  };
}

/** What the policy says about a choice that nobody made: here that is said better by what each mode lacks. */
const ofMissingMode: ReadonlySet<RowReason['code']> = new Set(['no-mode-chosen', 'no-consent-acknowledged']);

function factsOf(
  recipient: RecipientFacts,
  patientId: string,
  mode: Mode | null,
  { purpose, contentKind }: CampaignTerms,
  facts: PlanFacts,
): SubmissionFacts {
  return {
    purpose,
    content: contentKind,
    attachments: [],
    sealedForm: null,
    reader: facts.reader,
    // Letters of a run have no files: no server refuses so little text.
    size: 0,
    sizeLimit: null,
    textEmpty: false,
    bulk: true,
    choice: mode === null ? null : { mode, consentRowId: recipient.consent.email.rowId, at: facts.now },
    strongerMode: null,
    quote: 'none',
    textFromProtected: false,
    ownKey: facts.ownKey,
    ownCertificate: facts.ownCertificate,
    account: facts.account,
    visibleSubject: mode !== null && leavesReadable(mode) ? 'own' : 'neutral',
    subjectFromProtected: false,
    aboutPatientId: patientId,
    answers: [],
    mentionsAttachment: false,
    recipients: [recipient],
  };
}

/** Every reason of a refusal; a question counts as one, for nobody is there to answer it. */
export function reasonsOf(decision: Decision): RowReason[] {
  if (decision.outcome === 'refuse') return decision.reasons.map(({ code, detail }) => ({ code, detail }));
  if (decision.outcome === 'ask') return decision.questions.map((detail) => ({ code: 'asks', detail }));
  return [];
}
