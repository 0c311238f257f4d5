import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { refusalCode } from './drafts.ts';
import { contentKind, id, mode, person, shortText, time } from './fields.ts';
import { heldReason, mergedMessage, sendPurpose, templateDraft } from './templates.ts';
import { modeReason } from './threads.ts';

export const campaignSender = z.enum(['practice', 'own-doctor']);
export type CampaignSender = z.infer<typeof campaignSender>;

/** What a person decides about a campaign before its plan is made. */
export const campaignContent = z.strictObject({
  name: shortText.min(1),
  segmentId: id,
  templateId: id,
  purpose: sendPurpose,
  /** Whose name stands in From; the address is the practice's. */
  sender: campaignSender,
  /** Null: as soon as it is approved. */
  startAt: time.nullable(),
  /** At most so many an hour, evenly; null: as fast as the server takes them. */
  perHour: z.number().int().min(1).max(10_000).nullable(),
  /** A batch of documents: each letter takes its patient's along, and nobody without one gets a letter. */
  documentsId: id.optional(),
});
export type CampaignContent = z.infer<typeof campaignContent>;

/** `restored`: a backup was put in place of the database while it ran, so nobody knows what has left since. */
export const campaignState = z.enum(['planned', 'running', 'paused', 'stopped', 'finished', 'restored']);
export type CampaignState = z.infer<typeof campaignState>;

/** Why a running campaign stands still. `late`: nobody was there when it should have gone on. */
export const pauseReason = z.enum(['by-person', 'many-errors', 'late']);
export type PauseReason = z.infer<typeof pauseReason>;

/** Why the whole campaign cannot be approved. */
export const campaignObstacle = z.enum([
  'no-account',
  'nobody',
  'plan-old',
  'postal-address-missing',
  'marketing-by-another-name',
  'template-broken',
  'template-missing',
  'segment-missing',
  'sorted-by-satisfaction',
]);
export type CampaignObstacle = z.infer<typeof campaignObstacle>;

/** Why one patient gets nothing. */
export const rowReason = z.strictObject({
  code: z.enum([
    'no-address',
    /** Mail to it came back for good; the detail is when. */
    'address-bounced',
    'no-mode',
    'duplicate',
    'patient-gone',
    /** Marked as having died. */
    'deceased',
    /** The address is not on their file any more. */
    'address-changed',
    /** They do not fit the group any more. */
    'left-group',
    /** It could not be built or protected; the detail is the error's code. */
    'not-built',
    /** Something that a person would be asked first; the detail is the question. */
    'asks',
    ...refusalCode.options,
    ...heldReason.shape.code.options,
  ]),
  /** The field, the other address or the other patient it is about. */
  detail: z.string().nullable(),
});
export type RowReason = z.infer<typeof rowReason>;

/**
 * Where one patient's letter stands. `waiting`: not begun; `queued`: in the outbox, on its way; `taken-back`: a person took
 * it out of the outbox; `unsent`: the campaign was stopped before; the others as in the outbox.
 */
export const rowState = z.enum([
  'waiting',
  'queued',
  'sent',
  'unsure',
  'failed',
  'held',
  'skipped',
  'taken-back',
  'unsent',
]);
export type RowState = z.infer<typeof rowState>;

export const campaignRow = z.strictObject({
  patientId: id,
  name: z.string(),
  doctor: z.string(),
  address: z.string(),
  state: rowState,
  mode: mode.nullable(),
  /** What the mode rests on, and since when. */
  modeReason: modeReason.nullable(),
  modeReasonAt: time.nullable(),
  /** Every reason against it; for a missing mode also what each mode lacks. */
  reasons: z.array(rowReason),
  lacks: z.array(modeReason),
  /** The conversation, once it is begun; its message in the outbox. */
  threadId: id.nullable(),
  outboxId: id.nullable(),
  at: time.nullable(),
  code: z.string().nullable(),
  response: z.string().nullable(),
  /** For an unsure one, what a look into the server's Sent gave. */
  checked: z.enum(['none', 'not-checked', 'in-sent', 'not-in-sent', 'cannot-tell', 'said-sent', 'said-not-sent']),
  /** When the patient wrote back. */
  answeredAt: time.nullable(),
  /** When a server said that it will never be delivered. */
  bouncedAt: time.nullable(),
  /** When the patient said afterwards that they want no more news and offers. */
  optedOutAt: time.nullable(),
});
export type CampaignRow = z.infer<typeof campaignRow>;

const count = z.number().int();

export const campaignTotals = z.strictObject({
  all: count,
  byState: z.record(rowState, count),
  /** Of those that leave or left. */
  byMode: z.record(mode, count),
  answered: count,
  bounced: count,
  optedOut: count,
});
export type CampaignTotals = z.infer<typeof campaignTotals>;

