import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { RawOrder } from './raw-thread.ts';

/** Threads that each do their share of a batch with a library alone. */
export type RawThreads = {
  readonly run: (order: RawOrder) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export function startRawThreads(count: number): RawThreads {
  const threads = Array.from({ length: count }, () => new Worker(new URL('./raw-thread.ts', import.meta.url)));
  return {
    async run(order) {
      const share = { ...order, times: order.times / count };
      await Promise.all(
        threads.map(async (thread) => {
          const done = once(thread, 'message');
          thread.postMessage(share);
          await done;
        }),
      );
    },
    async stop() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
