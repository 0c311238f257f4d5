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
import { estimateSize } from '../submission/estimate-size.ts';
import { type FindTransport, gatherRecipient } from '../submission/gather-facts.ts';
import { isOwnKeyUsable } from '../submission/own-key.ts';

/** On what terms a letter of a campaign leaves. */
export type CampaignTerms = {
  readonly purpose: SubmissionFacts['purpose'];
  readonly contentKind: ContentKind;
  /** PDFs that this patient's letter takes along. */
  readonly files: readonly { readonly name: string; readonly size: number }[];
};

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
  readonly sizeLimit: number | null;
};

export async function gatherPlanFacts(
  db: ReadHandle,
  now: number,
  transport: FindTransport,
  sizeLimit: number | null,
): Promise<PlanFacts> {
  return {
    account: findAccount(db) !== null,
    ownKey: (await isOwnKeyUsable(db, now)) ? 'usable' : 'unusable',
    ownCertificate: findOwnIdentities(db, now) !== null,
    reader: readerState(readReader(db), now),
    now,
    transport,
    sizeLimit,
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

/** Characters that a letter beside its files has at most, but for the odd one. */
const textOfLetter = 10_000;

/** What the policy says about a choice that nobody made: here that is said better by what each mode lacks. */
const ofMissingMode: ReadonlySet<RowReason['code']> = new Set(['no-mode-chosen', 'no-consent-acknowledged']);

function factsOf(
  recipient: RecipientFacts,
  patientId: string,
  mode: Mode | null,
  { purpose, contentKind, files }: CampaignTerms,
  facts: PlanFacts,
): SubmissionFacts {
  return {
    purpose,
    content: contentKind,
    attachments: files.map(({ name }) => ({ complete: true, name, pages: true })),
    sealedForm: null,
    reader: facts.reader,
    // Of the text alone no server refuses so little.
    size: files.length === 0 ? 0 : estimateSize(mode, textOfLetter, files),
    sizeLimit: facts.sizeLimit,
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
