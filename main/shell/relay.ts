import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain, type WebFrameMain } from 'electron';
import type { Answer, ShellEvents, ShellMethods } from '../contract/envelope.ts';
import { isAppAddress } from './app-address.ts';
import { failed } from './pending-calls.ts';

/** Answers the window's calls: the shell's own few methods here, everything else by `toEngine`, unread. */
export function relayCalls(
  window: BrowserWindow,
  ownMethods: ShellMethods,
  toEngine: (method: string, input: unknown) => Promise<Answer>,
): void {
  const isOwn = (method: string): method is keyof ShellMethods => Object.hasOwn(ownMethods, method);
  ipcMain.handle('postern:call', async (event, method: unknown, input: unknown): Promise<Answer> => {
    if (!isOurPage(window, event) || typeof method !== 'string') return failed('bad-request');
    if (isOwn(method)) return { output: await ownMethods[method]() };
    return method.startsWith('shell.') ? failed('bad-request') : toEngine(method, input);
  });
}

/** Tells the window something; dropped while there is no page. */
export function tellWindow(window: BrowserWindow, name: string, payload: unknown): void {
  if (!window.isDestroyed() && isAppAddress(window.webContents.getURL())) {
    window.webContents.send('postern:event', name, payload);
  }
}

/** `tellWindow` for the shell's own events. */
export function tellOwn<Name extends keyof ShellEvents>(
  window: BrowserWindow,
  name: Name,
  payload: ShellEvents[Name],
): void {
  tellWindow(window, name, payload);
}

/** Only the main frame of our own window, showing our own page, is heard. */
function isOurPage(window: BrowserWindow, event: IpcMainInvokeEvent): boolean {
  const frame: WebFrameMain | null = event.senderFrame;
  if (window.isDestroyed() || event.sender !== window.webContents || frame === null) return false;
  return frame === window.webContents.mainFrame && isAppAddress(frame.url);
}
