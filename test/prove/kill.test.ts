import { expect, it } from 'vitest';
import { needMailServers } from '../support/mail-servers/need-mail-servers.ts';
import { prove } from './kill.ts';

it.skipIf(!(await needMailServers()))(
  'survives being killed five times while it receives, writes, sends and takes back',
  { timeout: 240_000 },
  async () => {
    const said: string[] = [];
    const { figures, holds } = await prove({ rounds: 5, seed: 7, say: (line) => said.push(line) });
    expect(said.filter((line) => line.startsWith('PROBLEM'))).toEqual([]);
    expect(figures).toMatchObject({ rounds: 5, lost: 0, doubled: 0, corrupt: 0 });
    expect(holds).toBe(true);
  },
);
