import { z } from 'zod';

/* Fields that several conversations share. Lengths stop a hostile window or file from filling memory or the database. */

export const id = z.string().regex(/^[a-z]{1,4}_[A-Za-z0-9_-]{8,64}$/);
export const shortText = z.string().max(200);
export const mediumText = z.string().max(2_000);
export const longText = z.string().max(2_000_000);
/** Milliseconds since 1970 UTC. */
export const time = z.number().int();
/** A calendar day, `YYYY-MM-DD`. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const emailAddress = z
  .string()
  .max(254)
  .regex(/^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/);
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const person = z.strictObject({ name: z.string(), address: z.string() });
export type Person = z.infer<typeof person>;

/** Protection modes, strongest first. */
export const modes = ['openpgp', 'smime', 'sealed', 'tls', 'open'] as const;
export const mode = z.enum(modes);
export type Mode = z.infer<typeof mode>;

export const parties = ['patient', 'professional', 'other'] as const;
export const party = z.enum(parties);
export type Party = z.infer<typeof party>;

export const contentKind = z.enum(['general', 'health', 'sensitive']);
export type ContentKind = z.infer<typeof contentKind>;

export const purpose = z.enum(['unencrypted-email', 'marketing', 'access-request']);
export type Purpose = z.infer<typeof purpose>;

/** Today's answer of the ledger for one purpose. */
export const consentStatus = z.enum(['not-asked', 'asked', 'given', 'declined', 'withdrawn', 'expired']);
export type ConsentStatus = z.infer<typeof consentStatus>;

/** What the ledger says now: its status and the row that says so (null: no row). */
export const consentView = z.strictObject({
  status: consentStatus,
  rowId: id.nullable(),
  at: time.nullable(),
  until: time.nullable(),
});
export type ConsentView = z.infer<typeof consentView>;
