import type { HostServices, ToEngine } from '../contract/envelope.ts';
import { lockedExitCode } from '../contract/envelope.ts';
import { readStartFacts } from '../contract/start-facts.ts';
import { EngineError } from './base/errors.ts';
import { createEngine } from './engine.ts';
import { openPort } from './port.ts';

/* Process entry: a port in, the contract served. */

const port = openPort();
/** Without its shell the engine finishes what is on the wire, and no more than that. */
const longestEndMs = 20_000;

const waitingForHost = new Map<number, (output: unknown) => void>();
let lastHostCall = 0;

function askHost(service: keyof HostServices, input: unknown): Promise<never> {
  lastHostCall += 1;
  const id = lastHostCall;
  port.post({ type: 'host-call', id, service, input });
  return new Promise((resolve) => waitingForHost.set(id, resolve as (output: unknown) => void));
}

const engine = createEngine({
  facts: readStartFacts(process.argv),
  host: {
    chooseSavePath: (input) => askHost('chooseSavePath', input),
    chooseOpenPath: (input) => askHost('chooseOpenPath', input),
    chooseDocuments: (input) => askHost('chooseDocuments', input),
    openExternal: (input) => askHost('openExternal', input),
    setIdleMinutes: (input) => askHost('setIdleMinutes', input),
  },
  emit: (name, payload) => port.post({ type: 'event', name, payload }),
  onLocked: () => port.exit(lockedExitCode),
});

async function answer(message: Extract<ToEngine, { type: 'call' }>): Promise<void> {
  try {
    port.post({ type: 'reply', id: message.id, output: await engine.call(message.method, message.input) });
  } catch (error) {
    const { code, facts } = error instanceof EngineError ? error : new EngineError('unexpected');
    port.post({ type: 'reply', id: message.id, failure: { code, facts } });
  }
}

function end(): void {
  void engine.stop().finally(() => port.exit(0));
}

port.onMessage((message) => {
  if (message.type === 'call') void answer(message);
  else if (message.type === 'stop') end();
  else {
    waitingForHost.get(message.id)?.(message.output);
    waitingForHost.delete(message.id);
  }
});
port.onClosed(() => {
  // Nobody is left who would insist.
  setTimeout(() => process.exit(1), longestEndMs).unref();
  end();
});
port.post({ type: 'ready' });
