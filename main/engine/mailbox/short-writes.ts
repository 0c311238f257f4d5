import { isEngineError } from '../base/errors.ts';
import type { Store } from '../store/open.ts';
import { createPace } from '../store/pace.ts';
import type { WriteHandle } from '../store/sql.ts';

/** Shared by all such runs: what one has learned holds for the next. */
const usualPace = createPace();

/**
 * Works through `items`, which the server can tell again, in short transactions, letting others in between. An item that fails is handed to `onFailure` and
 * undone alone; the store's own failures (disk full, damage) end it all.
 */
export async function writeInShort<Item>(
  store: Store,
  items: readonly Item[],
  work: (db: WriteHandle, item: Item) => void,
  onFailure: (item: Item, error: unknown) => void,
): Promise<void> {
  let at = 0;
  while (at < items.length) {
    usualPace.run((isOver) => {
      at += writeSome(store, items, at, isOver, work, onFailure);
    });
    await store.turn();
  }
}

function writeSome<Item>(
  store: Store,
  items: readonly Item[],
  from: number,
  isOver: () => boolean,
  work: (db: WriteHandle, item: Item) => void,
  onFailure: (item: Item, error: unknown) => void,
): number {
  let tried = 0;
  try {
    store.writeUnsynced((db) => {
      for (const item of items.slice(from)) {
        tried += 1;
        work(db, item);
        if (isOver()) break;
      }
    });
    return tried;
  } catch (error) {
    if (isEngineError(error, 'disk-full') || isEngineError(error, 'vault-damaged')) throw error;
    // All of the transaction was undone: once more, each for itself.
    for (const item of items.slice(from, from + tried)) {
      try {
        store.writeUnsynced((db) => work(db, item));
      } catch (itemError) {
        if (isEngineError(itemError, 'disk-full') || isEngineError(itemError, 'vault-damaged')) throw itemError;
        onFailure(item, itemError);
      }
    }
    return tried;
  }
}
