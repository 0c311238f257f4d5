import { fork } from 'node:child_process';
import type { FromEngine } from '../contract/envelope.ts';
import { engineEnvironment } from './engine-environment.ts';
import type { EngineProcess, EngineProgram, ExitReason } from './engine-process.ts';

/**
 * Starts the engine under a Node of its own, where Electron's is too old for it: development and tests only.
 * `advanced` serialization, since JSON ruins bytes.
 */
export function startForkedEngine(node: string, program: EngineProgram): EngineProcess {
  const child = fork(program.file, [...program.args], {
    execPath: node,
    execArgv: [],
    env: engineEnvironment(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let ended = false;
  const exitListeners = new Set<(reason: ExitReason) => void>();
  const end = (reason: ExitReason) => {
    if (ended) return;
    ended = true;
    for (const listener of exitListeners) listener(reason);
  };
  child.once('exit', (code, signal) => end({ code, signal }));
  // Also comes when a message could not be written: only a process that never started ends by it.
  child.on('error', (error: NodeJS.ErrnoException) => {
    if (child.pid === undefined) end({ code: null, signal: null, error: error.code ?? 'unknown' });
  });
  return {
    post: (message) => {
      if (!ended && child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => child.on('message', (message) => listener(message as FromEngine)),
    onExit: (listener) => exitListeners.add(listener),
    kill: () => {
      if (!ended) child.kill('SIGKILL');
    },
  };
}
