import type { Emitter } from '../base/emitter.ts';
import type { Log } from '../base/log.ts';
import type { Store } from '../store/open.ts';
import type { MailboxEvents } from './mailbox-events.ts';
import type { ReadMessagesCall } from './read-result.ts';

/** What receiving needs from the rest of the engine. */
export type Receiving = {
  readonly store: Store;
  readonly readMessages: ReadMessagesCall;
  /** Armored, the present one first. */
  readonly privateKeys: () => readonly string[];
  /** The account's own address, as it is kept. */
  readonly ownAddress: string;
  readonly now: () => number;
  readonly events: Pick<Emitter<MailboxEvents>, 'emit'>;
  readonly log: Log;
};
