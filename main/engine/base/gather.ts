import type { Clock } from './clock.ts';

/** What is named often, told seldom: nothing is lost, and the first is told at once. */
export type Gathering = {
  readonly add: (id: string) => void;
  /** What was not told yet never will be. */
  readonly stop: () => void;
};

/** Tells `tell` of the first id at once, then of all that came in while it was quiet; `tell` says for how long that is (ms). */
export function gather(clock: Clock, tell: (ids: readonly string[]) => number): Gathering {
  const waiting = new Set<string>();
  let cancel: (() => void) | null = null;
  let stopped = false;

  function flush(): void {
    cancel = null;
    if (stopped || waiting.size === 0) return;
    const ids = [...waiting];
    waiting.clear();
    cancel = clock.after(tell(ids), flush);
  }

  return {
    add(id) {
      waiting.add(id);
      if (cancel === null) flush();
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
