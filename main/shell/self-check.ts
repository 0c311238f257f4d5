import type { App, BrowserWindow } from 'electron';
import type { EngineHost } from './engine-host.ts';
import { within } from './within.ts';

const checkWithin = 60_000;

/**
 * Run in the page, by the page's own two functions: makes a vault in the throw-away profile, with a passphrase that nobody
 * learns, and a backup of it, which needs the database, the key stretching and a worker thread with a database of its own; and
 * looks for what a page must not have.
 */
const inPage = `(async () => {
  const { call } = window.postern;
  const passphrase = crypto.randomUUID() + crypto.randomUUID();
  const address = 'self-check@postern.invalid';
  const practice = { name: 'Self check', postalAddress: 'Nowhere', telephone: '0' };
  const before = await call('vault.status', {});
  const made = await call('vault.create', { practice, ownerName: 'Self check', address, passphrase });
  const after = await call('vault.status', {});
  const backup = await call('vault.saveBackup', {});
  const state = (answer) => answer.output?.state ?? answer.failure?.code;
  return {
    bridge: Object.keys(window.postern).sort().join(),
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in window).join(),
    before: state(before),
    made: made.failure?.code ?? 'made',
    after: state(after),
    backup: backup.output?.size > 0 ? 'verified' : backup.failure?.code,
  };
})()`;

/**
 * `--self-check`: proves that a package works where no debugger can be attached to it. Prints one line of JSON and leaves, with
 * 0 when all is well.
 */
export async function checkSelf(app: App, window: BrowserWindow, host: EngineHost): Promise<void> {
  const loaded = new Promise<void>((resolve) => window.webContents.once('did-finish-load', () => resolve()));
  const found = await within(
    checkWithin,
    loaded.then(() => window.webContents.executeJavaScript(inPage)),
  ).catch(() => null);
  const report = {
    engine: host.state,
    packaged: app.isPackaged,
    version: app.getVersion(),
    electron: process.versions.electron,
    ...found,
  };
  const well = report.engine === 'ready' && found?.after === 'open' && found.backup === 'verified' && found.node === '';
  process.stdout.write(`${JSON.stringify(report)}\n`);
  await host.stop();
  app.exit(well ? 0 : 1);
}
