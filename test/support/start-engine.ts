import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventName, EventPayload, InputOf, MethodName, OutputOf } from '../../main/contract/contract.ts';
import { contract } from '../../main/contract/contract.ts';
import type { Method } from '../../main/contract/conversation.ts';
import type { HostServices } from '../../main/contract/envelope.ts';
import { silentLog } from '../../main/engine/base/log.ts';
import { createEngine, type Engine, type EngineOptions } from '../../main/engine/engine.ts';
import { buildSealedPage } from '../../renderer/sealed/build.ts';
import { untilFits } from './until-fits.ts';

/** The engine in this process, with the contract typed and every answer checked against its schema. */
export type TestEngine = {
  readonly engine: Engine;
  readonly profile: string;
  readonly call: <Name extends MethodName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;
  /** Resolves with the next event of this name that fits. */
  readonly next: <Name extends EventName>(
    name: Name,
    fits?: (payload: EventPayload<Name>) => boolean,
  ) => Promise<EventPayload<Name>>;
  /** Asks again on every event until the answer fits; rejects after `ms`. */
  readonly until: <Value>(ask: () => Promise<Value>, fits: (value: Value) => boolean, ms?: number) => Promise<Value>;
  readonly stop: () => Promise<void>;
};

export type TestEngineWishes = {
  /** PEM of the test's certificate authority. */
  readonly root?: string;
  /** A folder of an earlier engine; else a fresh one, removed at the end. */
  readonly profile?: string;
  readonly host?: Partial<HostServices>;
  readonly clock?: EngineOptions['clock'];
  readonly log?: EngineOptions['log'];
  readonly providers?: EngineOptions['providers'];
  readonly lookUps?: EngineOptions['lookUps'];
  readonly keyDirectory?: EngineOptions['keyDirectory'];
  readonly askAuthority?: EngineOptions['askAuthority'];
};

const builtFolder = 'out';

export async function startEngine(wishes: TestEngineWishes = {}): Promise<TestEngine> {
  if (!existsSync(join(builtFolder, 'sealed', 'qpdf.wasm'))) await buildSealedPage();
  const folder = mkdtempSync(join(tmpdir(), 'postern-engine-'));
  const profile = wishes.profile ?? join(folder, 'profile');
  const extraRoots = join(folder, 'root.pem');
  writeFileSync(extraRoots, wishes.root ?? '');
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const engine = createEngine({
    facts: { profile, built: builtFolder, extraRoots, version: '0.0.0', packaged: false },
    host: {
      chooseSavePath: async () => null,
      chooseOpenPath: async () => null,
      chooseDocuments: async () => null,
      openExternal: async () => null,
      setIdleMinutes: async () => null,
      ...wishes.host,
    },
    emit: (name, payload) => {
      for (const listener of [...listeners]) listener(name, payload);
    },
    onLocked: () => {},
    stretchCost: { memoryKib: 64, passes: 1, parallelism: 1 },
    log: wishes.log ?? silentLog,
    ...(wishes.clock ? { clock: wishes.clock } : {}),
    ...(wishes.providers === undefined ? {} : { providers: wishes.providers }),
    ...(wishes.lookUps === undefined ? {} : { lookUps: wishes.lookUps }),
    ...(wishes.keyDirectory ? { keyDirectory: wishes.keyDirectory } : {}),
    ...(wishes.askAuthority ? { askAuthority: wishes.askAuthority } : {}),
  });

  const next: TestEngine['next'] = (name, fits = () => true) =>
    new Promise((resolve) => {
      const listener = (heard: string, payload: unknown) => {
        if (heard !== name || !fits(payload as never)) return;
        listeners.delete(listener);
        resolve(payload as never);
      };
      listeners.add(listener);
    });

  return {
    engine,
    profile,
    async call(name, input) {
      const output = await engine.call(name, input);
      const [conversation = '', method = ''] = name.split('.');
      const methods: Readonly<Record<string, Readonly<Record<string, Method>>>> = contract;
      methods[conversation]?.[method]?.output.parse(output);
      return output as never;
    },
    next,
    until: untilFits,
    async stop() {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
