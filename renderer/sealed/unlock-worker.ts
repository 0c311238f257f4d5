import { type Unlocked, unlock } from './unlock.ts';

type Question = { readonly armored: string; readonly letters: string };

/** True where this same script runs as the worker of the page. */
export const isWorker = typeof document === 'undefined';

/** Answers the page's one question, in the worker. */
export function serveUnlocking(): void {
  addEventListener('message', ({ data }: MessageEvent<Question>) => {
    void unlock(data.armored, data.letters).then((unlocked) => {
      postMessage(unlocked);
    });
  });
}

/**
 * Unlocks in a worker made of the page's own script, so that the page stays alive meanwhile. A browser that allows no worker
 * for a page on disk unlocks in the page, after it has painted.
 */
export async function unlockAside(armored: string, letters: string, script: string): Promise<Unlocked> {
  const inWorker = await new Promise<Unlocked | null>((resolve) => {
    try {
      const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
      const worker = new Worker(address);
      const finish = (unlocked: Unlocked | null) => {
        worker.terminate();
        URL.revokeObjectURL(address);
        resolve(unlocked);
      };
      worker.addEventListener('message', ({ data }: MessageEvent<Unlocked>) => finish(data));
      worker.addEventListener('error', () => finish(null));
      worker.postMessage({ armored, letters } satisfies Question);
    } catch {
      resolve(null);
    }
  });
  if (inWorker !== null) return inWorker;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return unlock(armored, letters);
}
