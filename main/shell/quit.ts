import type { App, BrowserWindow } from 'electron';
import type { EngineHost } from './engine-host.ts';
import { tellOwn } from './relay.ts';
import { within } from './within.ts';

const answerWithin = 3_000;

/**
 * Quits in order: the engine says whether mail still waits; if so the window asks and calls the returned function,
 * else the engine ends first. Closing the window is quitting.
 */
export function arrangeQuit(
  app: App,
  window: BrowserWindow,
  host: EngineHost,
  letPageSave: () => Promise<void>,
): () => void {
  let phase: 'running' | 'asking' | 'leaving' = 'running';
  const leave = async () => {
    if (phase === 'leaving') return;
    phase = 'leaving';
    await letPageSave();
    await host.stop();
    app.exit(0);
  };
  const ask = async () => {
    if (phase !== 'running') return;
    phase = 'asking';
    const waiting = host.state === 'ready' ? await countWaiting(host) : 0;
    if (waiting === 0) return leave();
    phase = 'running';
    window.show();
    window.focus();
    tellOwn(window, 'app.quit-asked', { waiting });
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    void ask();
  });
  window.on('close', (event) => {
    event.preventDefault();
    app.quit();
  });
  return () => void leave();
}

/** None where the vault is locked or the engine is silent: what waits is safe in the outbox and asks at the next unlock. */
async function countWaiting(host: EngineHost): Promise<number> {
  const answer = await within(answerWithin, host.call('outbox.beforeQuit', {}));
  if (answer === null || !('output' in answer)) return 0;
  const output = answer.output;
  if (typeof output !== 'object' || output === null || !('waiting' in output)) return 0;
  return typeof output.waiting === 'number' ? output.waiting : 0;
}
