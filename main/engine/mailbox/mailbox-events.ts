import type { ConnectionState } from '../../contract/account.ts';

/** What this room tells others; `engine.ts` passes it on. */
export type MailboxEvents = {
  /** Threads that changed; none named means: look again at everything. */
  threads: { readonly threadIds: readonly string[] };
  connection: ConnectionState;
  /** A new message offered a key for its sender (Autocrypt). Nobody compared it. */
  'key-offered': {
    readonly address: string;
    readonly key: Uint8Array;
    readonly at: number;
    /** `gossip`: another one than its owner says so. */
    readonly source: 'autocrypt' | 'gossip';
  };
};
