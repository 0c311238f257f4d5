import { utilityProcess } from 'electron';
import type { FromEngine } from '../contract/envelope.ts';
import { engineEnvironment } from './engine-environment.ts';
import type { EngineProcess, EngineProgram, ExitReason } from './engine-process.ts';

/** Starts the engine in Electron's own utility process: the way it runs for everybody. */
export function startUtilityEngine(program: EngineProgram): EngineProcess {
  const child = utilityProcess.fork(program.file, [...program.args], {
    serviceName: 'Postern engine',
    env: engineEnvironment(process.env),
    execArgv: [],
    stdio: 'inherit',
  });
  let ended = false;
  const exitListeners = new Set<(reason: ExitReason) => void>();
  child.once('exit', (code) => {
    ended = true;
    for (const listener of exitListeners) listener({ code, signal: null });
  });
  return {
    post: (message) => {
      if (!ended) child.postMessage(message);
    },
    onMessage: (listener) => child.on('message', (message: FromEngine) => listener(message)),
    onExit: (listener) => exitListeners.add(listener),
    kill: () => {
      if (ended) return;
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      else child.kill();
    },
  };
}
