import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine, type TestEngine } from '../../support/start-engine.ts';

const passphrase = 'a passphrase for the test';

describe('what a restored backup replaced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-aside-'));
  const profile = join(folder, 'profile');
  const backup = join(folder, 'saved.postern-backup');
  const host = { chooseSavePath: async () => backup, chooseOpenPath: async () => backup };
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await startEngine({ profile, host });
    await engine.call('vault.create', {
      practice: { name: 'Elm Street Clinic', postalAddress: '1 Elm Street', telephone: '555 0137' },
      ownerName: 'Maria',
      address: 'desk@clinic.example',
      passphrase,
    });
    await engine.call('vault.saveBackup', {});
    await again();
    await engine.call('vault.restoreBackup', { passphrase, backup: null });
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function again(): Promise<void> {
    await engine.stop();
    engine = await startEngine({ profile, host });
  }

  async function noted(kind: string): Promise<readonly unknown[]> {
    const { rows } = await engine.call('journal.list', { before: null, limit: 50 });
    return rows.filter((row) => row.kind === kind).map(({ facts }) => facts);
  }

  it('is told about to nobody before the vault is open', async () => {
    await expect(engine.call('vault.setAside', {})).rejects.toMatchObject({ code: 'locked' });
    await engine.call('vault.unlock', { passphrase });
    expect(await engine.call('vault.setAside', {})).toHaveLength(1);
  });

  it('stands in the journal once, with the backup that came in its place', async () => {
    expect(await noted('vault.restored')).toEqual([{ file: 'saved.postern-backup' }]);
    await again();
    await engine.call('vault.unlock', { passphrase });
    expect(await noted('vault.restored')).toHaveLength(1);
  });

  it('is deleted when the owner says so, and nothing else is', async () => {
    const [old] = await engine.call('vault.setAside', {});
    expect(old).toMatchObject({ name: expect.stringMatching(/^set-aside-/), at: expect.any(Number) });
    expect(old?.size).toBeGreaterThan(statSync(join(profile, 'practice.db')).size / 2);
    const name = old?.name ?? '';
    for (const other of ['', '.', '..', 'practice.db', 'backups', `../${basename(profile)}/${name}`, `${name}/..`]) {
      await expect(engine.call('vault.deleteSetAside', { name: other })).rejects.toMatchObject({ code: 'not-found' });
    }
    await engine.call('vault.deleteSetAside', { name });
    expect(await engine.call('vault.setAside', {})).toEqual([]);
    expect(existsSync(join(profile, name))).toBe(false);
    expect(await noted('vault.set-aside-deleted')).toEqual([{ file: name }]);
    expect(await engine.call('vault.status', {})).toMatchObject({ state: 'open' });
  });
});
