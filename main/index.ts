import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { applyChromiumSwitches } from './shell/chromium-switches.ts';
import { registerAppScheme } from './shell/protocol.ts';
import { startApp } from './shell/start-app.ts';
import { readStartOptions } from './shell/start-options.ts';

// Whatever this app writes is its owner's alone.
process.umask(0o077);
const options = readStartOptions({
  argv: process.argv,
  environment: process.env,
  versions: { node: process.versions.node, napi: process.versions.napi ?? '0' },
  packaged: app.isPackaged,
  appPath: app.getAppPath(),
  usualProfile: app.getPath('userData'),
  freshProfile: () => mkdtempSync(join(tmpdir(), 'postern-check-')),
});
mkdirSync(options.profile, { recursive: true, mode: 0o700 });
app.setPath('userData', options.profile);
// Chromium's own files, apart from ours.
app.setPath('sessionData', join(options.profile, 'browser'));
// Root cannot have Chromium's sandbox; tests in containers run as root and say so on the command line.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
applyChromiumSwitches(app);
registerAppScheme();

if (options.selfCheck) app.once('quit', () => rmSync(options.profile, { recursive: true, force: true }));
if (app.requestSingleInstanceLock()) void app.whenReady().then(() => startApp(options));
else app.exit(0);
