import type { FromEngine, ToEngine } from '../contract/envelope.ts';

/** Why a process ended. `error` is the word of the operating system when it never started. */
export type ExitReason = { readonly code: number | null; readonly signal: string | null; readonly error?: string };

/** One running engine, whichever way it was started. `onExit` is told exactly once. */
export type EngineProcess = {
  /** Throws where the message cannot be cloned. A message to an ended process is dropped. */
  readonly post: (message: ToEngine) => void;
  readonly onMessage: (listener: (message: FromEngine) => void) => void;
  readonly onExit: (listener: (reason: ExitReason) => void) => void;
  /** Ends it at once, without asking. */
  readonly kill: () => void;
};

export type EngineProgram = {
  readonly file: string;
  readonly args: readonly string[];
};
