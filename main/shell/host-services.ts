import { type BrowserWindow, dialog, shell } from 'electron';
import type { HostCall, HostServices } from '../contract/envelope.ts';
import { checkedLink } from './checked-link.ts';

/** What the desktop does for the engine. */
export function createHostServices(
  window: BrowserWindow,
  setIdleMinutes: (minutes: number | null) => void,
): HostServices {
  return {
    async chooseSavePath({ name }) {
      const choice = await dialog.showSaveDialog(window, { defaultPath: name });
      return choice.canceled ? null : (choice.filePath ?? null);
    },
    async chooseOpenPath({ extensions }) {
      const filters = extensions.length === 0 ? [] : [{ name: extensions.join(', '), extensions: [...extensions] }];
      const choice = await dialog.showOpenDialog(window, { properties: ['openFile'], filters });
      return choice.canceled ? null : (choice.filePaths[0] ?? null);
    },
    async chooseDocuments({ folder }) {
      const choice = await dialog.showOpenDialog(window, {
        properties: folder ? ['openDirectory'] : ['openFile', 'multiSelections'],
        filters: folder ? [] : [{ name: 'PDF', extensions: ['pdf'] }],
      });
      if (choice.canceled) return null;
      return folder
        ? { folder: choice.filePaths[0] ?? null, files: [] }
        : { folder: null, files: [...choice.filePaths] };
    },
    async openExternal({ url }) {
      const link = checkedLink(url);
      if (link !== null) await shell.openExternal(link);
      return null;
    },
    async setIdleMinutes({ minutes }) {
      setIdleMinutes(minutes);
      return null;
    },
  };
}

/** Runs the one service that the engine's message names. */
export function serveHostCall(services: HostServices, call: HostCall): Promise<unknown> {
  const service = services[call.service] as (input: unknown) => Promise<unknown>;
  return service(call.input);
}
