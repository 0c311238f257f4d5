import { Worker } from 'node:worker_threads';
import type { Failure } from '../contract/envelope.ts';
import { EngineError } from './base/errors.ts';
import type { Tasks } from './worker-tasks.ts';

export type TaskName = keyof Tasks;
export type Job = { readonly id: number; readonly task: TaskName; readonly input: unknown };
export type JobResult = { readonly id: number } & ({ readonly output: unknown } | { readonly failure: Failure });

export type WorkerPool = {
  /** Runs a task in a worker thread. Rejects with the task's `EngineError`, or `unexpected` where its thread died. */
  readonly run: <Name extends TaskName>(
    task: Name,
    input: Parameters<Tasks[Name]>[0],
  ) => Promise<Awaited<ReturnType<Tasks[Name]>>>;
  /** Ends all threads; jobs that run are given up. */
  readonly close: () => Promise<void>;
};

type Waiting = Job & { readonly resolve: (output: never) => void; readonly reject: (error: unknown) => void };
type Thread = { readonly worker: Worker; job: Waiting | null };

/** A parser that is fed a hostile message may take this much memory and no more; then its thread ends, not the engine. */
const threadLimits = { maxOldGenerationSizeMb: 1_024 };

/** Beside this file, as source under Node or as built by `electron.vite.config.ts`. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.cjs', import.meta.url);
}

/** Threads for heavy work, started when first needed. */
export function createWorkerPool(size: number): WorkerPool {
  const threads: Thread[] = [];
  const waiting: Waiting[] = [];
  let lastId = 0;
  let closed = false;

  function startThread(): Thread {
    const worker = new Worker(workerFile(), { resourceLimits: threadLimits });
    const thread: Thread = { worker, job: null };
    worker.on('message', (result: JobResult) => finish(thread, result));
    worker.on('error', () => lose(thread));
    worker.on('exit', () => lose(thread));
    worker.unref();
    threads.push(thread);
    return thread;
  }

  function finish(thread: Thread, result: JobResult): void {
    const job = thread.job;
    thread.job = null;
    thread.worker.unref();
    if (job?.id === result.id) {
      if ('output' in result) job.resolve(result.output as never);
      else job.reject(new EngineError(result.failure.code, result.failure.facts));
    }
    next();
  }

  function lose(thread: Thread): void {
    const at = threads.indexOf(thread);
    if (at < 0) return;
    threads.splice(at, 1);
    thread.job?.reject(new EngineError('unexpected', { reason: 'worker-died' }));
    next();
  }

  function next(): void {
    if (closed || waiting.length === 0) return;
    const thread = threads.find(({ job }) => job === null) ?? (threads.length < size ? startThread() : null);
    const job = thread === null ? undefined : waiting.shift();
    if (thread === null || job === undefined) return;
    thread.job = job;
    thread.worker.ref();
    thread.worker.postMessage({ id: job.id, task: job.task, input: job.input });
    next();
  }

  return {
    run(task, input) {
      return new Promise((resolve, reject) => {
        lastId += 1;
        waiting.push({ id: lastId, task, input, resolve, reject });
        next();
      });
    },
    async close() {
      closed = true;
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
