import type { App, BrowserWindow } from 'electron';
import type { ShellMethods } from '../contract/envelope.ts';
import type { EngineHost } from './engine-host.ts';

/** The few things that the window may ask of the shell itself. */
export function createShellMethods(app: App, window: BrowserWindow, host: EngineHost, quit: () => void): ShellMethods {
  return {
    'shell.info': async () => ({
      version: app.getVersion(),
      platform: process.platform,
      packaged: app.isPackaged,
      electron: process.versions.electron,
      chrome: process.versions.chrome ?? '',
      node: process.versions.node,
      engineState: host.state,
    }),
    'shell.quit': async () => {
      quit();
      return {};
    },
    'shell.print': () =>
      new Promise((resolve) => {
        window.webContents.print({ printBackground: true }, (printed) => resolve({ printed }));
      }),
    'shell.restartEngine': async () => {
      host.start();
      return {};
    },
  };
}
