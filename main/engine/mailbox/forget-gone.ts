import type { Store } from '../store/open.ts';
import { sweepPieces } from '../store/pieces.ts';
import { listForgettable } from '../store/tables/message.ts';
import { recomputeThread } from '../store/tables/recompute-thread.ts';
import { deleteThreadIfEmpty } from '../store/tables/thread.ts';
import { deleteWholeMessage } from '../store/whole-message.ts';
import { writeInShort } from './short-writes.ts';

/** A message that moves between mailboxes is gone for a moment; after so long, in ms, it is gone. */
const graceTime = 24 * 60 * 60_000;

/**
 * Deletes messages that have long been nowhere on the server. Kept, though hidden: sealed answers (a replay must be known
 * as one), what a draft answers, and what went through our outbox.
 */
export async function forgetGone(store: Store, now: number): Promise<void> {
  await writeInShort(
    store,
    listForgettable(store.read, now - graceTime, 1_000),
    (db, message) => {
      deleteWholeMessage(db, message);
      if (!deleteThreadIfEmpty(db, message.threadId)) recomputeThread(db, message.threadId);
    },
    () => {},
  );
  await sweepPieces(store);
}
