import { fork } from 'node:child_process';

/* A shell that only starts the engine and passes messages on, so that a test can kill it as somebody kills the whole program. */

const [program = '', ...args] = process.argv.slice(2);
const engine = fork(program, args, { execArgv: [], serialization: 'advanced', stdio: 'inherit' });
process.send?.({ type: 'engine-pid', pid: engine.pid });
engine.on('message', (message) => process.send?.(message));
process.on('message', (message) => engine.connected && engine.send(message as object));
engine.once('exit', (code) => process.exit(code ?? 1));
