import type { z } from 'zod';
import { account, accountEvents } from './account.ts';
import { automationEvents, automations } from './automations.ts';
import { campaignEvents, campaigns } from './campaigns.ts';
import { certificateEvents, certificates } from './certificates.ts';
import { documentEvents, documents } from './documents.ts';
import { draftEvents, drafts } from './drafts.ts';
import { importEvents, imports } from './imports.ts';
import { journal } from './journal.ts';
import { keyEvents, keys } from './keys.ts';
import { mailboxes } from './mailboxes.ts';
import { messages } from './messages.ts';
import { outbox, outboxEvents } from './outbox.ts';
import { patientEvents, patients } from './patients.ts';
import { reader, readerEvents } from './reader.ts';
import { segmentEvents, segments } from './segments.ts';
import { settings, settingsEvents } from './settings.ts';
import { templateEvents, templates } from './templates.ts';
import { threadEvents, threads } from './threads.ts';
import { transport, transportEvents } from './transport.ts';
import { vault, vaultEvents } from './vault.ts';

/** Everything the window may ask of the engine, by conversation. */
export const contract = {
  vault,
  settings,
  account,
  mailboxes,
  threads,
  messages,
  patients,
  segments,
  templates,
  imports,
  keys,
  certificates,
  drafts,
  outbox,
  journal,
  transport,
  reader,
  campaigns,
  documents,
  automations,
};

/** Everything the engine tells the window unasked. */
export const events = {
  ...vaultEvents,
  ...settingsEvents,
  ...accountEvents,
  ...threadEvents,
  ...patientEvents,
  ...segmentEvents,
  ...templateEvents,
  ...importEvents,
  ...keyEvents,
  ...certificateEvents,
  ...draftEvents,
  ...outboxEvents,
  ...transportEvents,
  ...readerEvents,
  ...campaignEvents,
  ...documentEvents,
  ...automationEvents,
};

type Contract = typeof contract;
export type ConversationName = keyof Contract;
/** `threads.list`, `vault.unlock` and so on. */
export type MethodName = {
  [C in ConversationName]: `${C}.${Extract<keyof Contract[C], string>}`;
}[ConversationName];

type MethodOf<Name extends MethodName> = Name extends `${infer C extends ConversationName}.${infer M}`
  ? M extends keyof Contract[C]
    ? Contract[C][M]
    : never
  : never;

export type InputOf<Name extends MethodName> =
  MethodOf<Name> extends { input: infer Input extends z.ZodType } ? z.infer<Input> : never;
export type OutputOf<Name extends MethodName> =
  MethodOf<Name> extends { output: infer Output extends z.ZodType } ? z.infer<Output> : never;

export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>;
