import type { ErrorCode } from '../../contract/errors.ts';
import type { Emitter } from '../base/emitter.ts';
import type { MailboxRole } from './mailbox-role.ts';

export type ListedMailbox = {
  readonly path: string;
  readonly delimiter: string;
  readonly role: MailboxRole | null;
  readonly subscribed: boolean;
  /** False for a mere parent of others, which holds no messages. */
  readonly selectable: boolean;
};

export type SelectedMailbox = {
  readonly path: string;
  /** When it changes, every UID known from before means something else (RFC 9051, 2.3.1.1). */
  readonly uidValidity: bigint;
  readonly uidNext: number;
  readonly exists: number;
  /** Null where the server keeps no modification sequences (RFC 7162). */
  readonly highestModseq: bigint | null;
};

export type MessageFlags = {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly modseq: bigint | null;
};

export type Changes = {
  readonly changed: readonly MessageFlags[];
  /** UIDs that are gone; null when the server cannot say, so that the caller compares `listUids` itself. */
  readonly vanished: readonly number[] | null;
};

export type FetchedMessage = {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly internalDate: Date;
  /** As the server counts, in bytes. */
  readonly size: number;
  readonly source: Uint8Array;
  /** False when the message is longer than the limit and `source` is only its beginning. */
  readonly complete: boolean;
};

export type ImapEvents = {
  exists: { readonly path: string; readonly count: number; readonly before: number };
  /** `uid` is null where the server counts positions only. */
  expunge: { readonly path: string; readonly uid: number | null };
  flags: { readonly path: string; readonly uid: number | null; readonly flags: readonly string[] };
  /** Once, at the end. Null when we closed it ourselves. */
  closed: { readonly because: ErrorCode | null };
};

/**
 * A signed-in IMAP connection. Calls run one after the other, in order. Those that name UIDs act on the selected mailbox and
 * throw `state-changed` without sending anything once its UIDVALIDITY is no longer the one `select` returned. All throw
 * `EngineError`.
 */
export type ImapConnection = {
  readonly events: Pick<Emitter<ImapEvents>, 'on'>;
  readonly capabilities: { readonly condstore: boolean; readonly qresync: boolean; readonly move: boolean };
  readonly tls: { readonly protocol: string; readonly cipher: string };
  listMailboxes(): Promise<readonly ListedMailbox[]>;
  select(path: string): Promise<SelectedMailbox>;
  /** UID and flags of all messages, or of a UID range such as `120:*`. */
  listUids(range?: string): Promise<readonly MessageFlags[]>;
  /** What changed after a modification sequence; null where the server has none. */
  changedSince(modseq: bigint): Promise<Changes | null>;
  /**
   * Reads whole messages, handing each to `onMessage` and waiting for it. The order is the caller's, in batches that grow from
   * 20 to 200; within one batch it is the server's. UIDs that are gone are skipped. `onMessage` must not call the connection.
   */
  fetchSources(
    uids: readonly number[],
    onMessage: (message: FetchedMessage) => void | Promise<void>,
    options?: { readonly sizeLimit?: number; readonly signal?: AbortSignal },
  ): Promise<void>;
  storeFlags(uids: readonly number[], add: readonly string[], remove: readonly string[]): Promise<void>;
  /** Old UIDs to new ones, or null where the server does not tell. */
  moveMessages(uids: readonly number[], path: string): Promise<ReadonlyMap<number, number> | null>;
  /** The UID it got, or null where the server does not tell. */
  append(path: string, bytes: Uint8Array, flags: readonly string[], date: Date): Promise<number | null>;
  /** UIDs in `path` of the messages with this Message-ID header, angle brackets and all. The selected mailbox stays selected. */
  searchMessageId(path: string, messageIdHeader: string): Promise<readonly number[]>;
  /** Creates a mailbox and subscribes to it; fine when it is there already. */
  createMailbox(path: string): Promise<void>;
  /** Listens to the selected mailbox whenever nothing else is going on: IDLE, or a NOOP every two minutes. Returns what ends it. */
  watch(): () => void;
  /** Says goodbye, and hangs up within two seconds in any case. */
  close(): Promise<void>;
};
