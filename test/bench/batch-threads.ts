import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Threads that each do their share of a batch. */
export type BatchThreads<Order> = {
  readonly run: (order: Order) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** `program` is the name of a file beside this one: it gets an order, and says when it is done. */
export function startBatchThreads<Order extends { readonly times: number }>(
  program: string,
  count: number,
): BatchThreads<Order> {
  const threads = Array.from({ length: count }, () => new Worker(new URL(program, import.meta.url)));
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
