import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { InputOf, MethodName, OutputOf } from '../../main/contract/contract.ts';
import type { Failure, FromEngine, ToEngine } from '../../main/contract/envelope.ts';
import { startArgument } from '../../main/contract/start-facts.ts';
import { engineEnvironment } from '../../main/shell/engine-environment.ts';
import { buildSealedPage } from '../../renderer/sealed/build.ts';

export class CallFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code} ${JSON.stringify(failure.facts)}`);
    this.failure = failure;
  }
}

/** The engine as a process of its own, as the shell starts it: it can be killed, limited, and looked into from outside. */
export type EngineProcess = {
  /** Rejects with `CallFailed`, or, once the process is gone, with `engine-gone`. */
  readonly call: <Name extends MethodName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;
  /** The engine's own process ID. */
  readonly pid: () => number;
  /** Told of every event; the returned function ends it. */
  readonly onEvent: (listener: (name: string, payload: unknown) => void) => () => void;
  /** Ends at once, without asking: the engine, or the whole program, or its shell alone. */
  readonly kill: (what?: 'engine' | 'program' | 'shell') => Promise<void>;
  readonly stop: () => Promise<void>;
  /** What it wrote to standard output and error. */
  readonly output: () => string;
};

export type EngineProcessWishes = {
  readonly profile: string;
  /** PEM file of the test's certificate authority. */
  readonly rootFile: string;
  /** JSON file with further mail providers. */
  readonly providersFile?: string;
  /** What a person picks in every file dialog; nothing without it. */
  readonly chosenPath?: string;
  /** Puts a shell process between, so that it can be killed too. */
  readonly behindShell?: boolean;
};

const program = fileURLToPath(new URL('../../main/engine/index.ts', import.meta.url));
const relay = fileURLToPath(new URL('./relay-shell.ts', import.meta.url));
const built = 'out';

/** Starts the engine under this Node and waits until it is ready. */
export async function startEngineProcess(wishes: EngineProcessWishes): Promise<EngineProcess> {
  if (!existsSync(`${built}/sealed/qpdf.wasm`)) await buildSealedPage();
  const facts = startArgument({
    profile: wishes.profile,
    built,
    extraRoots: wishes.rootFile,
    ...(wishes.providersFile === undefined ? {} : { extraProviders: wishes.providersFile }),
    version: '0.0.0',
    packaged: false,
  });
  const args = wishes.behindShell === true ? [relay, program, facts] : [program, facts];
  const child = startChild(args);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  let lastId = 0;
  let enginePid = child.pid ?? 0;
  const waiting = new Map<number, { resolve: (output: never) => void; reject: (error: Error) => void }>();
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const gone = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new CallFailed({ code: 'engine-gone', facts: {} }));
    waiting.clear();
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message: FromEngine | { type: 'engine-pid'; pid: number }) => {
      if (message.type === 'ready') resolve();
      else if (message.type === 'engine-pid') enginePid = message.pid;
      else if (message.type === 'event') for (const listener of [...listeners]) listener(message.name, message.payload);
      else if (message.type === 'host-call') {
        const isDialog = message.service === 'chooseSavePath' || message.service === 'chooseOpenPath';
        post({ type: 'host-reply', id: message.id, output: isDialog ? (wishes.chosenPath ?? null) : null });
      } else {
        const call = waiting.get(message.id);
        waiting.delete(message.id);
        if ('failure' in message) call?.reject(new CallFailed(message.failure));
        else call?.resolve(message.output as never);
      }
    });
    void gone.then(() => reject(new Error(`the engine ended before it was ready:\n${output}`)));
  });
  function post(message: ToEngine): void {
    if (child.connected) child.send(message, () => {});
  }
  await ready;
  return {
    call: (method, input) =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          reject(new CallFailed({ code: 'engine-gone', facts: {} }));
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve: resolve as (output: never) => void, reject });
        post({ type: 'call', id: lastId, method, input });
      }),
    pid: () => enginePid,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async kill(what = 'engine') {
      if (what !== 'engine') child.kill('SIGKILL');
      if (what !== 'shell') tryKill(enginePid);
      await gone;
      await untilEnded(enginePid);
    },
    async stop() {
      post({ type: 'stop' });
      await gone;
    },
    output: () => output,
  };
}

function startChild(args: readonly string[]): ChildProcess {
  const options = {
    // Every start would read and strip the same hundred files again.
    env: { ...engineEnvironment(process.env), NODE_COMPILE_CACHE: 'node_modules/.cache/engine' },
    serialization: 'advanced' as const,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'] as ['ignore', 'pipe', 'pipe', 'ipc'],
  };
  const [file = '', ...rest] = args;
  return fork(file, rest, { ...options, execArgv: [] });
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** An engine whose shell is gone must not go on: waits until it has ended, and throws when it has not after a minute. */
async function untilEnded(pid: number): Promise<void> {
  const until = Date.now() + 60_000;
  while (existsSync(`/proc/${pid}`)) {
    if (Date.now() > until) throw new Error('the engine outlives its shell');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
