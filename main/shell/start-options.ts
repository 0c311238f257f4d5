import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What decides how this start of the app goes. */
export type StartOptions = {
  readonly profile: string;
  /** Folder of what the build made. */
  readonly built: string;
  readonly engineFile: string;
  readonly engineKind: EngineKind;
  readonly extraRoots: string | null;
  readonly extraProviders?: string;
  /** Proves itself in a throw-away profile and leaves. */
  readonly selfCheck: boolean;
};

export type EngineKind = { readonly kind: 'utility' } | { readonly kind: 'fork'; readonly node: string };

export type StartSurroundings = {
  readonly argv: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly versions: { readonly node: string; readonly napi: string };
  readonly packaged: boolean;
  /** Folder or archive that holds package.json. */
  readonly appPath: string;
  readonly usualProfile: string;
  /** Makes a fresh, empty folder. */
  readonly freshProfile: () => string;
};

/** The engine's native parts need Node 22 and Node-API 9. */
const oldestNode = 22;
const oldestNodeApi = 9;

/** Reads the options. A packaged app takes none from outside, so that nobody can slip it another engine or trust. */
export function readStartOptions(from: StartSurroundings): StartOptions {
  const given = (name: string) => (from.packaged ? undefined : findSwitch(from.argv, name));
  const profile = given('profile') ?? (from.packaged ? undefined : from.environment.POSTERN_PROFILE);
  const built = join(outsideArchive(from.appPath), 'out');
  const roots = from.packaged ? undefined : from.environment.POSTERN_EXTRA_ROOTS;
  const providers = from.packaged ? undefined : from.environment.POSTERN_EXTRA_PROVIDERS;
  const selfCheck = from.argv.includes('--self-check');
  return {
    profile: selfCheck ? from.freshProfile() : profile ? resolve(profile) : from.usualProfile,
    built,
    engineFile: resolve(given('engine') ?? join(built, 'main', 'engine.cjs')),
    engineKind: chooseEngineKind(from, given('engine-kind')),
    extraRoots: roots ? resolve(roots) : null,
    ...(providers ? { extraProviders: resolve(providers) } : {}),
    selfCheck,
  };
}

function chooseEngineKind(from: StartSurroundings, wish: string | undefined): EngineKind {
  const capable =
    Number.parseInt(from.versions.node, 10) >= oldestNode && Number.parseInt(from.versions.napi, 10) >= oldestNodeApi;
  if (wish === 'utility' || (capable && wish !== 'fork')) return { kind: 'utility' };
  return { kind: 'fork', node: findNode(from) };
}

/** Never reached in an official build: the Electron it carries is new enough. */
function findNode(from: StartSurroundings): string {
  const beside = join(from.appPath, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const node = from.environment.POSTERN_NODE ?? beside;
  if (!existsSync(node)) throw new Error('This Electron is too old for the engine, and no Node is beside it.');
  return realpathSync(node);
}

/** The engine lies beside the archive: a Node that is not Electron's cannot read in it, nor can it load native parts. */
function outsideArchive(appPath: string): string {
  return appPath.replace(/app\.asar$/, 'app.asar.unpacked');
}

function findSwitch(argv: readonly string[], name: string): string | undefined {
  const start = `--${name}=`;
  return argv.find((text) => text.startsWith(start))?.slice(start.length);
}
