import type { ConnectionState } from '../../contract/account.ts';

/** What this room tells others; `engine.ts` passes it on. */
export type MailboxEvents = {
  /** Threads that changed; none named means: look again at everything. */
  threads: { readonly threadIds: readonly string[] };
  connection: ConnectionState;
  /** Mail of ours came back, or somebody complained about it: rows of the outbox that a report was matched to. */
  'came-back': { readonly outboxId: string };
  /** Patients took marketing back, and the ledger does not say so yet. */
  'opted-out': Record<string, never>;
  /** A person's message came from this address: it works. */
  wrote: { readonly address: string; readonly at: number };
  /** A new message offered a key for its sender (Autocrypt). Nobody compared it. */
  'key-offered': {
    readonly address: string;
    readonly key: Uint8Array;
    readonly at: number;
    /** `gossip`: another one than its owner says so. */
    readonly source: 'autocrypt' | 'gossip';
    /** The message answers one that we sent to its sender. */
    readonly answersUs: boolean;
  };
};
