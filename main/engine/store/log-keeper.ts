import { statSync } from 'node:fs';

/** From this length on the write-ahead log is emptied, in bytes. */
const longLog = 8 * 1024 * 1024;
/** From this length on long runs wait until it is emptied: at 64 MB a commit would do that on the engine's own thread. */
const tooLongLog = 32 * 1024 * 1024;

/** Keeps the write-ahead log short without holding up the engine. */
export type LogKeeper = {
  /** Looks at the log; call it after each write. */
  readonly look: () => void;
  /** Lets others in before a transaction of a long run, and waits while the log is too long or emptied to its end. */
  readonly turn: () => Promise<void>;
  /** From now on `move` moves what the log holds into the database, on another thread. */
  readonly begin: (move: () => Promise<unknown>) => void;
  /** Waits for what is under way; after that nothing is begun any more. */
  readonly stop: () => Promise<void>;
};

/**
 * Another thread moves most of the log into the database while the engine goes on writing, then the rest while long runs
 * of writes wait. Then all of it is moved, and the log starts from its beginning again.
 */
export function createLogKeeper(path: string): LogKeeper {
  let elsewhere: (() => Promise<unknown>) | null = null;
  let busy: Promise<void> | null = null;
  let last: Promise<unknown> | null = null;
  const lengthNow = () => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;

  async function work(move: () => Promise<unknown>): Promise<void> {
    try {
      await move();
      last = move();
      await last;
    } catch {
      // The log grows, and is tried again after the next write; at its longest the connection empties it by itself.
    } finally {
      last = null;
      busy = null;
    }
  }

  return {
    look() {
      if (elsewhere === null || busy !== null) return;
      if (lengthNow() > longLog) busy = work(elsewhere);
    },
    async turn() {
      await new Promise((resolve) => setImmediate(resolve));
      await (busy !== null && lengthNow() > tooLongLog ? busy : last?.catch(() => {}));
    },
    begin(move) {
      elsewhere = move;
    },
    async stop() {
      elsewhere = null;
      await busy;
    },
  };
}
