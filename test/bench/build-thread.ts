import { parentPort } from 'node:worker_threads';
import { type ProtectJob, protectedBytes } from '../../main/engine/submission/protect.ts';

export type BuildOrder = { readonly job: ProtectJob; readonly times: number };

/* Entry of a thread that builds and protects a batch of messages as we do, without the last check. Nothing leaves that way. */
const port = parentPort;
port?.on('message', async ({ job, times }: BuildOrder) => {
  for (let at = 0; at < times; at += 1) {
    const attachments = job.mail.attachments.map((file) => ({ ...file, bytes: file.bytes.slice() }));
    await protectedBytes({ ...job, mail: { ...job.mail, attachments } });
  }
  port.postMessage('done');
});
