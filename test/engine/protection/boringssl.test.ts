import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { findElectron } from '../../support/electron/find-electron.ts';

const run = promisify(execFile);
const electron = await findElectron().catch((error: unknown) => {
  if (env.CI) throw error;
  console.warn(`SKIPPED: the room under Electron's BoringSSL, for there is no Electron: ${error}`);
  return null;
});

describe.skipIf(electron === null)('under the BoringSSL of Electron', () => {
  it('everything works that works in Node', { timeout: 180_000 }, async () => {
    // Beside the packages: what has native code stays outside of the bundle, as in the app.
    const folder = await mkdtemp(fileURLToPath(new URL('../../../node_modules/.boringssl-', import.meta.url)));
    try {
      await build({
        configFile: false,
        logLevel: 'error',
        ssr: { noExternal: true, external: ['@node-rs/argon2'] },
        build: {
          ssr: fileURLToPath(new URL('./boringssl/round-trip.ts', import.meta.url)),
          outDir: folder,
          target: 'node18',
          rolldownOptions: { output: { format: 'cjs', entryFileNames: 'round-trip.cjs', codeSplitting: false } },
        },
      });
      const options = { env: { ...env, ELECTRON_RUN_AS_NODE: '1' }, timeout: 120_000 };
      const { stdout } = await run(electron?.executable ?? '', [join(folder, 'round-trip.cjs')], options);
      expect(JSON.parse(stdout)).toEqual({
        electron: electron?.version,
        payload: 'hello',
        signature: 'valid',
        unlocked: 'hello',
        letter: 'letter',
        answer: 'answer',
        smimeRsa: 'valid enveloped-data hello',
        smimeRsaGcm: 'valid authEnveloped-data hello',
        smimeEc: 'valid enveloped-data hello',
        sameSecret: 'true',
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
