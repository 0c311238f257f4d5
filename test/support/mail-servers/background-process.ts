import { type ChildProcess, spawn } from 'node:child_process';

/** A server program that runs in the foreground as our child, and what it has written so far. */
export type BackgroundProcess = {
  readonly output: () => string;
  readonly running: () => boolean;
  /** Asks it to end, insists after two seconds, and resolves once it is gone. */
  readonly stop: () => Promise<void>;
};

/** Starts a program that does not outlive us, even when we are killed. */
export function startBackgroundProcess(command: string, args: readonly string[]): BackgroundProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const guard = child.pid === undefined ? null : startGuard(child.pid);
  const written: string[] = [];
  const keep = (chunk: Buffer) => {
    written.push(chunk.toString('utf8'));
    if (written.length > 2_000) written.shift();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => written.push(`${command}: ${error.message}`));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  void gone.then(() => guard?.kill('SIGKILL'));
  return {
    output: () => written.join(''),
    running: () => isRunning(child),
    stop: async () => {
      if (!isRunning(child)) return;
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), 2_000);
      await gone;
      clearTimeout(insist);
    },
  };
}

/** A shell that waits for the end of its input, which comes when we end in whatever way, and then ends the program. */
function startGuard(pid: number): ChildProcess {
  const guard = spawn('sh', ['-c', 'read -r _; kill "$1"', 'guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => {});
  return guard;
}

const isRunning = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;
