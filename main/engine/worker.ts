import { parentPort } from 'node:worker_threads';
import { isEngineError } from './base/errors.ts';
import { longBuffers } from './long-buffers.ts';
import { type Job, type JobResult, threadReady } from './worker-pool.ts';
import { tasks } from './worker-tasks.ts';

/** Entry of a worker thread: runs one job at a time and keeps nothing between them but what `remember` holds: keys that
 * the next message needs again. The thread ends with the engine, when the vault is locked. */
const port = parentPort;
port?.postMessage(threadReady);
port?.on('message', async (job: Job) => {
  const task = tasks[job.task] as (input: unknown) => unknown;
  let result: JobResult;
  try {
    result = { id: job.id, output: await task(job.input) };
  } catch (error) {
    const known = isEngineError(error)
      ? { code: error.code, facts: error.facts }
      : { code: 'unexpected' as const, facts: {} };
    result = { id: job.id, failure: known };
  }
  port.postMessage(result, longBuffers(result));
});