/** How fast the practice's mail server may be fed, as its own answer told us. */
export const campaignLimit = z.strictObject({
  per: z.enum(['minute', 'hour', 'day']),
  letters: count,
  /** The server's words, and when it said them. */
  answer: z.string(),
  learntAt: time,
  /** Runs rest until then; null: not now. */
  restUntil: time.nullable(),
});
export type CampaignLimit = z.infer<typeof campaignLimit>;

/** What went wrong most often of late: the error's code, the server's words where it was the server, and how often. */
export const campaignTrouble = z.strictObject({ code: z.string(), answer: z.string(), letters: count });
export type CampaignTrouble = z.infer<typeof campaignTrouble>;

export const campaignView = campaignContent.extend({
  id,
  segmentName: z.string(),
  templateName: z.string(),
  contentKind,
  /** The group's rule makes it more delicate than the letter is. */
  groupTells: z.boolean(),
  state: campaignState,
  stateAt: time,
  pauseReason: pauseReason.nullable(),
  savedBy: z.string(),
  approvedAt: time.nullable(),
  approvedBy: z.string(),
  /** Null before a plan is complete. */
  plannedAt: time.nullable(),
  planning: z.strictObject({ done: count, total: count }).nullable(),
  obstacles: z.array(campaignObstacle),
  /** Null while the server never complained, or that is long ago. */
  limit: campaignLimit.nullable(),
  /** Of a run that halted for many errors. */
  trouble: campaignTrouble.nullable(),
  totals: campaignTotals,
});
export type CampaignView = z.infer<typeof campaignView>;

export const campaignSummary = campaignView.pick({
  id: true,
  name: true,
  segmentName: true,
  templateName: true,
  purpose: true,
  state: true,
  stateAt: true,
  startAt: true,
  totals: true,
});
export type CampaignSummary = z.infer<typeof campaignSummary>;

/** One patient's letter as it would leave. */
export const letterPreview = z.strictObject({
  /** With everything that is put under it. */
  message: mergedMessage,
  /** Null without a mail account. */
  from: person.nullable(),
  /** Null for a made-up patient, and for one without an address. */
  to: person.nullable(),
  contentKind,
  /** Null where it leaves in none, and for a made-up patient. */
  mode: mode.nullable(),
  modeReason: modeReason.nullable(),
  modeReasonAt: time.nullable(),
  /** Every reason against it. */
  reasons: z.array(rowReason),
  lacks: z.array(modeReason),
  /** What anybody sees of the mail, where that is not the letter itself. `text`, `file`: what a sealed letter comes with. */
  outside: z.strictObject({ subject: z.string(), text: z.string().nullable(), file: z.string().nullable() }).nullable(),
});
export type LetterPreview = z.infer<typeof letterPreview>;

const onCampaign = z.strictObject({ campaignId: id });

export const campaigns = {
  list: query(nothing, z.array(campaignSummary)),
  get: query(onCampaign, campaignView),
  save: command(z.strictObject({ campaignId: id.nullable(), content: campaignContent }), onCampaign),
  /** One that nothing has left of. */
  remove: command(onCampaign, nothing),
  /** Begins to work out each patient's mode, or why not, in place of the plan there was; `planning` tells how far it is. */
  plan: command(onCampaign, nothing),
  rows: query(
    onCampaign.extend({
      /** Null: all. */
      states: z.array(rowState).max(9).nullable(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    z.strictObject({ rows: z.array(campaignRow), total: z.number().int() }),
  ),
  /** Without a patient, the letter of a made-up one. */
  preview: query(
    z.strictObject({
      of: z.union([onCampaign, z.strictObject({ template: templateDraft })]),
      patientId: id.nullable(),
    }),
    letterPreview,
  ),
  /** A person approves the plan of `plannedAt`; throws `state-changed` where another stands by now, or an obstacle does. */
  start: command(onCampaign.extend({ plannedAt: time }), nothing),
  /** Takes back what was not tried yet. */
  pause: command(onCampaign, nothing),
  resume: command(onCampaign, nothing),
  /** For good: what has not left never will. */
  stop: command(onCampaign, nothing),
  /** The letter with made-up values, to the practice's own address. */
  sendTest: command(onCampaign, z.strictObject({ to: z.string() })),
  /** After a restore: looks for every unsure letter in the server's Sent. */
  lookUp: command(onCampaign, z.strictObject({ found: count, notFound: count, unknown: count })),
  /** After a restore: a person says whether an unsure letter had left (`patientId` null: all that are still unsure). */
  settle: command(onCampaign.extend({ patientId: id.nullable(), left: z.boolean() }), nothing),
  exportReport: command(onCampaign, z.strictObject({ savedAs: z.string().nullable() })),
};

export const campaignEvents = { 'campaigns.changed': onCampaign };
