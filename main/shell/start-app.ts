import { join } from 'node:path';
import { app, powerMonitor, session } from 'electron';
import { startArgument } from '../contract/start-facts.ts';
import { EngineHost } from './engine-host.ts';
import type { EngineProcess } from './engine-process.ts';
import { startForkedEngine } from './forked-engine.ts';
import { createHostServices, serveHostCall } from './host-services.ts';
import { watchIdle } from './idle-watch.ts';
import { createLocks } from './lock.ts';
import { setMenu } from './menu.ts';
import { serveApp } from './protocol.ts';
import { arrangeQuit } from './quit.ts';
import { relayCalls, tellOwn, tellWindow } from './relay.ts';
import { checkSelf } from './self-check.ts';
import { createShellMethods } from './shell-methods.ts';
import type { StartOptions } from './start-options.ts';
import { startUtilityEngine } from './utility-engine.ts';
import { closeContents, closeSession } from './web-security.ts';
import { blankWindow, openWindow, reloadWindow } from './window.ts';

/** Builds the shell's parts and wires them; once, when Electron is ready. */
export function startApp(options: StartOptions): void {
  // No `persist:` in the name: what Chromium keeps of this window stays in memory.
  const windowSession = session.fromPartition('window');
  closeSession(windowSession);
  closeSession(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => closeContents(contents));
  serveApp(windowSession, join(app.getAppPath(), 'out', 'renderer'));
  setMenu(process.platform);

  const host = new EngineHost({
    start: () => startEngine(options),
    onState: (state) => {
      if (state !== 'ready') idle.setMinutes(null);
      tellOwn(window, 'engine.state', { state });
    },
    onEvent: (event) => tellWindow(window, event.name, event.payload),
    onHostCall: (call) => serveHostCall(services, call),
    onLocked: () => void blankWindow(window).then(() => reloadWindow(window)),
  });
  const window = openWindow({
    session: windowSession,
    preload: join(app.getAppPath(), 'out', 'preload', 'index.cjs'),
    icon: join(app.getAppPath(), 'resources', 'icons', 'postern.png'),
    packaged: app.isPackaged,
  });
  const locks = createLocks(window, host);
  const idle = watchIdle({
    systemIdleSeconds: () => powerMonitor.getSystemIdleTime(),
    now: Date.now,
    onIdle: () => void locks.lockWindow(),
  });
  const services = {
    ...createHostServices(window, idle.setMinutes),
    // Nobody is there to choose.
    ...(options.selfCheck && { chooseSavePath: async () => join(options.profile, 'backup') }),
  };
  const quit = arrangeQuit(app, window, host, locks.letPageSave);

  relayCalls(window, createShellMethods(app, window, host, quit), async (method, input) => {
    const answer = await host.call(method, input);
    // Locked by hand: the page that showed patients goes, and a fresh one asks for the passphrase.
    if (method === 'vault.lockWindow' && 'output' in answer) void blankWindow(window).then(() => reloadWindow(window));
    return answer;
  });
  window.webContents.on('input-event', idle.touched);
  window.webContents.on('did-finish-load', () => tellOwn(window, 'engine.state', { state: host.state }));
  window.webContents.on('render-process-gone', () => void reloadWindow(window));
  powerMonitor.on('suspend', () => void locks.lockVault());
  powerMonitor.on('lock-screen', () => void locks.lockVault());
  powerMonitor.on('user-did-resign-active', () => void locks.lockVault());
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  host.start();
  if (options.selfCheck) void checkSelf(app, window, host);
}

function startEngine(options: StartOptions): EngineProcess {
  const facts = startArgument({
    profile: options.profile,
    built: options.built,
    extraRoots: options.extraRoots,
    ...(options.extraProviders === undefined ? {} : { extraProviders: options.extraProviders }),
    version: app.getVersion(),
    packaged: app.isPackaged,
  });
  const program = { file: options.engineFile, args: [facts] };
  const { engineKind } = options;
  return engineKind.kind === 'utility' ? startUtilityEngine(program) : startForkedEngine(engineKind.node, program);
}
