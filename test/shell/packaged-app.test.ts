import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describePackaged, launchApp } from '../support/electron/launch-app.ts';
import { type PackagedApp, packageApp } from '../support/electron/package-app.ts';
import { findDisplay } from '../support/electron/xvfb.ts';
import { describeWindowLimits } from './window-limits.ts';

const run = promisify(execFile);
const startWithin = 90_000;

describe.runIf(process.platform === 'linux')('the packaged app', () => {
  let packaged: PackagedApp;
  let profile = '';

  beforeAll(async () => {
    packaged = await packageApp();
    profile = await mkdtemp(join(tmpdir(), 'postern-packaged-'));
  }, 180_000);
  afterAll(async () => {
    await packaged.remove();
    await rm(profile, { recursive: true, force: true });
  });

  /** Starts it for its self-check; what it printed, and its exit code. */
  async function checkSelf(args: readonly string[], env: Readonly<Record<string, string>>) {
    const program = describePackaged(packaged.executable, profile);
    const all = ['--no-sandbox', '--disable-gpu', '--self-check', ...args];
    const options = {
      env: { ...process.env, ...program.env, DISPLAY: await findDisplay(), ...env },
      timeout: startWithin,
    };
    const ended = await run(packaged.executable, all, options).catch((error: object) => error);
    const { stdout, stderr, code } = { stdout: '', stderr: '', code: 0, ...ended };
    const line = stdout.split('\n').find((text) => text.startsWith('{'));
    return { report: line === undefined ? null : JSON.parse(line), stderr, code };
  }

  test('has its fuses set, as read from the binary', async () => {
    const wire = await getCurrentFuseWire(packaged.executable);
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
      asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
    }).toEqual({
      runAsNode: FuseState.DISABLE,
      nodeOptions: FuseState.DISABLE,
      inspect: FuseState.DISABLE,
      onlyAsar: FuseState.ENABLE,
      asarIntegrity: FuseState.ENABLE,
      cookieEncryption: FuseState.ENABLE,
    });
  });

  test('holds the shell in its archive and the engine, its workers and native parts beside it, and nothing else', async () => {
    const beside = join(packaged.resources, 'app.asar.unpacked');
    expect(existsSync(join(packaged.resources, 'app.asar'))).toBe(true);
    expect(existsSync(join(beside, 'out', 'main', 'index.cjs'))).toBe(false);
    expect(existsSync(join(beside, 'out', 'main', 'engine.cjs'))).toBe(true);
    expect(existsSync(join(beside, 'out', 'main', 'worker.cjs'))).toBe(true);
    const packages = await readdir(join(beside, 'node_modules'));
    expect(packages.toSorted()).toEqual(['@napi-rs', '@node-rs', 'better-sqlite3', 'keytar']);
  });

  test(
    'becomes ready, makes a vault, and saves a backup in a worker with a database of its own',
    async () => {
      const { report, code } = await checkSelf([], {});
      expect(report).toMatchObject({
        engine: 'ready',
        packaged: true,
        bridge: 'call,on',
        node: '',
        before: 'absent',
        made: 'made',
        after: 'open',
        backup: 'verified',
      });
      expect(code).toBe(0);
      const kept = await readdir(profile, { recursive: true, withFileTypes: true });
      expect(kept.filter((entry) => entry.isFile())).toEqual([]);
    },
    startWithin,
  );

  test(
    'does not become a Node, obeys no options of one, and lets no debugger in',
    async () => {
      const options = '--require /no/such/file.cjs';
      const { report, stderr } = await checkSelf(['--inspect=0'], { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: options });
      expect(report).toMatchObject({ engine: 'ready' });
      expect(stderr).not.toContain('Debugger listening');
    },
    startWithin,
  );

  describe('with the one fuse opened that keeps the test out', () => {
    beforeAll(() => packaged.openToDebuggers());
    describeWindowLimits('its window', () => launchApp({ packaged: packaged.executable }));
  });
});
