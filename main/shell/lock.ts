import type { BrowserWindow } from 'electron';
import type { EngineHost } from './engine-host.ts';
import { tellOwn } from './relay.ts';
import { blankWindow, reloadWindow } from './window.ts';
import { within } from './within.ts';

const answerWithin = 5_000;
/** For the page to hand over what was just typed: at least the first, at most the second. */
const saveAtLeast = 300;
const saveAtMost = 1_500;

export type Locks = {
  /** Idle: the window is emptied and asks for the passphrase; the engine goes on receiving and sending. */
  readonly lockWindow: () => Promise<void>;
  /** Sleep, system lock: the engine's process ends, and the keys with it. */
  readonly lockVault: () => Promise<void>;
  /** Gives the page the time to save what was typed. */
  readonly letPageSave: () => Promise<void>;
};

/** The locks that the shell starts by itself. An engine that does not answer is killed, so that a lock always locks. */
export function createLocks(window: BrowserWindow, host: EngineHost): Locks {
  const letPageSave = async () => {
    tellOwn(window, 'app.locking', {});
    const end = Date.now() + saveAtMost;
    await pause(saveAtLeast);
    while (host.openCalls > 0 && Date.now() < end) await pause(25);
  };
  const ask = async (method: 'vault.lockWindow' | 'vault.lock') => {
    const answer = await within(answerWithin, host.call(method, {}));
    if (answer === null) host.kill();
  };
  return {
    letPageSave,
    async lockWindow() {
      await letPageSave();
      await blankWindow(window);
      await ask('vault.lockWindow');
      await reloadWindow(window);
    },
    async lockVault() {
      await letPageSave();
      await blankWindow(window);
      await ask('vault.lock');
      await reloadWindow(window);
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
