import { afterEach, expect, test } from 'vitest';
import { createWorkerPool, type WorkerPool } from '../../main/engine/worker-pool.ts';

let pool: WorkerPool;
afterEach(() => pool.close());

/** Its threads hang for ever over one subject, and end over another. */
const program = new URL('./hanging-worker.ts', import.meta.url);
const job = (subject: string) => ({
  messages: [{ ...nobody, source: Buffer.from(`Subject: ${subject}\n\nHello.\n`) }],
});
const nobody = { privateKeys: [], candidates: [], ownAddress: '', arrivedAt: 0, now: 0 };

test('a job that hangs is given up after its time, and the next one runs on a new thread', {
  timeout: 60_000,
}, async () => {
  pool = createWorkerPool(1, { program, limit: 2_000 });
  const hanging = pool.run('read', job('hang'));
  const behind = pool.run('read', job('one behind'));
  await expect(hanging).rejects.toMatchObject({ code: 'took-too-long', facts: { task: 'read' } });
  expect(await behind).toMatchObject([{ subject: 'one behind' }]);
});

test('a thread that dies fails its job alone', { timeout: 60_000 }, async () => {
  pool = createWorkerPool(1, { program });
  const dying = pool.run('read', job('die'));
  const behind = pool.run('read', job('one behind'));
  await expect(dying).rejects.toMatchObject({ code: 'unexpected', facts: { reason: 'worker-died' } });
  expect(await behind).toMatchObject([{ subject: 'one behind' }]);
});

test('long bytes are handed over, not copied, on the way in', { timeout: 60_000 }, async () => {
  pool = createWorkerPool(1, { program });
  const bytes = new Uint8Array(1024 * 1024);
  await pool.run('read', { messages: [{ ...nobody, source: bytes }] }, [bytes.buffer]);
  expect(bytes.length).toBe(0);
});
