import type { Answer } from '../main/contract/envelope.ts';

/** All that the window has of the world outside: two functions. */
export type Bridge = {
  /** Asks the engine (or, for `shell.` methods, the shell). Never rejects for a failure of theirs: see `Answer`. */
  readonly call: (method: string, input: unknown) => Promise<Answer>;
  /** Hears an event by its name; the returned function ends that. */
  readonly on: (name: string, listener: (payload: unknown) => void) => () => void;
};

declare global {
  interface Window {
    readonly postern: Bridge;
  }
}
