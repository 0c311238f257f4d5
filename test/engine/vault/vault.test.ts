import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../main/engine/base/secret.ts';
import { listBackups, restoreBackup, saveBackup } from '../../../main/engine/vault/backup.ts';
import { listFailedUnlocks } from '../../../main/engine/vault/failed-unlocks.ts';
import { createVault } from '../../../main/engine/vault/vault.ts';

const cost = { memoryKib: 64, passes: 1, parallelism: 1 };
const right = new Secret('a long enough passphrase');
const wrong = new Secret('another long passphrase');

let folder: string;
let now: number;
const clock = { now: () => now, after: () => () => {} };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-vault-'));
  now = 1_800_000_000_000;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function made() {
  const vault = createVault({ folder, clock, cost });
  const open = await vault.create(right);
  open.store.write((db) =>
    db.change("INSERT INTO setting (name, value_json) VALUES ('canary', '\"a canary that must not be readable\"')"),
  );
  open.store.close();
  return { vault, ...open };
}

const canary = { name: 'canary', value_json: '"a canary that must not be readable"' };

describe('the vault', () => {
  it('is absent, then locked, and opens with its passphrase', async () => {
    const vault = createVault({ folder, clock, cost });
    expect(vault.status().state).toBe('absent');
    await made();
    expect(vault.status().state).toBe('locked');
    const { store } = await vault.unlock(right);
    expect(store.read.get('SELECT * FROM setting')).toEqual(canary);
    store.close();
  });

  it('leaves nothing readable in its files', async () => {
    await made();
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes('canary')).toBe(false);
    }
    expect(readFileSync(join(folder, 'practice.db')).subarray(0, 6).toString()).not.toBe('SQLite');
  });

  it('refuses a wrong passphrase, notes it, and waits longer after the third', async () => {
    const { vault } = await made();
    for (let tries = 1; tries <= 3; tries += 1) {
      await expect(vault.unlock(wrong)).rejects.toMatchObject({ code: 'vault-wrong-passphrase' });
      expect(listFailedUnlocks(folder)).toHaveLength(tries);
    }
    await expect(vault.unlock(right)).rejects.toMatchObject({ facts: { tooEarly: true, waitMs: 2_000 } });
    now += 2_000;
    (await vault.unlock(right)).store.close();
  });

  it('takes passphrases in any Unicode form', async () => {
    const vault = createVault({ folder, clock, cost });
    (await vault.create(new Secret('contrasen\u0303a de la clínica'))).store.close();
    (await vault.unlock(new Secret('contraseña de la cli\u0301nica'))).store.close();
  });

  it('opens with the recovery code in any spelling, and then with the new passphrase only', async () => {
    const { vault, recoveryCode } = await made();
    const sloppy = recoveryCode.reveal().toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    (await vault.unlockWithRecoveryCode(sloppy, wrong)).store.close();
    await expect(vault.unlock(right)).rejects.toMatchObject({ code: 'vault-wrong-passphrase' });
    (await vault.unlock(wrong)).store.close();
  });

  it('tells a mistyped recovery code from a wrong one by its check characters', async () => {
    const { vault, recoveryCode } = await made();
    const code = recoveryCode.reveal();
    const typo = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`;
    await expect(vault.unlockWithRecoveryCode(typo, wrong)).rejects.toMatchObject({
      code: 'vault-wrong-recovery-code',
      facts: { mistyped: true },
    });
    expect(listFailedUnlocks(folder)).toHaveLength(0);
  });

  it('never makes a new vault over any part of an old one', async () => {
    const { vault } = await made();
    rmSync(join(folder, 'vault.json'));
    expect(vault.status()).toMatchObject({ state: 'broken', problem: 'vault-key-missing' });
    await expect(vault.create(right)).rejects.toMatchObject({ code: 'vault-exists' });
  });

  it('says damaged for a flipped first page, a truncated file and a keyless database', async () => {
    const { vault } = await made();
    const path = join(folder, 'practice.db');
    const good = readFileSync(path);
    const flipped = Buffer.from(good);
    flipped[100] = (flipped[100] ?? 0) ^ 1;
    for (const bytes of [flipped, good.subarray(0, 1_000), Buffer.from('SQLite format 3\0 and more')]) {
      writeFileSync(path, bytes);
      await expect(vault.unlock(right)).rejects.toMatchObject({ code: 'vault-damaged' });
    }
    rmSync(path);
    expect(vault.status()).toMatchObject({ state: 'broken', problem: 'vault-damaged' });
  });

  it('finds a flipped byte anywhere by the integrity check', async () => {
    const { vault } = await made();
    const path = join(folder, 'practice.db');
    const good = readFileSync(path);
    for (const at of [5_000, Math.floor(good.length / 2), good.length - 10]) {
      const flipped = Buffer.from(good);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      writeFileSync(path, flipped);
      await expect(
        (async () => {
          const { store } = await vault.unlock(right);
          try {
            store.checkIntegrity();
          } finally {
            store.close();
          }
        })(),
      ).rejects.toMatchObject({ code: 'vault-damaged' });
    }
  });

  it('refuses a vault and a database from the future', async () => {
    const { vault } = await made();
    const { store } = await vault.unlock(right);
    store.write((db) => db.changeAny('PRAGMA user_version=99'));
    store.close();
    await expect(vault.unlock(right)).rejects.toMatchObject({ code: 'vault-from-future' });
    writeFileSync(join(folder, 'vault.json'), '{"format":"postern-vault","version":2}');
    expect(vault.status()).toMatchObject({ state: 'broken', problem: 'vault-from-future' });
  });
});

describe('a backup', () => {
  it('is one unreadable file that brings everything back and sets the old files aside', async () => {
    const { vault, key } = await made();
    const target = join(folder, 'saved.postern-backup');
    await saveBackup(vault.paths, key, target, now);
    expect(readFileSync(target).includes('canary that must')).toBe(false);
    writeFileSync(vault.paths.database, 'ruined');
    await restoreBackup(vault.paths, target, right, now);
    const { store } = await vault.unlock(right);
    expect(store.read.get('SELECT * FROM setting')).toEqual(canary);
    store.close();
    expect(readdirSync(folder).some((name) => name.startsWith('set-aside-'))).toBe(true);
    expect(listBackups(vault.paths)).toEqual([]);
  });

  it('is refused when damaged, cut short or opened with a wrong passphrase, and nothing is changed', async () => {
    const { vault, key } = await made();
    const target = join(folder, 'saved.postern-backup');
    await saveBackup(vault.paths, key, target, now);
    const before = readFileSync(vault.paths.database);
    await expect(restoreBackup(vault.paths, target, wrong, now)).rejects.toMatchObject({
      code: 'vault-wrong-passphrase',
    });
    const bytes = readFileSync(target);
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
    writeFileSync(target, bytes);
    await expect(restoreBackup(vault.paths, target, right, now)).rejects.toMatchObject({ code: 'backup-damaged' });
    truncateSync(target, 3_000);
    await expect(restoreBackup(vault.paths, target, right, now)).rejects.toMatchObject({ code: 'backup-damaged' });
    writeFileSync(target, 'not a backup');
    await expect(restoreBackup(vault.paths, target, right, now)).rejects.toMatchObject({ code: 'backup-damaged' });
    expect(readFileSync(vault.paths.database)).toEqual(before);
  });
});
