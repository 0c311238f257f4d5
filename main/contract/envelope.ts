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

/** What the engine asks of the desktop. A path is chosen by a person in a dialog; the window never sees one. */
export type HostServices = {
  readonly chooseSavePath: (suggestion: { readonly name: string }) => Promise<string | null>;
  readonly chooseOpenPath: (filter: { readonly extensions: readonly string[] }) => Promise<string | null>;
  /** Opens an https or mailto address in the person's own programs. */
  readonly openExternal: (link: { readonly url: string }) => Promise<null>;
};

export type HostCall = {
  readonly type: 'host-call';
  readonly id: number;
  readonly service: keyof HostServices;
  readonly input: unknown;
};
export type HostReply = { readonly type: 'host-reply'; readonly id: number; readonly output: unknown };

export type ToEngine = Call | HostReply;
export type FromEngine = { readonly type: 'ready' } | Reply | EngineEvent | HostCall;

/** How the window sees the engine's process. Sent by the shell itself as the event `engine.state`. */
export type EngineState = 'starting' | 'ready' | 'restarting' | 'gone';

/** Bytes of one call, all buffers and texts together: stops a window that floods the engine's memory. */
export const largestCallBytes = 4 * 1024 * 1024;
/** Attachments cross in pieces of this many bytes, one answered before the next is sent. */
export const pieceBytes = 1024 * 1024;
