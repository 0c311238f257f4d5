import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputOf } from '../../contract/contract.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { BackupFile, RecoveryKit, VaultStatus } from '../../contract/vault.ts';
import { EngineError } from '../base/errors.ts';
import { Secret } from '../base/secret.ts';
import { makeOwnBackup } from '../begin-session.ts';
import { readSettings } from '../journal/settings.ts';
import { revocationCertificate } from '../protection/practice-key.ts';
import { lockPrivateKey } from '../protection/recovery-kit.ts';
import type { Session, Surroundings } from '../session.ts';
import { getOwnKey, listOwnKeyRows } from '../store/tables/own-key.ts';
import { backupFolder, listBackups, restoreBackup } from '../vault/backup.ts';
import { passphraseStrength } from '../vault/passphrase-strength.ts';
import { recoveryKitText } from '../vault/recovery-kit-file.ts';
import { deleteSetAside, listSetAside } from '../vault/set-aside.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Handlers } from './handlers.ts';

/** What the vault's conversation needs of the engine that holds the session. */
export type VaultKeeper = {
  readonly session: () => Session | null;
  /** What was found wrong with the database by reading it; `vault.status` sees only the files. */
  readonly problem: () => ErrorCode | null;
  readonly forgetProblem: () => void;
  readonly isWindowLocked: () => boolean;
  readonly setWindowLocked: (locked: boolean) => void;
  /** Builds the session on a vault that was just opened. */
  readonly begin: (open: OpenVault, how: 'passphrase' | 'recovery-code') => Promise<Session>;
  /** Builds the very first session, with the practice's key in it. */
  readonly beginFirst: (open: OpenVault, input: InputOf<'vault.create'>) => Promise<Session>;
  /** Ends session and process; a fresh, locked engine starts. */
  readonly lock: () => void;
};

