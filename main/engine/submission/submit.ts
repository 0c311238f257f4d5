import { isDeepStrictEqual } from 'node:util';
import type { InputOf, OutputOf } from '../../contract/contract.ts';
import type { Decision, DraftContent } from '../../contract/drafts.ts';
import type { Mode, Person } from '../../contract/fields.ts';
import type { ConsentWording } from '../../contract/patients.ts';
import type { SealedForm } from '../../contract/sealed-form.ts';
import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { Journal } from '../journal/journal.ts';
import { changedSince } from '../journal/projections.ts';
import { findAccount } from '../journal/settings.ts';
import { newMessageIdHeader } from '../mime/build-message.ts';
import { htmlToText } from '../mime/html-text.ts';
import type { Mail } from '../mime/types.ts';
import { decide } from '../policy/decide.ts';
import type { RecipientFacts, SubmissionFacts } from '../policy/facts.ts';
import { findRecipientCertificate } from '../policy/recipient-certificate.ts';
import { findRecipientKey } from '../policy/recipient-key.ts';
import { sealedFormOf } from '../policy/sealed-form.ts';
import { leavesReadable } from '../policy/strength.ts';
import { certificateFingerprint } from '../protection/smime-certificate.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/open.ts';
import { claimStaged, discardStaged, type Staged, stageBytes } from '../store/pieces.ts';
import type { ReadHandle, WriteHandle } from '../store/sql.ts';
import { listDraftAttachments } from '../store/tables/draft-attachments.ts';
import { type DraftRow, findOpenDraft, findPeoplesDraft, setDraftSubmission } from '../store/tables/drafts.ts';
import { findLastJournalEntry } from '../store/tables/journal-entries.ts';
import { insertLetter } from '../store/tables/letters.ts';
import { insertMessageReference } from '../store/tables/message-reference.ts';
import { insertOutboxRow, type OutboxDecision } from '../store/tables/outbox.ts';
import { outboxOwners } from '../store/tables/outbox-piece.ts';
import { findGivenPhrase } from '../store/tables/phrases.ts';
import { findThreadChoice } from '../store/tables/thread-choices.ts';
import { askedConsent } from './asked-consent.ts';
import { composeMail, neutralSubject } from './compose-mail.ts';
import { readDraftAttachments } from './draft-attachments.ts';
import { type FindTransport, gatherFacts } from './gather-facts.ts';
import { fileOwnMessage, type OwnMessage, stageOwnMessage } from './own-message.ts';
import { type ProtectedMessage, type ProtectJob, readableForUs } from './protect.ts';
import { protectionFor } from './protection-for.ts';

/** Between pressing Send and the first byte on the wire: time to take it back. */
export const undoMs = 10_000;

export type SubmissionDependencies = {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Builds, protects and checks in a worker thread. */
  readonly protect: (job: ProtectJob) => Promise<ProtectedMessage>;
  /** The built page that a sealed letter is put into, and the folder of what its PDF form is made with. */
  readonly pageTemplate: () => string;
  readonly paperFolder: string;
  /** The server's largest message in bytes (RFC 1870); null while unknown. */
  readonly sizeLimit: () => number | null;
  /** True where the provider files what was sent by itself. */
  readonly providerFilesCopies: () => boolean;
  /** The practice's own wordings of consents. */
  readonly wordings: () => readonly ConsentWording[];
  readonly transport: {
    readonly find: FindTransport;
    /** Asks what these addresses' domains publish now, waiting at most so many milliseconds. */
    readonly lookUp: (addresses: readonly string[], patience?: number) => Promise<void>;
  };
};

/** How long Send waits for a fresh look at the recipients' domains, in ms; what was known before counts meanwhile. */
const lookUpMs = 6_000;

/** One message to one envelope: the recipients that share a mode; a sealed letter has one recipient. */
type Envelope = { readonly mode: Mode; readonly recipients: readonly RecipientFacts[] };

