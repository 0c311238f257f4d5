import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from './bridge.ts';

// Every hook of the window listens for itself; the warning is for programs that forget to stop.
ipcRenderer.setMaxListeners(0);

const bridge: Bridge = {
  call: (method, input) => ipcRenderer.invoke('postern:call', method, input),
  on: (name, listener) => {
    const hear = (_event: unknown, heard: string, payload: unknown) => {
      if (heard === name) listener(payload);
    };
    ipcRenderer.on('postern:event', hear);
    return () => {
      ipcRenderer.removeListener('postern:event', hear);
    };
  },
};

contextBridge.exposeInMainWorld('postern', bridge);
