import type { Clock } from './base/clock.ts';

/** Looks a while after the start and then from time to time, the next time only after the last; the result ends it. */
export function lookRegularly(
  clock: Clock,
  { firstMs, everyMs }: { readonly firstMs: number; readonly everyMs: number },
  look: () => Promise<unknown>,
): () => void {
  let stopped = false;
  const lookAfter = (ms: number): (() => void) =>
    clock.after(ms, async () => {
      // Without a line, or with the database just closing, the next time is soon enough.
      await look().catch(() => null);
      if (!stopped) cancel = lookAfter(everyMs);
    });
  let cancel = lookAfter(firstMs);
  return () => {
    stopped = true;
    cancel();
  };
}
