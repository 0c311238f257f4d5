import type { Log } from './base/log.ts';
import type { Store } from './store/open.ts';

/** Waits for what is under way; after that nothing is begun any more. */
export type LogKeeper = { readonly stop: () => Promise<void> };

/**
 * Keeps the store's write-ahead log short without holding up the engine: a worker moves most of it into the database, and
 * this thread the little that came in meanwhile, so that the log starts from its beginning again.
 */
export function keepLogShort(store: Store, emptyInWorker: () => Promise<unknown>, log: Log): LogKeeper {
  let busy: Promise<void> | null = null;
  let stopped = false;

  async function empty(): Promise<void> {
    try {
      await emptyInWorker();
      if (!stopped) store.emptyLog();
    } catch {
      log.warn('store.log-not-emptied');
    } finally {
      busy = null;
    }
  }

  store.onLongLog(() => {
    if (!stopped) busy ??= empty();
  });
  return {
    async stop() {
      stopped = true;
      await busy;
    },
  };
}
