import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { errorCodes } from './errors.ts';
import { emailAddress, shortText, time } from './fields.ts';

/** How a server is reached. Always TLS 1.2 or later with a verified name (RFC 8314); clear text cannot be expressed. */
export const serverSettings = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['implicit', 'starttls']),
});
export type ServerSettings = z.infer<typeof serverSettings>;

export const signIn = z.enum(['password', 'app-password', 'oauth-google', 'oauth-microsoft']);
export type SignIn = z.infer<typeof signIn>;

export const accountPreset = z.strictObject({
  /** Null where the settings are only guessed from the domain. */
  provider: z.string().nullable(),
  signIn,
  imap: serverSettings,
  smtp: serverSettings,
});
export type AccountPreset = z.infer<typeof accountPreset>;

export const accountInput = z.strictObject({
  address: emailAddress,
  /** Shown to recipients beside the address. */
  displayName: shortText,
  user: shortText.min(1),
  password: z.string().min(1).max(1_000),
  imap: serverSettings,
  smtp: serverSettings,
});
export type AccountInput = z.infer<typeof accountInput>;

export const checkResult = z.strictObject({
  ok: z.boolean(),
  code: z.enum(errorCodes).nullable(),
  /** Blanks of the code's text: host, port, certificate subject, issuer, reason, dates. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type CheckResult = z.infer<typeof checkResult>;

export const accountCheck = z.strictObject({ imap: checkResult, smtp: checkResult });

/** What the line at the foot of the side bar says. */
export const connectionState = z.strictObject({
  state: z.enum(['none', 'connecting', 'syncing', 'up-to-date', 'offline', 'failed']),
  code: z.enum(errorCodes).nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Messages fetched and to fetch, while syncing. */
  done: z.number().int(),
  total: z.number().int(),
  lastSyncAt: time.nullable(),
});
export type ConnectionState = z.infer<typeof connectionState>;

export const accountView = z.strictObject({
  address: emailAddress,
  displayName: shortText,
  user: shortText,
  imap: serverSettings,
  smtp: serverSettings,
  passwordIn: z.enum(['keychain', 'vault']),
  connection: connectionState,
});
export type AccountView = z.infer<typeof accountView>;

export const account = {
  get: query(nothing, accountView.nullable()),
  preset: query(z.strictObject({ address: emailAddress }), accountPreset),
  /** Signs in to both servers and changes nothing. */
  check: command(accountInput, accountCheck),
  /** Checks, then saves only if both answers are good. */
  save: command(accountInput, accountCheck),
  syncNow: command(nothing, nothing),
};

export const accountEvents = { 'account.connection': connectionState };
