import { z } from 'zod';
import { campaignObstacle, campaignRow, campaignSender, campaignState, pauseReason, rowReason } from './campaigns.ts';
import { command, nothing, query } from './conversation.ts';
import { contentKind, day, id, mode, shortText, time } from './fields.ts';
import { conceptPick } from './segments.ts';
import { sendPurpose } from './templates.ts';
import { modeReason } from './threads.ts';

/** An hour of the practice's wall clock, `HH:MM`. */
export const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const span = z.number().int().min(1).max(730);
const unit = z.enum(['hours', 'days']);

/** What a letter follows or goes ahead of. Days are counted on the calendar, hours by the clock. */
export const automationTrigger = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('visit'), when: z.enum(['before', 'after']), amount: span, unit }),
  /** A result that an import brought: this one, or any (null). Its wait is the time in which it can be looked at and held. */
  z.strictObject({ is: z.literal('result'), concept: conceptPick.nullable(), amount: span, unit }),
  z.strictObject({ is: z.literal('birthday') }),
  /** A date in a field of the practice's own; so many days before (negative) or after it. */
  z.strictObject({ is: z.literal('date'), field: shortText.min(1), days: z.number().int().min(-730).max(730) }),
]);
export type AutomationTrigger = z.infer<typeof automationTrigger>;

/** When nothing leaves. What falls into it waits for its end; what goes ahead of an appointment leaves at its beginning. */
export const quietHours = z.strictObject({ from: wallTime, until: wallTime });
export type QuietHours = z.infer<typeof quietHours>;

export const automationTiming = z.strictObject({
  trigger: automationTrigger,
  /** The hour at which letters leave that are counted by days. */
  at: wallTime,
  quiet: quietHours.nullable(),
});
export type AutomationTiming = z.infer<typeof automationTiming>;

export const automationContent = automationTiming.extend({
  name: shortText.min(1),
  /** Null: everybody whom it happens to. */
  segmentId: id.nullable(),
  templateId: id,
  purpose: sendPurpose,
  sender: campaignSender,
});
export type AutomationContent = z.infer<typeof automationContent>;

/** `restored`: a backup was put in place of the database while it was on, so nobody knows what has left since. */
export const automationState = z.enum(['off', 'on', 'restored']);
export type AutomationState = z.infer<typeof automationState>;

/** What makes a send itself: once for each rule, event and patient. */
export const onSend = z.strictObject({ automationId: id, eventKey: z.string().min(1).max(300), patientId: id });
export type OnSend = z.infer<typeof onSend>;

/** What a send is about. */
export const automationEvent = z.strictObject({
  is: z.enum(['visit', 'result', 'birthday', 'date']),
  day,
  /** `HH:MM`, or empty where none is known. */
  time: z.string(),
  /** The visit's reason, or the field's name; may be empty. */
  what: z.string(),
});
export type AutomationEvent = z.infer<typeof automationEvent>;

/**
 * `planned` leaves by itself; `held`: not before somebody releases it; `missed`: its time passed while nobody was there;
 * `begun`: handed to a run; `left-out`: somebody said so; `lapsed`: it would have been too late.
 */
export const sendState = z.enum(['planned', 'held', 'missed', 'begun', 'left-out', 'lapsed']);
export type SendState = z.infer<typeof sendState>;

export const automationSend = onSend.extend({
  automationName: z.string(),
  name: z.string(),
  address: z.string(),
  event: automationEvent,
  dueAt: time,
  state: sendState,
  /** How it would leave as things stand, or why not; null and empty while that is being worked out. */
  mode: mode.nullable(),
  modeReason: modeReason.nullable(),
  modeReasonAt: time.nullable(),
  reasons: z.array(rowReason),
  lacks: z.array(modeReason),
  /** False while the mode is being worked out. */
  looked: z.boolean(),
  /** It was due before a backup was put in place of the database: it may have left since that was made. */
  mayHaveLeft: z.boolean(),
  /** For `begun`: its row in the run. */
  run: campaignRow.pick({ state: true, threadId: true, at: true }).nullable(),
});
export type AutomationSend = z.infer<typeof automationSend>;

const count = z.number().int();
const name = z.string();

/** A run of a rule that stands still and waits for a person. */
export const haltedRun = z.strictObject({
  campaignId: id,
  name,
  state: campaignState,
  pauseReason: pauseReason.nullable(),
  stateAt: time,
  waiting: count,
});
export type HaltedRun = z.infer<typeof haltedRun>;

export const automationView = automationContent.extend({
  id,
  segmentName: name,
  templateName: name,
  contentKind,
  state: automationState,
  stateAt: time,
  stateBy: name,
  savedAt: time,
  savedBy: name,
  /** The template was changed since the rule was switched on: its letters say what was approved then. */
  templateChanged: z.boolean(),
  /** Why it cannot be switched on. */
  obstacles: z.array(campaignObstacle),
  counts: z.strictObject({ week: count, held: count, missed: count, begun: count }),
});
export type AutomationView = z.infer<typeof automationView>;

const onAutomation = z.strictObject({ automationId: id });
const someSends = z.array(onSend).min(1).max(200);

export const automations = {
  list: query(nothing, z.strictObject({ rules: z.array(automationView), halted: z.array(haltedRun) })),
  get: query(onAutomation, automationView),
  /**
   * Saving a rule that is on approves it anew. Throws `state-changed` where something stands against that.
   */
  save: command(z.strictObject({ automationId: id.nullable(), content: automationContent }), onAutomation),
  remove: command(onAutomation, nothing),
  /** A person approves what it will send, as the template stands now. Throws `state-changed` where an obstacle does. */
  switchOn: command(onAutomation, nothing),
  /** Nothing leaves by it any more; what is on its way goes on. */
  switchOff: command(onAutomation, nothing),
  /** What such a rule would do, before it is saved. */
  preview: query(
    automationTiming.extend({
      /** The rule that is being changed. */
      automationId: id.nullable(),
      segmentId: id.nullable(),
      templateId: id.nullable(),
      purpose: sendPurpose,
    }),
    z.strictObject({
      /** Letters within seven days, and the first of them. */
      total: count,
      first: z.array(z.strictObject({ patientId: id, name, dueAt: time })),
      /** Their time has passed already, their appointment has not: about these is asked. */
      late: count,
      obstacles: z.array(campaignObstacle),
    }),
  ),
  /** `week`: what leaves within seven days, in its order; `missed`: what is asked about; `past`: what became of the rest. */
  sends: query(
    z.strictObject({
      automationId: id.nullable(),
      which: z.enum(['week', 'missed', 'past']),
      offset: count.min(0),
      limit: count.min(1).max(200),
    }),
    z.strictObject({ rows: z.array(automationSend), total: count }),
  ),
  hold: command(onSend, nothing),
  release: command(onSend, nothing),
  /** A person says about letters whose time passed: send them now, or never. Throws `state-changed` where one is none. */
  settle: command(z.strictObject({ sends: someSends, send: z.boolean() }), nothing),
};

export const automationEvents = { 'automations.changed': nothing };
