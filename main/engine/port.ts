import type { FromEngine, ToEngine } from '../contract/envelope.ts';

/** The engine's end of the line to the shell, whichever way the process was started. */
export type Port = {
  readonly post: (message: FromEngine) => void;
  readonly onMessage: (listener: (message: ToEngine) => void) => void;
  /** The shell is gone: nothing is left to serve. Never told in a utility process, which ends with the shell. */
  readonly onClosed: (listener: () => void) => void;
  /** Ends the process once what was posted is out. */
  readonly exit: (code: number) => void;
};

type ParentPort = {
  readonly postMessage: (message: FromEngine) => void;
  readonly on: (name: 'message', listener: (event: { readonly data: ToEngine }) => void) => void;
};

/** A MessagePort gives no word when a message is out. */
const flushMilliseconds = 100;

/** Opens the port of a utility process or of a forked one; throws where the process is neither. */
export function openPort(): Port {
  const parentPort = 'parentPort' in process ? (process.parentPort as ParentPort | null | undefined) : null;
  if (parentPort) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
      onClosed: () => {},
      exit: (code) => setTimeout(() => process.exit(code), flushMilliseconds),
    };
  }
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error('the engine is started by the shell');
  let unsent = 0;
  let exitCode: number | null = null;
  const exitWhenSent = () => {
    if (exitCode !== null && unsent === 0) process.exit(exitCode);
  };
  return {
    post: (message) => {
      unsent += 1;
      send(message, undefined, {}, () => {
        unsent -= 1;
        exitWhenSent();
      });
    },
    onMessage: (listener) => process.on('message', (message) => listener(message as ToEngine)),
    onClosed: (listener) => process.on('disconnect', listener),
    exit: (code) => {
      exitCode = code;
      exitWhenSent();
    },
  };
}
