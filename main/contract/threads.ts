import { z } from 'zod';
import { command, query } from './conversation.ts';
import { consentView, id, mediumText, mode, party, person, shortText, time } from './fields.ts';
import { mailboxRole } from './mailboxes.ts';
import { messageView } from './messages.ts';
import { patientSummary } from './patients.ts';

export const threadView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('role'), role: mailboxRole }),
  z.strictObject({ kind: z.literal('mailbox'), mailboxId: id }),
  /** Threads in the inbox whose two choices are open. */
  z.strictObject({ kind: z.literal('to-be-chosen') }),
  z.strictObject({ kind: z.literal('patient'), patientId: id }),
  z.strictObject({ kind: z.literal('search'), text: shortText }),
]);
export type ThreadView = z.infer<typeof threadView>;

export const threadRow = z.strictObject({
  id,
  /** Patient's or sender's name; several joined by the window. */
  people: z.array(person),
  subject: z.string(),
  /** The subject is what a mail program puts in place of one it encrypted, and no message tells the real one. */
  subjectHidden: z.boolean().optional(),
  snippet: z.string(),
  lastAt: time,
  unread: z.boolean(),
  flagged: z.boolean(),
  hasAttachments: z.boolean(),
  hasDraft: z.boolean(),
  messageCount: z.number().int(),
  /** Null until a person said who this is. */
  party: party.nullable(),
  mode: mode.nullable(),
  /** Null where the party is not a patient. */
  consent: consentView.nullable(),
  /** False while Send is shut: no choice yet, or the ledger changed since. */
  chosen: z.boolean(),
  /** Who vouches for the domain, where the mode is `tls` and nothing proves it. */
  listedBy: z.string().optional(),
});
export type ThreadRow = z.infer<typeof threadRow>;

/** Why a mode is suggested, or cannot be chosen. The window has one text per code. */
export const modeReason = z.enum([
  'key-compared',
  'key-not-compared',
  'no-key',
  'key-expired',
  'key-revoked',
  'key-weak',
  'key-cannot-encrypt',
  'certificate-trusted',
  'certificate-compared',
  'certificate-not-checked',
  'no-certificate',
  'certificate-came',
  'no-own-certificate',
  'certificate-expired',
  'certificate-revoked',
  'certificate-weak',
  'certificate-cannot-encrypt',
  'phrase-given',
  'phrase-not-given',
  'no-phrase',
  'no-patient',
  'consent-given',
  'consent-needed',
  'access-request',
  'general-content',
  'professional-needs-protection',
  'content-needs-protection',
  'tls-content',
  'tls-requiretls',
  'tls-dane',
  'tls-mta-sts',
  'tls-listed',
  'tls-waits',
  'tls-provider',
  'tls-provider-unknown',
  'tls-testing',
  'tls-untrusted',
  'tls-expired',
  'tls-no-resolver',
  'tls-not-published',
  'tls-unknown',
]);
export type ModeReason = z.infer<typeof modeReason>;

export const modeOption = z.strictObject({
  mode,
  available: z.boolean(),
  suggested: z.boolean(),
  reason: modeReason,
  /** When the reason came about: the day a phrase was given, a key was compared, a consent given. */
  at: time.nullable(),
  /** A name for the reason's blank: the provider, or who vouches for a domain. */
  detail: z.string().optional(),
});
export type ModeOption = z.infer<typeof modeOption>;

export const threadChoice = z.strictObject({ mode, consentRowId: id.nullable(), by: z.string(), at: time });
export type ThreadChoice = z.infer<typeof threadChoice>;

export const threadDetail = z.strictObject({
  id,
  subject: z.string(),
  flagged: z.boolean(),
  /** The other side's address that the thread is with. */
  correspondent: person,
  party: party.nullable(),
  /** The party this address had elsewhere; a suggestion. */
  suggestedParty: party.nullable(),
  patient: patientSummary.nullable(),
  /** Patients who have this address; more than one asks "about whom?". */
  candidates: z.array(patientSummary),
  consent: consentView.nullable(),
  /** A recorded request of the patient for their own records in the clear. */
  accessRequest: consentView.nullable(),
  choice: threadChoice.nullable(),
  /** False while Send is shut. */
  chosen: z.boolean(),
  /** Mail in it came encrypted, so that nothing unencrypted is suggested for the answer. */
  cameEncrypted: z.boolean().optional(),
  options: z.array(modeOption),
  messages: z.array(messageView),
  draftId: id.nullable(),
  /** As in a row. */
  listedBy: z.string().optional(),
});
export type ThreadDetail = z.infer<typeof threadDetail>;

export const threads = {
  list: query(
    z.strictObject({
      view: threadView,
      /** From the last answer; null asks for the first page. */
      cursor: z.string().max(200).nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    z.strictObject({ rows: z.array(threadRow), cursor: z.string().nullable(), total: z.number().int() }),
  ),
  get: query(z.strictObject({ threadId: id }), threadDetail),
  setParty: command(z.strictObject({ threadId: id, party, patientId: id.nullable() }), z.strictObject({})),
  /**
   * The two choices at once: the mode, and the ledger row that was seen (null: "nothing on file, seen").
   * Fails with `state-changed` when the ledger says something else by now. Going weaker needs a reason.
   */
  choose: command(
    z.strictObject({ threadId: id, mode, consentRowId: id.nullable(), downgradeReason: mediumText.nullable() }),
    z.strictObject({}),
  ),
  markRead: command(z.strictObject({ threadId: id, read: z.boolean() }), z.strictObject({})),
  flag: command(z.strictObject({ threadId: id, flagged: z.boolean() }), z.strictObject({})),
  move: command(
    z.strictObject({ threadId: id, role: z.enum(['archive', 'trash', 'inbox', 'junk']) }),
    z.strictObject({}),
  ),
};

export const threadEvents = {
  /** Which threads changed; empty means: look again at everything. */
  'threads.changed': z.strictObject({ threadIds: z.array(id) }),
};
