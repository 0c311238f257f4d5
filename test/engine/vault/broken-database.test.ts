import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEngine, type TestEngine } from '../../support/start-engine.ts';

const passphrase = 'a passphrase for the test';
let folder: string;
let profile: string;
let engine: TestEngine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-broken-'));
  profile = join(folder, 'profile');
  engine = await startEngine({ profile });
  await engine.call('vault.create', {
    practice: { name: 'Elm Street Clinic', postalAddress: '1 Elm Street', telephone: '555 0137' },
    ownerName: 'Maria',
    address: 'desk@clinic.example',
    passphrase,
  });
});
afterEach(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a database that turns out to be damaged while it is open', () => {
  it('is left alone, said to be broken, and a backup brings everything back', async () => {
    const backup = join(folder, 'saved.postern-backup');
    await engine.stop();
    engine = await startEngine({
      profile,
      host: { chooseSavePath: async () => backup, chooseOpenPath: async () => backup },
    });
    await engine.call('vault.unlock', { passphrase });
    for (let number = 0; number < 200; number += 1) {
      await engine.call('patients.add', {
        name: `Patient ${number}`,
        birthDate: null,
        recordNumber: '',
        telephone: '',
        addresses: [],
        device: 'unknown',
        note: 'x'.repeat(2_000),
      });
    }
    await engine.call('vault.saveBackup', {});
    await engine.stop();

    const file = join(profile, 'practice.db');
    const bytes = readFileSync(file);
    for (let at = 40_960 + 100; at < statSync(file).size; at += 4_096) bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);

    engine = await startEngine({ profile, host: { chooseOpenPath: async () => backup } });
    const broke = engine.next('vault.changed', ({ state }) => state === 'broken');
    await engine.call('vault.unlock', { passphrase }).catch(() => null);
    await engine.call('patients.list', { text: '', offset: 0, limit: 200 }).catch((error) => {
      expect(['vault-damaged', 'locked']).toContain(error.code);
    });
    await broke;
    expect(await engine.call('vault.status', {})).toMatchObject({ state: 'broken', problem: 'vault-damaged' });
    expect(readFileSync(file)).toEqual(bytes);

    await engine.call('vault.restoreBackup', { passphrase, backup: null });
    expect(await engine.call('vault.status', {})).toMatchObject({ state: 'locked', problem: null });
    await engine.call('vault.unlock', { passphrase });
    expect((await engine.call('patients.list', { text: '', offset: 0, limit: 1 })).total).toBe(200);
  });
});
