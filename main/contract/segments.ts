import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { day, id, shortText, time } from './fields.ts';
import { patientSummary } from './patients.ts';

/** What observations, conditions and so on are called: exactly this one (by code or name), or every one whose name contains the label. */
export const conceptPick = z.strictObject({
  code: shortText,
  label: shortText.min(1),
  match: z.enum(['exact', 'contains']),
});
export type ConceptPick = z.infer<typeof conceptPick>;

const years = z.number().int().min(0).max(130);
const months = z.number().int().min(1).max(600);
const spanDays = z.number().int().min(0).max(3_660);
const has = z.boolean();
const amount = z.number().min(-1e9).max(1e9);

export const observationCompare = z.enum(['at-least', 'at-most', 'above', 'below', 'equals']);
export const fieldCompare = z.enum(['is', 'is-not', 'contains', 'at-least', 'at-most', 'empty']);
export const sex = z.enum(['female', 'male', 'other', 'unknown']);

/** One sentence of a rule. A patient of whom the fact is not on file does not fit a sentence that asks for it. */
export const segmentLeaf = z.discriminatedUnion('is', [
  /** Completed years, both ends counted. */
  z.strictObject({ is: z.literal('age'), from: years.nullable(), to: years.nullable() }),
  z.strictObject({ is: z.literal('sex'), sex }),
  /** Today or within so many days. */
  z.strictObject({ is: z.literal('birthday'), days: z.number().int().min(0).max(364) }),
  /** `last`: the newest with a number; `any`: one of them. Future ones do not count; `months` says how old it may be. */
  z.strictObject({
    is: z.literal('observation'),
    concept: conceptPick,
    which: z.enum(['last', 'any']),
    compare: observationCompare,
    value: amount,
    months: months.nullable(),
  }),
  /** Measured, or not, in the last months (null: ever). */
  z.strictObject({ is: z.literal('measured'), concept: conceptPick, has, months: months.nullable() }),
  /** As of today. */
  z.strictObject({ is: z.literal('condition'), concept: conceptPick, has }),
  z.strictObject({ is: z.literal('treatment'), concept: conceptPick, has }),
  z.strictObject({ is: z.literal('immunization'), concept: conceptPick, has, months: months.nullable() }),
  /** A visit that was kept, in the last months, today counted. */
  z.strictObject({ is: z.literal('visited'), has, months, reason: shortText }),
  /** An appointment from today on. */
  z.strictObject({ is: z.literal('appointment'), has, days: spanDays, reason: shortText }),
  z.strictObject({ is: z.literal('doctor'), name: shortText.min(1), has }),
  z.strictObject({ is: z.literal('tag'), tag: shortText.min(1), has }),
  /** A field of the practice's own. `empty`: nothing in it; `is-not` fits those too. */
  z.strictObject({
    is: z.literal('field'),
    name: shortText.min(1),
    compare: fieldCompare,
    text: shortText,
    value: amount,
  }),
  z.strictObject({ is: z.literal('postal-code'), starts: shortText.min(1), has }),
  z.strictObject({
    is: z.literal('reachable'),
    by: z.enum(['address', 'telephone', 'phrase']),
    has,
  }),
  z.strictObject({
    is: z.literal('consent'),
    purpose: z.enum(['unencrypted-email', 'marketing']),
    status: z.enum(['given', 'not-given', 'refused']),
  }),
]);
export type SegmentLeaf = z.infer<typeof segmentLeaf>;

/** A tree of sentences. `all` of none fits everybody, `any` of none fits nobody. */
export type SegmentRule =
  | SegmentLeaf
  | { readonly is: 'all'; readonly rules: readonly SegmentRule[] }
  | { readonly is: 'any'; readonly rules: readonly SegmentRule[] }
  | { readonly is: 'not'; readonly rule: SegmentRule };

/** Built level by level and not by itself: what nests deeper is no rule, and cannot exhaust a stack. */
const deepest = 4;
const widest = 30;

function groupsOver(inner: z.ZodType<SegmentRule>): z.ZodType<SegmentRule> {
  return z.union([
    segmentLeaf,
    z.strictObject({ is: z.enum(['all', 'any']), rules: z.array(inner).max(widest) }),
    z.strictObject({ is: z.literal('not'), rule: inner }),
  ]);
}

let levels: z.ZodType<SegmentRule> = segmentLeaf;
for (let level = 0; level < deepest; level += 1) levels = groupsOver(levels);
export const segmentRule = levels;

/** What is on file about one sentence, where something is. */
export const foundFact = z.strictObject({
  day: z.string().nullable(),
  number: z.number().nullable(),
  unit: z.string(),
  text: z.string(),
});
export type FoundFact = z.infer<typeof foundFact>;

/** One sentence or group with its verdict; `depth` and the order draw the tree. */
export const explainedLine = z.strictObject({
  depth: z.number().int(),
  rule: segmentRule,
  fits: z.boolean(),
  found: foundFact.nullable(),
});
export type ExplainedLine = z.infer<typeof explainedLine>;

export const segmentSummary = z.strictObject({
  id,
  name: z.string(),
  rule: segmentRule,
  /** Comes with the program, and nobody changed it yet. */
  starter: z.boolean(),
  version: z.number().int(),
  savedAt: time.nullable(),
  savedBy: z.string().nullable(),
});
export type SegmentSummary = z.infer<typeof segmentSummary>;

const named = z.strictObject({ code: z.string(), label: z.string() });
/** What the practice has on file, for the menus of the rule builder. */
export const segmentChoices = z.strictObject({
  doctors: z.array(z.string()),
  tags: z.array(z.string()),
  fields: z.array(z.string()),
  observations: z.array(named.extend({ unit: z.string() })),
  conditions: z.array(named),
  treatments: z.array(named),
  immunizations: z.array(named),
});
export type SegmentChoices = z.infer<typeof segmentChoices>;

const onSegment = z.strictObject({ segmentId: id });

export const segments = {
  list: query(nothing, z.array(segmentSummary)),
  get: query(onSegment, segmentSummary),
  choices: query(nothing, segmentChoices),
  /** Who fits now, by name; `today` is the day it was asked on. */
  look: query(
    z.strictObject({
      rule: segmentRule,
      offset: z.number().int().min(0).max(1_000_000),
      limit: z.number().int().min(0).max(200),
    }),
    z.strictObject({ total: z.number().int(), rows: z.array(patientSummary), today: day }),
  ),
  /** Why this patient is in or out, sentence by sentence. */
  explain: query(
    z.strictObject({ rule: segmentRule, patientId: id }),
    z.strictObject({ fits: z.boolean(), lines: z.array(explainedLine) }),
  ),
  /** `version` is the one that was changed (0: none yet): another one since fails with `state-changed`. */
  save: command(
    z.strictObject({
      segmentId: id.nullable(),
      version: z.number().int().min(0),
      name: shortText.min(1),
      rule: segmentRule,
    }),
    z.strictObject({ segmentId: id, version: z.number().int() }),
  ),
  remove: command(onSegment, nothing),
};

export const segmentEvents = { 'segments.changed': nothing };
