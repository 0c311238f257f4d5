import type { ErrorCode, ErrorFacts } from './errors.ts';

/*
 * What crosses between window, shell and engine. The shell passes `call`, `reply` and `event` on unread;
 * `host-call` and `host-reply` are between engine and shell alone (file dialogs, links). All of it is structured-cloneable.
 */

export type Call = { readonly type: 'call'; readonly id: number; readonly method: string; readonly input: unknown };

export type Failure = { readonly code: ErrorCode; readonly facts: ErrorFacts };

export type Reply =
  | { readonly type: 'reply'; readonly id: number; readonly output: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly failure: Failure };

export type EngineEvent = { readonly type: 'event'; readonly name: string; readonly payload: unknown };

/** Paths that a person chose in a dialog: files, or one folder to look into. */
export type ChosenDocuments = { readonly folder: string | null; readonly files: readonly string[] };

/** What the engine asks of the desktop. A path is chosen by a person in a dialog; the window never sees one. */
export type HostServices = {
  readonly chooseSavePath: (suggestion: { readonly name: string }) => Promise<string | null>;
  readonly chooseOpenPath: (filter: { readonly extensions: readonly string[] }) => Promise<string | null>;
  /** Files, or everything in one folder, that a person chose to send; null when the dialog was left. */
  readonly chooseDocuments: (choice: { readonly folder: boolean }) => Promise<ChosenDocuments | null>;
  /** Opens an https or mailto address in the person's own programs. */
  readonly openExternal: (link: { readonly url: string }) => Promise<null>;
  /** Minutes without a key or pointer before the window locks, said at each unlock and change; null: nothing to lock. */
  readonly setIdleMinutes: (setting: { readonly minutes: number | null }) => Promise<null>;
};

export type HostCall = {
  readonly type: 'host-call';
  readonly id: number;
  readonly service: keyof HostServices;
  readonly input: unknown;
};
export type HostReply = { readonly type: 'host-reply'; readonly id: number; readonly output: unknown };

/** Asks the engine to finish what it writes, close the vault and end; it is killed when it takes too long. */
export type Stop = { readonly type: 'stop' };

export type ToEngine = Call | HostReply | Stop;
export type FromEngine = { readonly type: 'ready' } | Reply | EngineEvent | HostCall;

/** Exit code of an engine that ended on purpose, so that its keys go: a fresh one is started at once. */
export const lockedExitCode = 75;

/** How the window sees the engine's process: `restarting` after a crash, `gone` when several restarts did not help. */
export type EngineState = 'starting' | 'ready' | 'restarting' | 'gone';

/** What the shell itself tells the window. */
export type ShellEvents = {
  readonly 'engine.state': { readonly state: EngineState };
  /** The window is about to be blanked: what was typed is saved now or lost with the page. */
  readonly 'app.locking': Readonly<Record<string, never>>;
  /** Somebody wants to quit while mail waits: the window asks, then calls `shell.quit`. */
  readonly 'app.quit-asked': { readonly waiting: number };
};

export type ShellInfo = {
  readonly version: string;
  readonly platform: string;
  readonly packaged: boolean;
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
  readonly engineState: EngineState;
};

/** What the window may ask of the shell; everything else goes to the engine unread. */
export type ShellMethods = {
  readonly 'shell.info': () => Promise<ShellInfo>;
  /** Quits without asking again. */
  readonly 'shell.quit': () => Promise<Readonly<Record<string, never>>>;
  /** Prints what the window shows; false when the dialog was left. */
  readonly 'shell.print': () => Promise<{ readonly printed: boolean }>;
  /** After `gone`: tries again. */
  readonly 'shell.restartEngine': () => Promise<Readonly<Record<string, never>>>;
};

/** What a call comes to, as the window gets it. */
export type Answer = { readonly output: unknown } | { readonly failure: Failure };

/** Bytes of one call, all buffers and texts together: stops a window that floods the engine's memory. */
export const largestCallBytes = 4 * 1024 * 1024;
/** Attachments cross in pieces of this many bytes, one answered before the next is sent. */
export const pieceBytes = 1024 * 1024;
