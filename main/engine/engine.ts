import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputOf } from '../contract/contract.ts';
import type { HostServices } from '../contract/envelope.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { StartFacts } from '../contract/start-facts.ts';
import { createDispatcher, type Dispatcher } from './api/dispatch.ts';
import { resourceFile } from './api/resource-file.ts';
import { vaultHandlers } from './api/vault.ts';
import { type Clock, systemClock } from './base/clock.ts';
import { createLog, type Log } from './base/log.ts';
import { beginSession, endSession, fillNewVault } from './begin-session.ts';
import type { Session, Surroundings } from './session.ts';
import type { StretchCost } from './vault/key-slots.ts';
import { createPasswordKeeper } from './vault/keychain.ts';
import { createVault, type OpenVault } from './vault/vault.ts';
import { holdVault } from './vault/vault-lock.ts';
import { fetchFromAuthority } from './wire/fetch-authority.ts';
import { createKeyDirectory, type KeyDirectory } from './wire/key-directory.ts';
import { openProviders } from './wire/providers.ts';
import { createWorkerPool } from './worker-pool.ts';

export type EngineOptions = {
  readonly facts: StartFacts;
  readonly host: HostServices;
  readonly emit: (name: string, payload: unknown) => void;
  /** Ends the process so that its keys go; a fresh one follows. */
  readonly onLocked: () => void;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Only for tests, where names lead to this computer. */
  readonly keyDirectory?: KeyDirectory;
  /** Only for tests, whose authorities are this computer. */
  readonly askAuthority?: Surroundings['askAuthority'];
  /** Only for tests, where half a second of key stretching per vault would be the whole run. */
  readonly stretchCost?: StretchCost;
  /** Only for tests, whose servers no list of providers knows: text like that of `resources/providers.json`. */
  readonly providers?: string;
  /** Only for tests, whose policy hosts are this computer. */
  readonly lookUps?: Surroundings['lookUps'];
};

export type Engine = {
  /** Serves one call of the contract. Rejects with an `EngineError`. */
  readonly call: (method: string, input: unknown) => Promise<unknown>;
  /** Finishes what is on the wire, closes the database. */
  readonly stop: () => Promise<void>;
};

/** Builds the rooms and wires them: the only place that knows all of them. */
export function createEngine(options: EngineOptions): Engine {
  const { facts, host } = options;
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog((line) => process.stderr.write(`${line}\n`));
  let session: Session | null = null;
  let windowLocked = false;
  let release = () => {};
  let held = false;
  let template: string | null = null;
  let problem: ErrorCode | null = null;

  const roots = facts.extraRoots === null ? [] : [readFileSync(facts.extraRoots, 'utf8')];
  const surroundings: Surroundings = {
    clock,
    log,
    host,
    emit: (name, payload) => {
      // A locked window hears nothing about mail or patients.
      if (!windowLocked || name === 'vault.changed') options.emit(name, payload);
    },
    workers: createWorkerPool(2),
    vault: createVault({ folder: facts.profile, clock, ...(options.stretchCost ? { cost: options.stretchCost } : {}) }),
    passwords: createPasswordKeeper({ keychain: facts.extraRoots === null }),
    providers: openProviders(
      options.providers ?? readFileSync(resourceFile('providers.json'), 'utf8'),
      ...(facts.extraProviders === undefined ? [] : [readFileSync(facts.extraProviders, 'utf8')]),
    ),
    lookUps: options.lookUps ?? {},
    roots,
    keyDirectory: options.keyDirectory ?? createKeyDirectory({ roots }),
    askAuthority: options.askAuthority ?? ((question) => fetchFromAuthority(question)),
    pageTemplate: () => {
      template ??= readFileSync(join(facts.built, 'sealed', 'page.html'), 'utf8');
      return template;
    },
    paperFolder: join(facts.built, 'sealed'),
  };

  /** Two engines on one folder would both send its outbox: whoever opens it first holds it. */
  function hold(): void {
    if (held) return;
    release = holdVault(facts.profile);
    held = true;
  }

  async function begin(open: OpenVault, how: 'passphrase' | 'recovery-code'): Promise<Session> {
    try {
      hold();
    } catch (error) {
      open.store.close();
      throw error;
    }
    session = await beginSession(surroundings, open, how);
    dispatcher.openSession(session);
    return session;
  }

  async function leaveSession(): Promise<void> {
    const ending = session;
    session = null;
    windowLocked = false;
    dispatcher.closeSession();
    if (ending !== null) await endSession(ending);
    release();
    held = false;
  }

  async function stop(): Promise<void> {
    await leaveSession();
    await surroundings.workers.close();
  }

  /** The database itself failed: nothing more is read or written, the files stay as they are, a backup can be restored. */
  function setBroken(found: ErrorCode): void {
    problem = found;
    void leaveSession().finally(() => surroundings.emit('vault.changed', { state: 'broken' }));
  }

  const dispatcher: Dispatcher = createDispatcher({
    vault: vaultHandlers(surroundings, {
      session: () => session,
      problem: () => problem,
      forgetProblem: () => {
        problem = null;
      },
      isWindowLocked: () => windowLocked,
      setWindowLocked: (locked) => {
        windowLocked = locked;
      },
      begin,
      async beginFirst(open: OpenVault, input: InputOf<'vault.create'>) {
        await fillNewVault(surroundings, open, input);
        return begin(open, 'passphrase');
      },
      lock: () => void stop().finally(options.onLocked),
    }),
    isWindowLocked: () => windowLocked,
    onBroken: setBroken,
    log,
  });

  return { call: dispatcher.call, stop };
}
