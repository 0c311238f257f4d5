import type { AccountInput, ConnectionState } from '../contract/account.ts';
import type { SentCheck } from './outbox/outbox.ts';
import type { SendResult } from './wire/smtp-send.ts';

/** The practice's one mail account: what comes in and goes out over the wire. */
export type MailAccount = {
  /** Begins to receive with the saved account; does nothing while there is none. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly connection: () => ConnectionState;
  readonly syncNow: () => void;
  readonly markRead: (threadId: string, read: boolean) => void;
  readonly flag: (threadId: string, flagged: boolean) => void;
  readonly move: (threadId: string, role: 'archive' | 'trash' | 'inbox' | 'junk') => void;
  readonly send: (envelope: { from: string; to: readonly string[] }, bytes: Uint8Array) => Promise<SendResult>;
  readonly fileCopy: (bytes: Uint8Array, messageIdHeader: string) => Promise<void>;
  readonly lookInSent: (messageIdHeader: string) => Promise<SentCheck>;
  readonly sizeLimit: () => number | null;
  readonly providerFilesCopies: () => boolean;
};

export type SavedAccount = Omit<AccountInput, 'password'>;