/** Recipients by mode, in the order in which they were named. Every sealed letter is for one person alone. */
export function groupEnvelopes(
  facts: SubmissionFacts,
  deliveries: readonly { address: string; mode: Mode }[],
): Envelope[] {
  const envelopes: Envelope[] = [];
  for (const recipient of facts.recipients) {
    const mode = deliveries.find(({ address }) => address === recipient.address)?.mode;
    if (mode === undefined) throw new EngineError('protection-mismatch', { what: 'recipient-without-mode' });
    const shared = mode === 'sealed' ? -1 : envelopes.findIndex((envelope) => envelope.mode === mode);
    const found = envelopes[shared];
    if (found) envelopes[shared] = { mode, recipients: [...found.recipients, recipient] };
    else envelopes.push({ mode, recipients: [recipient] });
  }
  return envelopes;
}

/**
 * The one way out: decides, builds, protects, checks, and commits the finished messages with "not before" ten seconds
 * ahead. Says why not otherwise, and then changes nothing. Throws `state-changed` where the draft, or anything a decision
 * rests on, changed meanwhile. A run joins its own notes to the same transaction by `ofRun`, and its letters leave at once: what it
 * hands over was approved as a plan, and is taken back by halting it.
 */
export async function submit(
  input: InputOf<'drafts.send'>,
  dependencies: SubmissionDependencies,
  ofRun: ((db: WriteHandle, deliveries: Allowed['deliveries']) => void) | null = null,
): Promise<OutputOf<'drafts.send'>> {
  const { store, clock } = dependencies;
  // A run's letter leaves by its run alone, as it was planned.
  const draft = (ofRun === null ? findPeoplesDraft : findOpenDraft)(store.read, input.draftId);
  if (draft === null) throw new EngineError('not-found');
  if (draft.revision !== input.revision) throw new EngineError('state-changed');
  const journalHead = findLastJournalEntry(store.read)?.sequence ?? 0;
  await dependencies.transport.lookUp(tlsRecipients(store.read, draft), lookUpMs);
  const now = clock.now();
  const facts = await gatherFacts(store.read, draft.id, {
    now,
    sizeLimit: dependencies.sizeLimit(),
    answers: input.answers,
    transport: dependencies.transport.find,
  });
  const decision = decide(facts);
  if (decision.outcome !== 'allow') return { decision, outboxIds: [], notBefore: null };

  const files = listDraftAttachments(store.read, draft.id);
  const mail = composeMail(store.read, draft, await readDraftAttachments(store.read, draft.id), now);
  const finished: Finished[] = [];
  for (const envelope of groupEnvelopes(facts, decision.deliveries)) {
    const form = sealedFormOf(facts, envelope.recipients[0]?.device);
    const isFirst = finished.length === 0;
    // The practice's copy is the whole message, locked for itself: one is enough, however many letters leave. Without a key
    // to lock it with there is none on the server; ours here is the one that counts.
    const canLock = readableForUs.has(envelope.mode) || facts.ownKey === 'usable';
    const copy = isFirst && canLock && !dependencies.providerFilesCopies();
    finished.push(await finish(envelope, mail, { isFirst, copy, form, now }, dependencies));
  }
  const [first] = finished;
  if (first === undefined) throw new EngineError('state-changed');
  const own = await stageOwnMessage(store, mail, first.message.bytes);
  const asked = (recipients: readonly RecipientFacts[]) =>
    askedConsent(draft, htmlToText(contentOf(draft).html), recipients, dependencies.wordings());
  // A run's letters are many: those that are ready in one moment share a commit.
  const write: Store['writeTogether'] = ofRun === null ? async (work) => store.write(work) : store.writeTogether;
  try {
    return await write((db) => {
      const unchanged =
        isDeepStrictEqual(findOpenDraft(db, draft.id), draft) &&
        isDeepStrictEqual(listDraftAttachments(db, draft.id), files) &&
        // What leaves or is read meanwhile changes no fact; a consent, a key, a phrase or a choice does.
        !changedSince(db, journalHead);
      if (!unchanged) throw new EngineError('state-changed');
      ofRun?.(db, decision.deliveries);
      const delay = ofRun === null ? undoMs : 0;
      return { decision, ...commit(db, { draft, own, facts, decision, finished, asked, delay }, dependencies) };
    });
  } catch (error) {
    const unneeded = [...own.staged, ...finished.flatMap(({ staged }) => staged)];
    store.write((db) => {
      for (const staged of unneeded) discardStaged(db, staged);
    });
    throw error;
  }
}

