import type { Answer } from '../../main/contract/envelope.ts';

/** What the preload gives the window: two functions and nothing else. */
export type Bridge = {
  readonly call: (method: string, input: unknown) => Promise<Answer>;
  /** Gives back the function that stops listening. */
  readonly on: (name: string, listener: (payload: unknown) => void) => () => void;
};

declare global {
  interface Window {
    readonly postern: Bridge;
  }
}

/** The bridge of this window. */
export function getBridge(): Bridge {
  return window.postern;
}
