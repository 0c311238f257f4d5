import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { contentKind, id, longText, shortText, time } from './fields.ts';

/** What a merge tag of a fixed name stands for. */
export const mergeFieldNames = [
  'first_name',
  'last_name',
  'full_name',
  'birth_date',
  'age',
  'record_number',
  'telephone',
  'address',
  'doctor',
  'last_visit',
  'last_visit_reason',
  'next_visit',
  'next_visit_reason',
  'conditions',
  'treatments',
  'practice_name',
  'practice_address',
  'practice_telephone',
  'today',
] as const;
export type MergeFieldName = (typeof mergeFieldNames)[number];

export const mergeFieldKind = z.enum(['text', 'number', 'day', 'moment']);
export type MergeFieldKind = z.infer<typeof mergeFieldKind>;

/** One entry of the menu of merge tags. */
export const mergeField = z.strictObject({
  /** As it stands in a tag: a fixed name, `result_…` and `result_date_…` of an observation, `custom_…` of a custom field. */
  name: z.string(),
  /** How the practice calls it, where it is no fixed name; else null. */
  label: z.string().nullable(),
  kind: mergeFieldKind,
  contentKind,
});
export type MergeField = z.infer<typeof mergeField>;

/** Filters that a tag may have, besides `default: "…"`. */
export const mergeFilters = ['long_date', 'short_date', 'weekday', 'time', 'title_case'] as const;
export type MergeFilter = (typeof mergeFilters)[number];

export const sendPurpose = z.enum(['treatment', 'payment', 'operations', 'marketing']);
export type SendPurpose = z.infer<typeof sendPurpose>;

export const templateContent = z.strictObject({
  name: shortText.min(1),
  /** What it is for; a campaign can say otherwise. */
  purpose: sendPurpose,
  /** How delicate the text itself is; its tags can make it more. */
  contentKind,
  subject: shortText.max(400),
  /** As the editor gives it, with merge tags in the text. */
  html: longText.max(200_000),
});
export type TemplateContent = z.infer<typeof templateContent>;

export const templateProblem = z.strictObject({
  code: z.enum([
    'syntax',
    'unknown-field',
    'unknown-filter',
    'unknown-tag',
    'filter-kind',
    'tag-in-markup',
    'no-subject',
    'no-text',
    'header-break',
    'too-long',
  ]),
  where: z.enum(['subject', 'text']),
  /** The tag, filter or field it is about; empty where it is about the whole. */
  detail: z.string(),
});
export type TemplateProblem = z.infer<typeof templateProblem>;

export const templateCheck = z.strictObject({
  problems: z.array(templateProblem),
  /** Fields that its tags name, conditions included. */
  fields: z.array(z.string()),
  /** At least as delicate as the most delicate field in it. */
  contentKind,
});
export type TemplateCheck = z.infer<typeof templateCheck>;

/** Why one patient's message is held back. `field`: whose value it was; null: the text as a whole. */
export const heldReason = z.strictObject({
  code: z.enum([
    'missing-field',
    'line-break',
    'control-character',
    'encoded-word',
    'markup',
    'merge-tag',
    'value-too-long',
    'wrong-kind',
    /** Its time is asked for, and only its day is on file. */
    'no-time',
    'text-too-long',
    'empty',
    'template-broken',
    /** No document of the batch is theirs. */
    'no-document',
    /** Record number or birth date changed since the document was found to be theirs. */
    'document-unclear',
    /** The appointment that it goes ahead of is over, moved or called off. */
    'event-over',
  ]),
  field: z.string().nullable(),
});
export type HeldReason = z.infer<typeof heldReason>;

export const mergedMessage = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('ready'), subject: z.string(), html: z.string(), text: z.string() }),
  z.strictObject({ outcome: z.literal('held'), reasons: z.array(heldReason) }),
]);
export type MergedMessage = z.infer<typeof mergedMessage>;

export const templateSummary = z.strictObject({
  id,
  name: z.string(),
  purpose: sendPurpose,
  contentKind,
  /** Comes with the program, and nobody changed it yet. */
  starter: z.boolean(),
  /** Counts saves; 0: never saved. */
  version: z.number().int(),
  savedAt: time.nullable(),
  savedBy: z.string().nullable(),
});
export type TemplateSummary = z.infer<typeof templateSummary>;

export const templateView = templateSummary.extend({ subject: z.string(), html: z.string() });
export type TemplateView = z.infer<typeof templateView>;

const onTemplate = z.strictObject({ templateId: id });
const source = templateContent.pick({ subject: true, html: true, contentKind: true });
/** A text that need not be saved yet. */
export const templateDraft = source.extend({ purpose: sendPurpose });

export const templates = {
  list: query(nothing, z.array(templateSummary)),
  /** As it stands, or as it stood at `version`. */
  get: query(onTemplate.extend({ version: z.number().int().min(1).nullable() }), templateView),
  versions: query(
    onTemplate,
    z.array(z.strictObject({ version: z.number().int(), name: z.string(), savedAt: time, savedBy: z.string() })),
  ),
  fields: query(nothing, z.array(mergeField)),
  check: query(source, templateCheck),
  /** `version` is the one that was changed (0: none yet): another one since fails with `state-changed`, a broken text with `template-broken`. */
  save: command(
    z.strictObject({ templateId: id.nullable(), version: z.number().int().min(0), content: templateContent }),
    z.strictObject({ templateId: id, version: z.number().int() }),
  ),
  remove: command(onTemplate, nothing),
};

export const templateEvents = { 'templates.changed': nothing };
