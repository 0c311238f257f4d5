import { BrowserWindow, nativeTheme, type Session } from 'electron';
import { appAddress } from './app-address.ts';

export type WindowOptions = {
  readonly session: Session;
  readonly preload: string;
  readonly icon: string;
  readonly packaged: boolean;
};

/** Opens the one window, shut off from everything but the preload's two functions. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Postern',
    icon: options.icon,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#12171d' : '#f4f5f7',
    webPreferences: {
      session: options.session,
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: !options.packaged,
    },
  });
  // A title can be read over a shoulder, by screen recorders and in the task bar: it never says more.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  void window.loadURL(appAddress);
  return window;
}

/** Empties the window at once: nothing of a patient stays on it while the engine locks. */
export async function blankWindow(window: BrowserWindow): Promise<void> {
  if (!window.isDestroyed()) await window.loadURL('about:blank').catch(() => {});
}

/** Shows the page afresh, as after a start. */
export async function reloadWindow(window: BrowserWindow): Promise<void> {
  if (!window.isDestroyed()) await window.loadURL(appAddress).catch(() => {});
}
