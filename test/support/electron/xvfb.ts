import { type ChildProcess, spawn } from 'node:child_process';

export type Display = { readonly name: string; readonly close: () => Promise<void> };

const startWithin = 15_000;
let shared: Promise<Display> | null = null;

/** The display there is, or one of our own that ends with this process. */
export async function findDisplay(): Promise<string> {
  const there = process.env.DISPLAY;
  if (process.platform !== 'linux' || there) return there ?? '';
  shared ??= startDisplay();
  return (await shared).name;
}

/** Starts Xvfb on a free display number, which it chooses and tells by a pipe. */
export async function startDisplay(): Promise<Display> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2048x1280x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  startGuard(child.pid);
  const number = await readNumber(child);
  child.unref();
  const pipe = child.stdio[3];
  if (pipe && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  return {
    name: `:${number}`,
    close: async () => {
      process.off('exit', end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      end();
      await ended;
    },
  };
}

/** Ends the display when we are killed: a shell whose input ends with us. */
function startGuard(pid: number | undefined): void {
  const script = 'read -r _; kill "$1"';
  const guard = spawn('sh', ['-c', script, 'guard', String(pid)], { stdio: ['pipe', 'ignore', 'ignore'] });
  guard.on('error', () => {});
  guard.unref();
  if (guard.stdin && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
}

function readNumber(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error('Xvfb does not start')), startWithin);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3]?.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
  });
}
