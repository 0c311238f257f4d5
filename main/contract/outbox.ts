import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { id, mode, person, time } from './fields.ts';
import { sealedForm } from './sealed-form.ts';

export const outboxState = z.enum(['queued', 'sending', 'sent', 'unsure', 'failed']);
export type OutboxState = z.infer<typeof outboxState>;

export const outboxRow = z.strictObject({
  id,
  threadId: id,
  to: z.array(person),
  subject: z.string(),
  mode,
  /** How a sealed letter travels. */
  form: sealedForm.nullable().optional(),
  state: outboxState,
  queuedAt: time,
  notBefore: time,
  /** Due more than ten minutes ago and never tried: asks before it leaves. */
  overdue: z.boolean(),
  attempts: z.number().int(),
  nextAttemptAt: time.nullable(),
  /** Code of the last failure, and the server's own words. */
  code: z.string().nullable(),
  response: z.string().nullable(),
  /** For an unsure one: what a look into the server's Sent gave. `cannot-tell`: this provider files nothing there by itself. */
  checked: z.enum(['not-checked', 'in-sent', 'not-in-sent', 'cannot-tell']),
  /** Who vouches for the way, where the mode is `tls` and nothing proves it. */
  listedBy: z.string().optional(),
});
export type OutboxRow = z.infer<typeof outboxRow>;

const onRow = z.strictObject({ outboxId: id });

export const outbox = {
  list: query(nothing, z.array(outboxRow)),
  /** Within ten seconds of Send: back to a draft in one transaction. */
  undo: command(onRow, z.strictObject({ draftId: id })),
  /** A person decides to send a failed, overdue or unsure one (again). */
  sendAgain: command(onRow, nothing),
  /** A person says that an unsure one arrived. */
  markSent: command(onRow, nothing),
  /** One that is not on the wire and has not left for certain becomes a draft again. */
  toDraft: command(onRow, z.strictObject({ draftId: id })),
  /** A sealed letter that came back or could not be opened becomes a draft (again), in another form. */
  inOtherForm: command(onRow.extend({ form: sealedForm }), z.strictObject({ draftId: id })),
  /** How many are still within their ten seconds; asked before quitting or locking. */
  beforeQuit: query(nothing, z.strictObject({ waiting: z.number().int() })),
  /** Sends what still waits for its ten seconds now. */
  sendNow: command(nothing, nothing),
  /** Takes everything that still waits for its ten seconds back to drafts. */
  keepAsDrafts: command(nothing, nothing),
};

export const outboxEvents = { 'outbox.changed': z.strictObject({ outboxId: id }) };