type Allowed = Extract<Decision, { outcome: 'allow' }>;

/** What is kept with the message: on what it was allowed to leave. */
function decisionOf(
  { mode, recipients }: Envelope,
  submission: { readonly facts: SubmissionFacts; readonly decision: Allowed },
): OutboxDecision {
  const addresses = recipients.map(({ address }) => address);
  const { deliveries } = submission.decision;
  const evidence = deliveries.flatMap((each) =>
    each.evidence !== undefined && addresses.includes(each.address) ? [[each.address, each.evidence] as const] : [],
  );
  return {
    mode,
    content: submission.facts.content,
    purpose: submission.facts.purpose,
    bulk: submission.facts.bulk,
    recipients: addresses,
    ...(mode === 'tls' ? { evidence: Object.fromEntries(evidence) } : {}),
  };
}

/** What its protection rests on: looked at once more before the first byte leaves. */
function protectedWith(
  db: ReadHandle,
  { mode, recipients }: Envelope,
  { protection }: ProtectJob,
): Pick<OutboxDecision, 'form' | 'encryptedTo' | 'signedBy' | 'sealedWith'> {
  if (protection.mode === 'sealed') {
    const patientId = recipients[0]?.patientId ?? '';
    const phraseId = findGivenPhrase(db, patientId)?.id;
    if (phraseId === undefined) throw new EngineError('phrase-missing');
    return { form: protection.form, sealedWith: { patientId, phraseId, reader: protection.link?.address ?? null } };
  }
  if (mode !== 'openpgp' && mode !== 'smime') return {};
  const find = mode === 'openpgp' ? findRecipientKey : findRecipientCertificate;
  const found = recipients.map((each) => [each.address, find(each)?.fingerprint ?? ''] as const);
  const encryptedTo = Object.fromEntries(found);
  if (protection.mode !== 'smime') return { encryptedTo };
  return { encryptedTo, signedBy: certificateFingerprint(protection.signing.certificate) };
}

function kindsOf(evidence: NonNullable<OutboxDecision['evidence']>): string {
  const kinds = Object.values(evidence).flatMap((pieces) => pieces.map(({ kind }) => kind));
  return [...new Set(kinds)].join(', ');
}

const contentOf = (draft: DraftRow): DraftContent => JSON.parse(draft.contentJson);

/** Whose domains are looked at before Send: everybody's, on a message that would leave by verified TLS. */
function tlsRecipients(db: ReadHandle, draft: DraftRow): string[] {
  const content = contentOf(draft);
  const choice = draft.threadId === null ? null : findThreadChoice(db, draft.threadId);
  const mode = content.strongerMode ?? choice?.mode;
  return mode === 'tls' ? [...content.to, ...content.cc].map(({ address }) => address) : [];
}

type Finished = {
  /** Of the row that will be. */
  readonly outboxId: string;
  readonly envelope: Envelope;
  readonly job: ProtectJob;
  readonly message: ProtectedMessage;
  /** The finished bytes, and the practice's copy where it is another message. */
  readonly staged: readonly Staged[];
};

type FinishWishes = {
  readonly isFirst: boolean;
  /** Whether the practice's copy is to be filed on the server. */
  readonly copy: boolean;
  readonly form: SealedForm;
  readonly now: number;
};

