import { describe, expect, it } from 'vitest';
import { needPackages } from '../support/debian.ts';
import { prove } from './interop.ts';

const there = await needPackages(['gnupg', 'gpg-agent', 'sq', 'rnp', 'openssl', 'gpgsm', 'gpgconf']);

describe.skipIf(!there)('the matrix of programs', () => {
  it('has no cell that is red without a reason', async () => {
    const said: string[] = [];
    const { figures, holds } = await prove({ say: (line) => said.push(line) });
    expect(said.filter((line) => !line.startsWith('explained: '))).toEqual([]);
    expect(figures.cells).toBeGreaterThan(180);
    expect(holds).toBe(true);
  }, 300_000);
});
