import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { buildApp } from './build-app.ts';
import { projectRoot } from './project-root.ts';

const run = promisify(execFile);

export type PackagedApp = {
  readonly executable: string;
  readonly resources: string;
  /** Lets Playwright in: the one fuse that keeps debuggers out is opened, the others stay. */
  readonly openToDebuggers: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** Packages the app as `npm run dist -- --dir` does, into a folder of its own. Linux only. */
export async function packageApp(): Promise<PackagedApp> {
  await buildApp();
  const output = await mkdtemp(join(tmpdir(), 'postern-package-'));
  const dist = join(projectRoot, 'test', 'support', 'electron', 'dist.ts');
  await run(process.execPath, [dist, '--dir', `--output=${output}`], { cwd: projectRoot });
  const folder = join(output, 'linux-unpacked');
  const executable = join(folder, 'postern');
  return {
    executable,
    resources: join(folder, 'resources'),
    openToDebuggers: async () => {
      await flipFuses(executable, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
    },
    remove: () => rm(output, { recursive: true, force: true }),
  };
}