/** Builds, protects and checks one envelope's bytes. The first keeps the mail's own Message-ID, the others get theirs. */
async function finish(
  envelope: Envelope,
  mail: Mail,
  { isFirst, copy, form, now }: FinishWishes,
  dependencies: SubmissionDependencies,
): Promise<Finished> {
  const { store, pageTemplate, paperFolder } = dependencies;
  const isHere = (person: Person) => envelope.recipients.some(({ address }) => address === person.address);
  const domain = mail.from.address.split('@')[1] ?? 'localhost';
  const to = mail.to.filter(isHere);
  const cc = mail.cc.filter(isHere);
  const job: ProtectJob = {
    mail: {
      ...mail,
      messageIdHeader: isFirst ? mail.messageIdHeader : newMessageIdHeader(domain),
      to: to.length > 0 ? to : cc,
      cc: to.length > 0 ? cc : [],
    },
    visibleSubject: leavesReadable(envelope.mode) ? mail.subject : neutralSubject(store.read),
    envelopeTo: envelope.recipients.map(({ address }) => address),
    copy,
    now,
    ...(await protectionFor(store.read, envelope.mode, envelope.recipients, { form, pageTemplate, paperFolder }, now)),
  };
  const message = await dependencies.protect(job);
  const outboxId = newId('ob');
  const owners = outboxOwners(outboxId);
  const staged = [await stageBytes(store, { kind: 'outbox', id: owners.message }, message.bytes)];
  if (message.copyBytes !== null) {
    staged.push(await stageBytes(store, { kind: 'outbox', id: owners.copy }, message.copyBytes));
  }
  return { outboxId, envelope, job, message, staged };
}

/** Everything a sent message leaves behind, in the caller's one transaction. */
function commit(
  db: WriteHandle,
  submission: {
    readonly draft: DraftRow;
    readonly own: OwnMessage;
    readonly facts: SubmissionFacts;
    readonly decision: Allowed;
    readonly finished: readonly Finished[];
    /** Between now and the first byte on the wire, in ms. */
    readonly delay: number;
    readonly asked: (recipients: readonly RecipientFacts[]) => OutboxDecision['asks'];
  },
  dependencies: SubmissionDependencies,
): { outboxIds: string[]; notBefore: number } {
  const { draft, own, finished } = submission;
  const now = dependencies.clock.now();
  const notBefore = now + submission.delay;
  const submissionId = newId('sb');
  const threadId = draft.threadId;
  const account = findAccount(db);
  if (threadId === null || account === null) throw new EngineError('state-changed');
  fileOwnMessage(db, threadId, own);
  for (const { outboxId: id, envelope, job, staged } of finished) {
    for (const each of staged) claimStaged(db, each);
    const asks = submission.asked(envelope.recipients);
    const decided = {
      ...decisionOf(envelope, submission),
      ...protectedWith(db, envelope, job),
      ...(asks === undefined ? {} : { asks }),
    };
    insertOutboxRow(db, {
      id,
      submissionId,
      messageId: own.id,
      threadId,
      mode: envelope.mode,
      decisionJson: JSON.stringify(decided),
      envelopeFrom: account.address,
      envelopeToJson: JSON.stringify(job.envelopeTo),
      messageIdHeader: job.mail.messageIdHeader,
      copyState: job.copy ? 'needed' : 'none',
      state: 'queued',
      queuedAt: now,
      notBefore,
      attempts: 0,
      checked: 'not-checked',
    });
    // Whoever got this one answers to its Message-ID.
    insertMessageReference(db, job.mail.messageIdHeader, threadId);
    const [recipient] = envelope.recipients;
    if (job.protection.mode === 'sealed' && recipient?.patientId) {
      insertLetter(db, {
        id: job.protection.letterId,
        outboxId: id,
        threadId,
        patientId: recipient.patientId,
        address: recipient.address,
        replySecret: job.protection.replySecret,
        sealedAt: now,
      });
    }
    dependencies.journal.append(db, 'message.submitted', {
      submissionId,
      threadId,
      to: job.envelopeTo.join(', '),
      mode: envelope.mode,
      contentKind: submission.facts.content,
      ...(decided.evidence === undefined ? {} : { evidence: kindsOf(decided.evidence) }),
    });
  }
  setDraftSubmission(db, draft.id, submissionId);
  return { outboxIds: finished.map(({ outboxId }) => outboxId), notBefore };
}
