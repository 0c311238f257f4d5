import { parentPort } from 'node:worker_threads';
import { type ReadInput, unreadableMessage } from '../../main/engine/mailbox/read-result.ts';
import { type Job, type JobResult, threadReady } from '../../main/engine/worker-pool.ts';

/* A thread that reads no more of a message than its subject, hangs over the subject "hang", and ends over "die". */

parentPort?.postMessage(threadReady);
parentPort?.on('message', ({ id, input }: Job) => {
  const { messages } = input as { readonly messages: readonly ReadInput[] };
  const subjects = messages.map(({ source }) => /^Subject: (.*?)\r?$/m.exec(Buffer.from(source).toString())?.[1] ?? '');
  if (subjects.includes('die')) process.exit(1);
  while (subjects.includes('hang'));
  const output = subjects.map((subject) => ({ ...unreadableMessage, warnings: [], subject }));
  parentPort?.postMessage({ id, output } satisfies JobResult);
});
