import type { Clock } from '../base/clock.ts';

/** Something to wait on that others can end. A call while nobody waits is not lost. */
export type WakeUp = {
  readonly call: () => void;
  /** Until called, aborted, or `ms` have passed. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

export function createWakeUp(clock: Clock): WakeUp {
  let called = false;
  let resume: (() => void) | null = null;
  return {
    call() {
      called = true;
      resume?.();
    },
    async wait(ms, signal) {
      if (!called && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const end = () => {
            cancel();
            signal.removeEventListener('abort', end);
            resolve();
          };
          const cancel = clock.after(ms, end);
          signal.addEventListener('abort', end);
          resume = end;
        });
      }
      resume = null;
      called = false;
    },
  };
}
