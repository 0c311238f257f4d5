import type { Clock } from '../../main/engine/base/clock.ts';
import { systemClock } from '../../main/engine/base/clock.ts';

/** Real time that a test can push forward; timers go on running by the real one. */
export type ShiftedClock = { readonly clock: Clock; readonly forward: (ms: number) => void };

export function shiftedClock(): ShiftedClock {
  let ahead = 0;
  return {
    clock: { ...systemClock, now: () => Date.now() + ahead },
    forward: (ms) => {
      ahead += ms;
    },
  };
}
