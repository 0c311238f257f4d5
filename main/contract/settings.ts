import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { mediumText, shortText } from './fields.ts';
import { dnsResolver, requireTlsWish } from './transport.ts';
import { practiceProfile } from './vault.ts';

export const settingsView = z.strictObject({
  practice: practiceProfile,
  ownerName: shortText,
  /** Plain text under every message. */
  signature: mediumText,
  theme: z.enum(['system', 'light', 'dark']),
  /** Minutes without a key or pointer before the window locks. */
  idleMinutes: z.number().int().min(1).max(60),
  language: z.enum(['en', 'es']),
  /** The resolver whose word on DNSSEC counts; null: none, so DANE is not looked up. */
  resolver: dnsResolver.nullable(),
  requireTls: requireTlsWish,
});
export type SettingsView = z.infer<typeof settingsView>;

export const settings = {
  get: query(nothing, settingsView),
  change: command(settingsView.partial(), settingsView),
};

export const settingsEvents = { 'settings.changed': settingsView };
