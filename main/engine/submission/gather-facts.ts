import type { InputOf } from '../../contract/contract.ts';
import type { DraftContent } from '../../contract/drafts.ts';
import type { Person } from '../../contract/fields.ts';
import { EngineError } from '../base/errors.ts';
import { readerState, readReader } from '../journal/reader.ts';
import { findAccount } from '../journal/settings.ts';
import { isValidAddress } from '../mime/header-guard.ts';
import { htmlToText } from '../mime/html-text.ts';
import { baseSubject } from '../mime/subject.ts';
import { pageKind } from '../paper/page-kind.ts';
import { listCertificates } from '../patients/certificates.ts';
import { consentNow, ledger } from '../patients/consent.ts';
import { listKeys } from '../patients/keys.ts';
import { findOwnIdentities } from '../patients/own-certificates.ts';
import { getPatient, listPatientsWithAddress } from '../patients/patients.ts';
import { phraseView } from '../patients/phrases.ts';
import { threadChoice, threadParty } from '../patients/thread-choices.ts';
import type { RecipientFacts, SubmissionFacts, TransportFacts } from '../policy/facts.ts';
import { leavesReadable } from '../policy/strength.ts';
import type { ReadHandle } from '../store/sql.ts';
import { findDraftAttachmentPiece, listDraftAttachments } from '../store/tables/draft-attachments.ts';
import { type DraftRow, draftTerms, findOpenDraft } from '../store/tables/drafts.ts';
import { findMessage } from '../store/tables/message.ts';
import { findAddressParty } from '../store/tables/thread-choices.ts';
import { estimateSize } from './estimate-size.ts';
import { isOwnKeyUsable } from './own-key.ts';
import { wasProtected } from './was-protected.ts';

/** What is known about the way to an address's domain, without asking anybody. */
export type FindTransport = (address: string) => TransportFacts;

type Context = {
  readonly threadId: string | null;
  readonly now: number;
  readonly transport: FindTransport;
  /** Whom it is about, where no conversation says so yet. */
  readonly about?: string;
};

/** Whom an address stands for in this conversation, and everything policy asks about them. */
export async function gatherRecipient(db: ReadHandle, address: string, context: Context): Promise<RecipientFacts> {
  const about = context.threadId === null ? context.about : threadParty(db, context.threadId).patientId;
  const candidates = listPatientsWithAddress(db, address);
  // Only an address that is on the patient's own file stands for them: who is typed into "To" gets nobody's phrase or consent.
  const ofThread = candidates.find(({ id }) => id === about);
  const patientId = ofThread?.id ?? (candidates.length === 1 ? (candidates[0]?.id ?? null) : null);
  const rows = patientId === null ? [] : ledger(db, patientId);
  const { email, marketing, accessRequest, warned } = consentNow(rows, context.now, context.threadId);
  const phrase = patientId === null ? null : phraseView(db, patientId);
  const keys = await listKeys(db, address, context.now);
  const certificates = await listCertificates(db, address, context.now);
  return {
    address,
    addressValid: isValidAddress(address),
    party: candidates.length > 0 ? 'patient' : findAddressParty(db, address),
    patientId,
    ambiguous: patientId === null && candidates.length > 1,
    keys: keys.map(({ fingerprint, status, expires, comparedAt }) => ({
      fingerprint,
      status,
      expires,
      compared: comparedAt !== null,
      comparedAt,
    })),
    certificates: certificates.map(({ fingerprint, status, expires, trust, namesAddress, comparedAt }) => ({
      fingerprint,
      status,
      expires,
      trusted: trust === 'trusted' && namesAddress,
      compared: comparedAt !== null,
      comparedAt,
    })),
    phrase: phrase?.state ?? 'none',
    phraseGivenAt: phrase?.givenAt ?? null,
    device: patientId === null ? 'unknown' : getPatient(db, patientId).device,
    consent: { email, marketing, accessRequest },
    consentWarned: warned,
    transport: context.transport(address),
  };
}

/** Every fact about one draft at `now`. Throws `not-found` for one that is no longer open. */
export async function gatherFacts(
  db: ReadHandle,
  draftId: string,
  options: {
    readonly now: number;
    readonly sizeLimit: number | null;
    readonly answers: InputOf<'drafts.send'>['answers'];
    readonly transport: FindTransport;
  },
): Promise<SubmissionFacts> {
  const draft = findOpenDraft(db, draftId);
  if (draft === null) throw new EngineError('not-found');
  const content: DraftContent = JSON.parse(draft.contentJson);
  const context = { threadId: draft.threadId, now: options.now, transport: options.transport };
  const attachments = listDraftAttachments(db, draftId);
  const text = htmlToText(content.html);
  const choice = draft.threadId === null ? null : threadChoice(db, draft.threadId);
  const mode = content.strongerMode ?? choice?.mode ?? null;
  const people: readonly Person[] = [...content.to, ...content.cc];
  const terms = draftTerms(draft);
  return {
    purpose: terms?.purpose ?? 'treatment',
    content: content.contentKind,
    attachments: attachments.map(({ id, name, size, received }) => ({
      complete: size === received,
      name,
      pages: pageKind(findDraftAttachmentPiece(db, id, 0) ?? new Uint8Array(0)) !== null,
    })),
    sealedForm: content.sealedForm ?? null,
    reader: readerState(readReader(db), options.now),
    size: estimateSize(mode, content.html.length + draft.quote.length, attachments),
    sizeLimit: options.sizeLimit,
    textEmpty: text.trim() === '',
    bulk: terms?.bulk ?? false,
    choice,
    strongerMode: content.strongerMode,
    quote: draft.quote === '' ? 'none' : draft.quoteEncrypted === 1 ? 'encrypted-origin' : 'clear-origin',
    // A draft made of a letter that left sealed: what was protected stands in its own text and files.
    textFromProtected: draft.quote === '' && draft.quoteEncrypted === 1,
    ownKey: (await isOwnKeyUsable(db, options.now)) ? 'usable' : 'unusable',
    ownCertificate: findOwnIdentities(db, options.now) !== null,
    account: findAccount(db) !== null,
    visibleSubject: mode !== null && leavesReadable(mode) ? 'own' : 'neutral',
    subjectFromProtected: keepsProtectedSubject(db, draft, content.subject),
    aboutPatientId: draft.threadId === null ? null : threadParty(db, draft.threadId).patientId,
    answers: options.answers,
    mentionsAttachment: mentionsAttachment(text),
    recipients: await Promise.all(people.map(({ address }) => gatherRecipient(db, address, context))),
  };
}

/** A subject that came or went protected, and that nobody has typed anew. */
function keepsProtectedSubject(db: ReadHandle, draft: DraftRow, subject: string): boolean {
  const answered = draft.answersMessageId === null ? null : findMessage(db, draft.answersMessageId);
  if (answered === null || !wasProtected(db, answered)) return false;
  return baseSubject(subject) !== '' && baseSubject(subject) === baseSubject(answered.subject);
}

function mentionsAttachment(text: string): boolean {
  return /\b(attach(ed|ment|ments|ing)?|enclosed|adjunt[oa]s?)\b/i.test(text);
}