export function vaultHandlers(surroundings: Surroundings, keeper: VaultKeeper): Handlers<'vault'> {
  const { vault, emit, host, clock, workers } = surroundings;
  let kit: RecoveryKit | null = null;

  function mustBeOpen(): Session {
    const session = keeper.session();
    if (session === null || keeper.isWindowLocked()) throw new EngineError('locked');
    return session;
  }

  function status(): VaultStatus {
    const backups = listBackups(vault.paths);
    const files = vault.status();
    if (keeper.session() !== null) {
      const state = keeper.isWindowLocked() ? 'window-locked' : 'open';
      return { state, problem: null, waitMs: files.waitMs, backups };
    }
    const problem = keeper.problem();
    if (problem === null || files.state === 'absent') return { ...files, backups };
    return { state: 'broken', problem, waitMs: 0, backups };
  }

  function mustBeStrong(passphrase: string, practiceName: string, ownerName: string): void {
    const strength = passphraseStrength(passphrase, practiceName, ownerName);
    if (!strength.acceptable) throw new EngineError('vault-weak-passphrase', { problem: strength.problem ?? '' });
  }

  /** Older backups open with what was just replaced, and hold the same database key. */
  async function replaceOwnBackups(session: Session): Promise<void> {
    if (listBackups(vault.paths).length > 0) await makeOwnBackup(session, 1);
  }

  async function makeKit(session: Session, code: Secret<string>): Promise<RecoveryKit> {
    const own = getOwnKey(session.store.read);
    const locked: string[] = [];
    for (const { privateKey } of listOwnKeyRows(session.store.read)) {
      locked.push(await lockPrivateKey(privateKey, code.reveal()));
    }
    kit = {
      practiceName: readSettings(session.store.read).practice.name,
      madeAt: clock.now(),
      code: code.reveal(),
      lockedPrivateKey: locked.join('\n'),
      fingerprint: own.fingerprint,
      revocationCertificate: await revocationCertificate(own.privateKey, clock.now()),
    };
    return kit;
  }

  return {
    status,
    passphraseStrength: ({ passphrase, practiceName, ownerName }) =>
      passphraseStrength(passphrase, practiceName, ownerName),
    async create(input) {
      mustBeStrong(input.passphrase, input.practice.name, input.ownerName);
      const { recoveryCode, ...open } = await vault.create(new Secret(input.passphrase));
      const session = await keeper.beginFirst(open, input);
      emit('vault.changed', { state: 'open' });
      return makeKit(session, recoveryCode);
    },
    async saveRecoveryKit() {
      if (kit === null) throw new EngineError('not-found');
      const path = await host.chooseSavePath({ name: 'Postern recovery kit.txt' });
      if (path === null) return { saved: false };
      await writeFile(path, recoveryKitText(kit), { mode: 0o600 }).catch((error) => {
        throw new EngineError('file-unwritable', {}, { cause: error });
      });
      return { saved: true };
    },
    unconfirmedKit() {
      mustBeOpen();
      return kit;
    },
    confirmRecoveryKit() {
      kit = null;
      return {};
    },
    async renewRecoveryKit({ passphrase }) {
      const session = mustBeOpen();
      if (!(await vault.checkPassphrase(new Secret(passphrase))))
        throw new EngineError('vault-wrong-passphrase', { waitMs: 0 });
      const code = await vault.renewRecoveryCode(session.open.key);
      session.store.write((db) => session.journal.append(db, 'vault.recovery-kit-made', {}));
      void replaceOwnBackups(session);
      return makeKit(session, code);
    },
    async unlock({ passphrase }) {
      keeper.forgetProblem();
      if (keeper.session() === null) await keeper.begin(await vault.unlock(new Secret(passphrase)), 'passphrase');
      else if (!(await vault.checkPassphrase(new Secret(passphrase)))) {
        throw new EngineError('vault-wrong-passphrase', { waitMs: vault.status().waitMs, tooEarly: false });
      }
      keeper.setWindowLocked(false);
      emit('vault.changed', { state: 'open' });
      return {};
    },
    async unlockWithRecoveryCode({ code, newPassphrase }) {
      if (keeper.session() !== null) throw new EngineError('state-changed');
      mustBeStrong(newPassphrase, '', '');
      await keeper.begin(await vault.unlockWithRecoveryCode(code, new Secret(newPassphrase)), 'recovery-code');
      emit('vault.changed', { state: 'open' });
      return {};
    },
    async changePassphrase({ current, next }) {
      const session = mustBeOpen();
      const { practice, ownerName } = readSettings(session.store.read);
      mustBeStrong(next, practice.name, ownerName);
      if (!(await vault.checkPassphrase(new Secret(current))))
        throw new EngineError('vault-wrong-passphrase', { waitMs: 0 });
      await vault.changePassphrase(session.open.key, new Secret(next));
      session.store.write((db) => session.journal.append(db, 'vault.passphrase-changed', {}));
      void replaceOwnBackups(session);
      return {};
    },
    lockWindow() {
      const session = keeper.session();
      if (session === null || keeper.isWindowLocked()) return {};
      session.store.write((db) => session.journal.append(db, 'vault.window-locked', {}));
      keeper.setWindowLocked(true);
      emit('vault.changed', { state: 'window-locked' });
      return {};
    },
    lock() {
      keeper.lock();
      return {};
    },
    async saveBackup() {
      const session = mustBeOpen();
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const target = await host.chooseSavePath({ name: `Postern ${day}.postern-backup` });
      if (target === null) return null;
      const file = await workers.run('backup', {
        paths: vault.paths,
        key: session.open.key.reveal(),
        target,
        now: clock.now(),
      });
      session.store.write((db) => session.journal.append(db, 'vault.backup-saved', { file: file.name }));
      return file;
    },
    async restoreBackup({ passphrase, backup }) {
      if (keeper.session() !== null) throw new EngineError('state-changed');
      const path = await chosenBackup(backup);
      if (path === null) return null;
      const file: BackupFile = await vault.countTry(() =>
        restoreBackup(vault.paths, path, new Secret(passphrase), clock.now()),
      );
      keeper.forgetProblem();
      emit('vault.changed', { state: status().state });
      return file;
    },
    setAside() {
      mustBeOpen();
      return listSetAside(vault.paths);
    },
    deleteSetAside({ name }) {
      const { store, journal } = mustBeOpen();
      deleteSetAside(vault.paths, name);
      store.write((db) => journal.append(db, 'vault.set-aside-deleted', { file: name }));
      return {};
    },
  };

  /** One of the program's own backups by name, else the file that a person chooses. */
  async function chosenBackup(name: string | null): Promise<string | null> {
    if (name === null) return host.chooseOpenPath({ extensions: ['postern-backup'] });
    const known = listBackups(vault.paths).find((each) => each.name === name);
    if (known === undefined) throw new EngineError('not-found');
    return join(backupFolder(vault.paths), known.name);
  }
}
