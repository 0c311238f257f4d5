import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MailServers } from './mail-servers/start-mail-servers.ts';
import { dailyWork, type Practice, practicePassphrase } from './practice.ts';
import { startEngine, type TestEngineWishes } from './start-engine.ts';

/**
 * The practice as it would start again if its engine were killed at this moment: what a kill leaves behind is what stands on
 * the disk now. Its vault is open.
 */
export async function startAfterKill(
  practice: Practice,
  servers: MailServers,
  wishes: Omit<TestEngineWishes, 'root' | 'profile'> = {},
): Promise<Practice> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-copy-'));
  const profile = join(folder, 'profile');
  await copyAtRest(practice.profile, profile);
  const engine = await startEngine({ ...wishes, root: servers.root, profile });
  await engine.call('vault.unlock', { passphrase: practicePassphrase });
  return {
    ...engine,
    ...dailyWork(engine, servers),
    async stop() {
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A kill stops everything at one moment; a copy is one of one moment only when nothing was written meanwhile. */
async function copyAtRest(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const before = await states(from);
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true });
    if ((await states(from)) === before) return;
    if (tries === 20) throw new Error('the practice never rests');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function states(folder: string): Promise<string> {
  const files = (await readdir(folder)).sort();
  const all = files.map(async (name) => {
    const { size, mtimeMs } = await stat(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(all)).join('\n');
}
