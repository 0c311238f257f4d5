import type { Clock } from '../base/clock.ts';

/** Work that goes its rounds: when it is woken, and by itself when it is due again. One round at a time. */
export type Wakeful = {
  readonly start: () => void;
  /** Waits for the round that is under way. */
  readonly stop: () => Promise<void>;
  /** Another round: at once, or as soon as the one under way has ended. */
  readonly wake: () => void;
};

/** `round` and `failed` tell in how many ms the next round is due; null: when somebody wakes it. */
export function createWakeful(
  clock: Clock,
  round: (goesOn: () => boolean) => Promise<number | null>,
  failed: (error: unknown) => number,
): Wakeful {
  let running = false;
  let busy: Promise<void> | null = null;
  let again = false;
  let cancelTimer = () => {};

  function wake(): void {
    if (!running) return;
    again = busy !== null;
    if (busy !== null) return;
    cancelTimer();
    busy = round(() => running)
      .catch(failed)
      .then((next) => {
        busy = null;
        if (!running) return;
        if (again) wake();
        else if (next !== null) cancelTimer = clock.after(next, wake);
      });
  }

  return {
    start() {
      running = true;
      wake();
    },
    async stop() {
      running = false;
      cancelTimer();
      await busy;
    },
    wake,
  };
}
