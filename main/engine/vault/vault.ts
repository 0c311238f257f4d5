import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import type { ErrorCode } from '../../contract/errors.ts';
import type { VaultStatus } from '../../contract/vault.ts';
import type { Clock } from '../base/clock.ts';
import { EngineError, isEngineError } from '../base/errors.ts';
import { Secret } from '../base/secret.ts';
import { openStore, type Store } from '../store/open.ts';
import { clearFailedUnlocks, noteFailedUnlock, waitBeforeUnlock } from './failed-unlocks.ts';
import { type KeySlot, makeKeySlot, measureStretchCost, openKeySlot, type StretchCost } from './key-slots.ts';
import { isNetworkDrive } from './network-drive.ts';
import { newRecoveryCode, normaliseRecoveryCode } from './recovery-code.ts';
import { readVaultFile, type VaultPaths, vaultPaths, writeVaultFile } from './vault-file.ts';

/** The open vault. The key stays with it, for backups and re-wrapping; locking ends the process and with it the key. */
export type OpenVault = { readonly store: Store; readonly key: Secret<Uint8Array> };

export type Vault = {
  readonly paths: VaultPaths;
  readonly status: () => Pick<VaultStatus, 'problem' | 'waitMs'> & { readonly state: 'absent' | 'locked' | 'broken' };
  /** Makes the files; throws `vault-exists` where any part of a vault stands. */
  readonly create: (passphrase: Secret<string>) => Promise<OpenVault & { readonly recoveryCode: Secret<string> }>;
  /** Throws `vault-wrong-passphrase` with `waitMs`, `vault-damaged`, `vault-key-missing`, `vault-from-future`. */
  readonly unlock: (passphrase: Secret<string>) => Promise<OpenVault>;
  readonly unlockWithRecoveryCode: (typed: string, newPassphrase: Secret<string>) => Promise<OpenVault>;
  /** Runs something that takes a passphrase: not before the delay is over, and a wrong one lengthens it. */
  readonly countTry: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** True when the passphrase opens its slot; counts as a try. */
  readonly checkPassphrase: (passphrase: Secret<string>) => Promise<boolean>;
  readonly changePassphrase: (key: Secret<Uint8Array>, next: Secret<string>) => Promise<void>;
  readonly renewRecoveryCode: (key: Secret<Uint8Array>) => Promise<Secret<string>>;
};

/** The vault in one data folder. `cost` is for tests; without it the computer is measured when a slot is made. */
export function createVault(facts: {
  readonly folder: string;
  readonly clock: Clock;
  readonly cost?: StretchCost;
}): Vault {
  const paths = vaultPaths(facts.folder);
  const cost = async () => facts.cost ?? (await measureStretchCost());

  const waitMs = () => waitBeforeUnlock(facts.folder, facts.clock.now());
  const wrongCodes = ['vault-wrong-passphrase', 'vault-wrong-recovery-code'] as const;

  async function countTry<Result>(work: () => Promise<Result>, wrong: ErrorCode = wrongCodes[0]): Promise<Result> {
    if (waitMs() > 0) throw new EngineError(wrong, { waitMs: waitMs(), tooEarly: true });
    try {
      return await work();
    } catch (error) {
      if (!wrongCodes.some((code) => isEngineError(error, code))) throw error;
      noteFailedUnlock(facts.folder, facts.clock.now());
      throw new EngineError(wrong, { waitMs: waitMs(), tooEarly: false });
    }
  }

  function openSlot(kind: KeySlot['kind'], secret: Secret<string>): Promise<Secret<Uint8Array>> {
    const wrong = kind === 'passphrase' ? wrongCodes[0] : wrongCodes[1];
    return countTry(async () => {
      for (const slot of readVaultFile(paths).slots.filter((candidate) => candidate.kind === kind)) {
        const key = await openKeySlot(slot, secret);
        if (key) return key;
      }
      throw new EngineError(wrong);
    }, wrong);
  }

  async function replaceSlot(slot: KeySlot): Promise<void> {
    const file = readVaultFile(paths);
    writeVaultFile(paths, { ...file, slots: [...file.slots.filter(({ kind }) => kind !== slot.kind), slot] });
  }

  /** The slot has proved the key, so a database that will not take it is damaged, or another vault's. */
  function openDatabase(key: Secret<Uint8Array>): OpenVault {
    try {
      return { store: openStore(paths.database, key, 'existing'), key };
    } catch (error) {
      if (isEngineError(error, 'vault-key-missing')) throw new EngineError('vault-damaged', { reason: 'first-page' });
      throw error;
    }
  }

  return {
    paths,
    status() {
      if (isNetworkDrive(facts.folder)) return { state: 'broken', problem: 'vault-on-network-drive', waitMs: 0 };
      const [keys, database] = [existsSync(paths.keys), existsSync(paths.database)];
      if (!keys && !database) return { state: 'absent', problem: null, waitMs: 0 };
      if (!database) return { state: 'broken', problem: 'vault-damaged', waitMs: 0 };
      try {
        readVaultFile(paths);
      } catch (error) {
        return { state: 'broken', problem: isEngineError(error) ? error.code : 'vault-damaged', waitMs: 0 };
      }
      return { state: 'locked', problem: null, waitMs: waitBeforeUnlock(facts.folder, facts.clock.now()) };
    },
    async create(passphrase) {
      if (isNetworkDrive(facts.folder)) throw new EngineError('vault-on-network-drive');
      if (existsSync(paths.keys) || existsSync(paths.database)) throw new EngineError('vault-exists');
      mkdirSync(facts.folder, { recursive: true, mode: 0o700 });
      const key = new Secret(new Uint8Array(randomBytes(32)));
      const recoveryCode = newRecoveryCode();
      const stretch = await cost();
      const slots = [
        await makeKeySlot('passphrase', passphrase, key, stretch),
        await makeKeySlot('recovery-code', recoveryCode, key, stretch),
      ];
      // The database first: keys without a database are made again, a database without keys would be lost.
      const store = openStore(paths.database, key, 'create');
      try {
        writeVaultFile(paths, { format: 'postern-vault', version: 1, slots });
      } catch (error) {
        store.close();
        for (const suffix of ['', '-wal', '-shm']) rmSync(`${paths.database}${suffix}`, { force: true });
        throw error;
      }
      return { store, key, recoveryCode };
    },
    countTry: (work) => countTry(work),
    async unlock(passphrase) {
      return openDatabase(await openSlot('passphrase', passphrase));
    },
    async unlockWithRecoveryCode(typed, newPassphrase) {
      const code = normaliseRecoveryCode(typed);
      if (!code) throw new EngineError('vault-wrong-recovery-code', { waitMs: 0, tooEarly: false, mistyped: true });
      const key = await openSlot('recovery-code', code);
      const open = openDatabase(key);
      await replaceSlot(await makeKeySlot('passphrase', newPassphrase, key, await cost()));
      return open;
    },
    async checkPassphrase(passphrase) {
      try {
        (await openSlot('passphrase', passphrase)).wipe();
        clearFailedUnlocks(facts.folder);
        return true;
      } catch (error) {
        if (isEngineError(error, 'vault-wrong-passphrase') && !error.facts.tooEarly) return false;
        throw error;
      }
    },
    async changePassphrase(key, next) {
      await replaceSlot(await makeKeySlot('passphrase', next, key, await cost()));
    },
    async renewRecoveryCode(key) {
      const code = newRecoveryCode();
      await replaceSlot(await makeKeySlot('recovery-code', code, key, await cost()));
      return code;
    },
  };
}
