import { Worker } from 'node:worker_threads';
import type { Failure } from '../contract/envelope.ts';
import { EngineError } from './base/errors.ts';
import { largestMemory, longestTime } from './job-limits.ts';
import type { Tasks } from './worker-tasks.ts';

export type TaskName = keyof Tasks;
export type Job = { readonly id: number; readonly task: TaskName; readonly input: unknown };
/** Said once by each thread, when its program is loaded. */
export const threadReady = 'ready';

export type JobResult = { readonly id: number } & ({ readonly output: unknown } | { readonly failure: Failure });

export type WorkerPool = {
  /**
   * Runs a task in a worker thread. Buffers in `handOver` go to the thread without being copied and are gone here. Rejects
   * with the task's `EngineError`, `took-too-long` where it hung, or `unexpected` where its thread died.
   */
  readonly run: <Name extends TaskName>(
    task: Name,
    input: Parameters<Tasks[Name]>[0],
    handOver?: readonly ArrayBuffer[],
  ) => Promise<Awaited<ReturnType<Tasks[Name]>>>;
  /** Ends all threads; jobs that run are given up. */
  readonly close: () => Promise<void>;
};

/** For tests of the pool itself: another program for the threads, and another limit for all jobs, in ms. */
export type WorkerPoolWishes = { readonly program?: URL; readonly limit?: number };

type Waiting = Job & {
  readonly handOver: readonly ArrayBuffer[];
  readonly longest: number;
  readonly resolve: (output: never) => void;
  readonly reject: (error: unknown) => void;
};
type Thread = {
  readonly worker: Worker;
  ready: boolean;
  job: Waiting | null;
  tooLong: NodeJS.Timeout | undefined;
  watching: NodeJS.Timeout | undefined;
};

/** A parser that is fed a hostile message may take this much memory and no more; then its thread ends, not the engine. */
const threadLimits = { maxOldGenerationSizeMb: 1_024 };

/** How often a job's memory is looked at, in ms. */
const memoryLookMs = 150;

/** Beside this file, as source under Node or as built by `electron.vite.config.ts`. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.cjs', import.meta.url);
}

/** Up to `size` threads for heavy work, started when first needed. */
export function createWorkerPool(size: number, { program = workerFile(), limit }: WorkerPoolWishes = {}): WorkerPool {
  const threads: Thread[] = [];
  const waiting: Waiting[] = [];
  let lastId = 0;
  let closed = false;

  function startThread(): Thread {
    const worker = new Worker(program, { resourceLimits: threadLimits });
    const thread: Thread = { worker, ready: false, job: null, tooLong: undefined, watching: undefined };
    worker.on('message', (said: typeof threadReady | JobResult) => {
      if (said !== threadReady) return finish(thread, said);
      thread.ready = true;
      watch(thread);
    });
    worker.on('error', () => lose(thread, new EngineError('unexpected', { reason: 'worker-died' })));
    worker.on('exit', () => lose(thread, new EngineError('unexpected', { reason: 'worker-died' })));
    worker.unref();
    threads.push(thread);
    return thread;
  }

  /** A job's time runs from when its thread can work on it. */
  function watch(thread: Thread): void {
    const { job } = thread;
    if (job === null || !thread.ready) return;
    const error = new EngineError('took-too-long', { task: job.task });
    thread.tooLong = setTimeout(() => lose(thread, error), job.longest);
    const most = largestMemory(job.task);
    if (most !== null) watchMemory(thread, most);
  }

  /** A thread's limits count its heap alone; buffers are looked at from outside, from what stood there before the job. */
  function watchMemory(thread: Thread, most: number): void {
    const { job } = thread;
    let before: number | null = null;
    const look = async () => {
      const { external_memory: now } = await thread.worker.getHeapStatistics();
      before ??= now;
      if (thread.job === job && now - before > most) lose(thread, new EngineError('too-large', { limit: most }));
    };
    // A thread that has ended has no memory.
    const lookSafely = () => void look().catch(() => {});
    lookSafely();
    thread.watching = setInterval(lookSafely, memoryLookMs);
  }

  function finish(thread: Thread, result: JobResult): void {
    const job = thread.job;
    clearTimeout(thread.tooLong);
    clearInterval(thread.watching);
    thread.job = null;
    thread.worker.unref();
    if (job?.id === result.id) {
      if ('output' in result) job.resolve(result.output as never);
      else job.reject(new EngineError(result.failure.code, result.failure.facts));
    }
    next();
  }

  /** The thread is not used any more, whether it has ended or hangs. */
  function lose(thread: Thread, error: EngineError): void {
    const at = threads.indexOf(thread);
    if (at < 0) return;
    threads.splice(at, 1);
    clearTimeout(thread.tooLong);
    clearInterval(thread.watching);
    void thread.worker.terminate();
    thread.job?.reject(error);
    next();
  }

  function next(): void {
    if (closed || waiting.length === 0) return;
    const thread = threads.find(({ job }) => job === null) ?? (threads.length < size ? startThread() : null);
    const job = thread === null ? undefined : waiting.shift();
    if (thread === null || job === undefined) return;
    const { id, task, input } = job;
    thread.job = job;
    thread.worker.ref();
    thread.worker.postMessage({ id, task, input }, [...job.handOver]);
    watch(thread);
    next();
  }

  return {
    run(task, input, handOver = []) {
      return new Promise((resolve, reject) => {
        lastId += 1;
        const job = { id: lastId, task, input, handOver, longest: limit ?? longestTime(task, input), resolve, reject };
        // Somebody waits for a letter to be sent; mail that comes in can wait its turn.
        const behind = task === 'read' ? waiting.length : waiting.findIndex((other) => other.task === 'read');
        waiting.splice(behind < 0 ? waiting.length : behind, 0, job);
        next();
      });
    },
    async close() {
      closed = true;
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
