import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import {
  bytes,
  contentKind,
  emailAddress,
  id,
  longText,
  mediumText,
  mode,
  party,
  person,
  shortText,
  time,
} from './fields.ts';
import { sealedForm, sealedPreview } from './sealed-form.ts';
import { modeOption } from './threads.ts';
import { transportEvidence } from './transport.ts';

export const draftKind = z.enum(['new', 'reply', 'reply-all', 'forward']);
export type DraftKind = z.infer<typeof draftKind>;

export const draftAttachment = z.strictObject({
  id,
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  complete: z.boolean(),
});
export type DraftAttachment = z.infer<typeof draftAttachment>;

/** What a message may ask a patient for. */
const askedPurpose = z.literal('unencrypted-email');

export const draftContent = z.strictObject({
  to: z.array(person).max(100),
  cc: z.array(person).max(100),
  subject: shortText.max(998),
  /** What a person wrote, as the editor gives it; the quote is kept apart. */
  html: longText,
  /** How delicate the content is; `health` unless a person says otherwise. */
  contentKind,
  /** Stronger for this message alone; null: the thread's mode. */
  strongerMode: mode.nullable(),
  /** The form of its sealed letters; none: by each patient's device. */
  sealedForm: sealedForm.optional(),
  /** It asks the patient for this consent: once it has left, the ledger says "asked". */
  asks: askedPurpose.optional(),
});
export type DraftContent = z.infer<typeof draftContent>;

export const draftView = draftContent.extend({
  id,
  kind: draftKind,
  threadId: id.nullable(),
  /** For a new message, whom it is about. */
  party: party.nullable(),
  patientId: id.nullable(),
  /** Plain text of what is quoted below; empty where the protection does not allow a quote. */
  quote: z.string(),
  attachments: z.array(draftAttachment),
  /** Counts saves: a save with an older revision fails with `state-changed` and loses nothing. */
  revision: z.number().int(),
  updatedAt: time,
});
export type DraftView = z.infer<typeof draftView>;

/** Why a message is refused. The window has one text per code. */
export const refusalCode = z.enum([
  'no-recipient',
  'recipient-invalid',
  'no-party',
  'no-mode-chosen',
  'no-consent-acknowledged',
  'consent-changed',
  'consent-not-given',
  'consent-not-warned',
  'sensitive-needs-encryption',
  'tls-unproven',
  'health-to-other-needs-encryption',
  'health-to-professional-needs-encryption',
  'no-key',
  'key-expired',
  'key-revoked',
  'key-weak',
  'key-cannot-encrypt',
  'own-key-unusable',
  'no-certificate',
  'certificate-expired',
  'certificate-revoked',
  'certificate-weak',
  'certificate-cannot-encrypt',
  'no-own-certificate',
  'phrase-not-given',
  'sealed-needs-patient',
  'form-no-reader',
  'form-reader-differs',
  'form-file-kind',
  'about-whom',
  'downgrade-needs-reason',
  'quote-would-leak',
  'text-would-leak',
  'marketing-without-consent',
  'attachment-incomplete',
  'too-large',
  'empty-message',
  'no-account',
  'subject-would-leak',
]);
export type RefusalCode = z.infer<typeof refusalCode>;

export const refusal = z.strictObject({
  code: refusalCode,
  address: z.string().nullable(),
  detail: z.string().nullable(),
});
export type Refusal = z.infer<typeof refusal>;

/** Asked once before Send; answered in `drafts.send`. */
export const question = z.enum(['compare-key-first', 'about-whom', 'attachment-forgotten', 'consent-open-warning']);
export type Question = z.infer<typeof question>;

export const decision = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('allow'),
    deliveries: z.array(
      z.strictObject({
        address: z.string(),
        mode,
        /** What `tls` rests on. */
        evidence: z.array(transportEvidence).optional(),
      }),
    ),
  }),
  z.strictObject({ outcome: z.literal('ask'), questions: z.array(question) }),
  z.strictObject({ outcome: z.literal('refuse'), reasons: z.array(refusal) }),
]);
export type Decision = z.infer<typeof decision>;

export const sendPreview = z.strictObject({
  decision,
  /** The subject every mail server on the way can read. */
  visibleSubject: z.string(),
  /** Estimated bytes on the wire, and the server's limit (RFC 1870) where it is known. */
  size: z.number().int(),
  sizeLimit: z.number().int().nullable(),
  /** Recipients to whom mail came back for good: said, and refuses nothing. */
  cameBack: z.array(z.strictObject({ address: z.string(), at: time, diagnostic: z.string() })).optional(),
  /** Null where nobody would get a sealed letter. */
  sealed: sealedPreview.nullable(),
  /** How it would reach each recipient, and why so or why not; empty before a mode is chosen. */
  ways: z.array(modeOption.omit({ suggested: true }).extend({ address: z.string() })).optional(),
});
export type SendPreview = z.infer<typeof sendPreview>;

export const sent = z.strictObject({ decision, outboxIds: z.array(id), notBefore: time.nullable() });

export const drafts = {
  list: query(
    nothing,
    z.array(
      z.strictObject({
        id,
        threadId: id.nullable(),
        to: z.array(person),
        subject: z.string(),
        snippet: z.string(),
        updatedAt: time,
      }),
    ),
  ),
  get: query(z.strictObject({ draftId: id }), draftView),
  /** The thread's draft where there is one, else a fresh one with its recipients, subject, signature and quote. */
  open: command(
    z.strictObject({
      kind: draftKind,
      threadId: id.nullable(),
      messageId: id.nullable(),
      patientId: id.nullable(),
      /** For a new message without a patient. */
      to: emailAddress.nullable(),
      /** Asks the patient for a consent in these words, above the signature; the ledger has it once the message left. */
      question: z.strictObject({ purpose: askedPurpose, words: longText.max(10_000) }).optional(),
    }),
    draftView,
  ),
  save: command(
    z.strictObject({ draftId: id, revision: z.number().int(), content: draftContent }),
    z.strictObject({ revision: z.number().int() }),
  ),
  discard: command(z.strictObject({ draftId: id }), nothing),
  addAttachment: command(
    z.strictObject({ draftId: id, name: shortText.min(1), contentType: shortText, size: z.number().int().min(0) }),
    draftAttachment,
  ),
  addAttachmentPiece: command(
    z.strictObject({ attachmentId: id, offset: z.number().int().min(0), bytes }),
    z.strictObject({ complete: z.boolean() }),
  ),
  removeAttachment: command(z.strictObject({ attachmentId: id }), nothing),
  dropQuote: command(z.strictObject({ draftId: id }), nothing),
  /** What Send would do now, with every reason. */
  preview: query(z.strictObject({ draftId: id }), sendPreview),
  /** Decides, builds, protects, checks and queues; or says why not and changes nothing. */
  send: command(
    z.strictObject({
      draftId: id,
      revision: z.number().int(),
      answers: z.array(z.strictObject({ question, yes: z.boolean(), note: mediumText.nullable() })).max(10),
    }),
    sent,
  ),
};

export const draftEvents = { 'drafts.changed': z.strictObject({ draftId: id }) };
