import { z } from 'zod';
import { nothing, query } from './conversation.ts';
import { id } from './fields.ts';

export const mailboxRole = z.enum(['inbox', 'sent', 'drafts', 'archive', 'junk', 'trash', 'all']);
export type MailboxRole = z.infer<typeof mailboxRole>;

export const mailboxView = z.strictObject({
  id,
  /** The server's path, decoded, for people. */
  name: z.string(),
  role: mailboxRole.nullable(),
  unread: z.number().int(),
  total: z.number().int(),
});
export type MailboxView = z.infer<typeof mailboxView>;

/** The numbers in the side bar. */
export const counts = z.strictObject({
  inboxUnread: z.number().int(),
  toBeChosen: z.number().int(),
  drafts: z.number().int(),
  /** Waiting, sending, failed or unsure. */
  outbox: z.number().int(),
  /** Failed or unsure: a person must look. */
  outboxNeedsPerson: z.number().int(),
  patients: z.number().int(),
  /** Letters of standing rules whose time passed: a person is asked. */
  missedLetters: z.number().int(),
});
export type Counts = z.infer<typeof counts>;

export const mailboxes = {
  list: query(nothing, z.array(mailboxView)),
  counts: query(nothing, counts),
};
