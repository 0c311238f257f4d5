import { readdirSync, readFileSync } from 'node:fs';
import { untilFits } from '../support/until-fits.ts';

type Running = { readonly pid: number; readonly parent: number; readonly command: string };

/** Every process of the app: the given one and all that came of it, by way of /proc. */
export function listProcesses(root: number): readonly Running[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
  const found = all.filter(({ pid }) => pid === root);
  for (let at = 0; at < found.length; at += 1) found.push(...all.filter(({ parent }) => parent === found[at]?.pid));
  return found;
}

/** The engine among them: Electron's utility process, or the Node that stands in for it; waits while it starts. */
export async function findEngine(root: number): Promise<number> {
  const engines = () =>
    listProcesses(root).filter(({ command }) => /engine\.cjs|node\.mojom\.NodeService/.test(command));
  const [engine] = await untilFits(engines, (found) => found.length === 1);
  return engine?.pid ?? 0;
}

/** Waits until none of them runs any more. */
export async function untilGone(processes: readonly number[], ms = 10_000): Promise<void> {
  await untilFits(
    () => processes.filter(isRunning),
    (still) => still.length === 0,
    ms,
  );
}

function readProcess(pid: number): readonly Running[] {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    // "pid (name) state parent ...": the name may hold anything, brackets too.
    const facts = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return facts[0] === 'Z' ? [] : [{ pid, parent: Number(facts[1]), command }];
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  return readProcess(pid).length > 0;
}
