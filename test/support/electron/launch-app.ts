import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright-core';
import { buildApp } from './build-app.ts';
import { findElectron } from './find-electron.ts';
import { projectRoot } from './project-root.ts';
import { findDisplay } from './xvfb.ts';

export type LaunchOptions = {
  /** Data folder; a fresh one, removed at the end, where none is given. */
  readonly profile?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A packaged app's executable instead of the built one; its data folder is `Postern` in the profile. */
  readonly packaged?: string;
};

export type LaunchedApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
  /** What the app and its engine wrote to standard output and error. */
  readonly output: () => string;
  readonly resize: (width: number, height: number) => Promise<void>;
  /** Quits as a person would; kills after ten seconds. */
  readonly close: () => Promise<void>;
  /** SIGKILL to the app's process. */
  readonly kill: () => Promise<void>;
};

const closeWithin = 10_000;
const attachWithin = 45_000;

/** Builds the app where it is not fresh, starts it in the real Electron and waits for its window. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const ownProfile = options.profile === undefined;
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'postern-')));
  const program =
    options.packaged === undefined ? await findBuilt(profile) : describePackaged(options.packaged, profile);
  // After the program, whose search also installs the display where that is missing.
  const display = await findDisplay();
  const app = await attach({
    executablePath: program.executable,
    // No graphics card behind a display in memory: trying costs a second and can fail.
    args: [...program.args, '--disable-gpu', ...(options.args ?? [])],
    cwd: projectRoot,
    env: { ...environment(), ...program.env, DISPLAY: display, ...options.env },
    timeout: attachWithin,
  });
  let output = '';
  const child = app.process();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      output += piece.toString();
    });
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const page = await app.firstWindow().catch((error: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`the app opened no window; it wrote: ${output.slice(-2_000)}`, { cause: error });
  });
  const tidy = async () => {
    await ended;
    if (ownProfile) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return {
    app,
    page,
    profile,
    output: () => output,
    async resize(width, height) {
      await app.evaluate(
        ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
        { width, height },
      );
    },
    async close() {
      const timer = setTimeout(() => child.kill('SIGKILL'), closeWithin);
      await app.close().catch(() => {});
      await tidy();
      clearTimeout(timer);
    },
    async kill() {
      child.kill('SIGKILL');
      await tidy();
    },
  };
}

/** Starts the app with a debugger on it. The debugger's attaching can hang on a busy machine: one more try, said aloud. */
async function attach(launch: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  try {
    return await _electron.launch(launch);
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    console.warn(`the debugger did not attach, trying once more: ${error.message}`);
    return _electron.launch(launch);
  }
}

type Program = {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

async function findBuilt(profile: string): Promise<Program> {
  const { executable } = await findElectron();
  await buildApp();
  return { executable, args: [projectRoot, `--profile=${profile}`], env: {} };
}

/** A package takes no profile from outside: the system's own place for it is moved. */
export function describePackaged(executable: string, profile: string): Program {
  const node = join(projectRoot, 'node_modules', 'node', 'bin', 'node');
  return { executable, args: [], env: { XDG_CONFIG_HOME: profile, POSTERN_NODE: node } };
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
