import { z } from 'zod';
import { query } from './conversation.ts';
import { time } from './fields.ts';

export const journalRow = z.strictObject({
  sequence: z.number().int(),
  at: time,
  by: z.string(),
  kind: z.string(),
  /** Facts for the sentence the window makes of it. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type JournalRow = z.infer<typeof journalRow>;

/** What entries are about, as far as they can be listed apart. */
export const journalAbout = z.enum(['mail', 'patients', 'keys', 'practice']);
export type JournalAbout = z.infer<typeof journalAbout>;

export const journal = {
  list: query(
    z.strictObject({
      before: z.number().int().nullable(),
      limit: z.number().int().min(1).max(200),
      /** Only entries about this; `total` counts them alone. */
      about: journalAbout.optional(),
    }),
    z.strictObject({ rows: z.array(journalRow), total: z.number().int() }),
  ),
  /** Walks the hash chain; `firstBroken` is the sequence where it does not hold. */
  verify: query(
    z.strictObject({}),
    z.strictObject({ entries: z.number().int(), firstBroken: z.number().int().nullable() }),
  ),
};
