import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdVault } from '../../../main/engine/vault/vault-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-hold-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('holding the vault', () => {
  it('keeps a second engine out until the first lets go', () => {
    const release = holdVault(folder);
    expect(() => holdVault(folder)).toThrow('vault-in-use');
    release();
    holdVault(folder)();
  });

  it('writes nothing into the file that is held', () => {
    const release = holdVault(folder);
    expect(statSync(join(folder, 'engine.lock')).size).toBe(0);
    release();
  });
});
