import type { Store } from './open.ts';
import type { WriteHandle } from './sql.ts';

/** The longest that parts of one transaction may take their thread, in ms; the commit comes on top. */
const longest = 15;

type Part = { readonly run: () => void; readonly fail: (error: unknown) => void; readonly settle: () => void };

/**
 * One commit for many: what is asked for in one turn of the event loop goes into one transaction, each part with a savepoint
 * of its own, so that one that throws takes nothing else with it.
 */
export function createTogether(database: {
  readonly whole: (work: () => void) => void;
  readonly part: <Result>(work: (db: WriteHandle) => Result) => Result;
  /** False once the database has given up the transaction as a whole. */
  readonly isWhole: () => boolean;
}): Store['writeTogether'] {
  let waiting: Part[] = [];
  let ended = 0;
  let took = 0;

  /** Where one commit follows the other, at most half of the thread's time is theirs: more share the next one then. */
  function schedule(): void {
    const wait = ended + Math.min(took, longest) - performance.now();
    if (wait < 1) setImmediate(commit);
    else setTimeout(commit, wait);
  }

  function commit(): void {
    const begun = performance.now();
    const done: Part[] = [];
    let taken = 0;
    try {
      database.whole(() => {
        for (const part of waiting) {
          if (taken > 0 && performance.now() - begun > longest) break;
          taken += 1;
          try {
            part.run();
            done.push(part);
          } catch (error) {
            // A full disk ends the transaction, and with it the parts before: none of them may go on outside of one.
            if (!database.isWhole()) throw error;
            part.fail(error);
          }
        }
      });
    } catch (error) {
      for (const part of waiting.slice(0, Math.max(1, taken))) part.fail(error);
      done.length = 0;
      taken = Math.max(1, taken);
    }
    waiting = waiting.slice(taken);
    ended = performance.now();
    took = ended - begun;
    for (const part of done) part.settle();
    if (waiting.length > 0) schedule();
  }

  return (work) =>
    new Promise((resolve, reject) => {
      let settle = () => {};
      const run = () => {
        const result = database.part(work);
        settle = () => resolve(result);
      };
      waiting.push({ run, fail: reject, settle: () => settle() });
      if (waiting.length === 1) schedule();
    });
}
