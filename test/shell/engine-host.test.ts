import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startArgument } from '../../main/contract/start-facts.ts';
import { EngineHost, type EngineHostLimits } from '../../main/shell/engine-host.ts';
import { startForkedEngine } from '../../main/shell/forked-engine.ts';

const limits: EngineHostLimits = {
  readyWithin: 15_000,
  stopWithin: 400,
  firstPause: 20,
  longestPause: 80,
  restarts: 3,
  provenAfter: 60_000,
  calls: 20,
};
const engineGone = { failure: { code: 'engine-gone', facts: {} } };
const hosts: EngineHost[] = [];
let profile = '';

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'postern-host-'));
});

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
  await rm(profile, { recursive: true, force: true });
});

function makeHost(changed: Partial<EngineHostLimits> = {}) {
  const states: string[] = [];
  const exits: (number | string | null)[] = [];
  const events: unknown[] = [];
  let locks = 0;
  const facts = startArgument({ profile, built: '', extraRoots: null, version: '0', packaged: false });
  const program = { file: join(import.meta.dirname, 'stub-engine.cjs'), args: [facts] };
  const host = new EngineHost({
    start: () => startForkedEngine(process.execPath, program),
    onState: (state, reason) => {
      states.push(state);
      if (reason !== null) exits.push(reason.signal ?? reason.code);
    },
    onEvent: (event) => events.push(event),
    onHostCall: async (call) => (call.service === 'chooseSavePath' ? '/somewhere' : Promise.reject(new Error('no'))),
    onLocked: () => {
      locks += 1;
    },
    limits: { ...limits, ...changed },
  });
  hosts.push(host);
  return { host, states, exits, events, locks: () => locks };
}

test('a call goes to the engine and comes back, bytes as bytes', async () => {
  const { host, states } = makeHost();
  host.start();
  const answer = await host.call('stub.echo', { text: 'ä', bytes: new Uint8Array([0, 255, 128]) });
  expect(answer).toEqual({ output: { text: 'ä', bytes: new Uint8Array([0, 255, 128]) } });
  expect(states).toEqual(['starting', 'ready']);
});

test('a failure of the engine comes back as it is', async () => {
  const { host } = makeHost();
  host.start();
  expect(await host.call('no.such', {})).toEqual({ failure: { code: 'not-found', facts: {} } });
});

test('a call made while the engine starts waits for it', async () => {
  await writeFile(join(profile, 'slow-start'), '');
  const { host } = makeHost();
  host.start();
  expect(host.state).toBe('starting');
  expect(await host.call('stub.echo', 1)).toEqual({ output: 1 });
});

test('a call waits no longer than the limit', async () => {
  await writeFile(join(profile, 'never-ready'), '');
  const { host } = makeHost({ readyWithin: 300 });
  host.start();
  expect(await host.call('stub.echo', 1)).toEqual(engineGone);
});

test('an engine that does not become ready is killed and started again', async () => {
  await writeFile(join(profile, 'never-ready'), '');
  const { host, exits } = makeHost({ readyWithin: 1_500 });
  host.start();
  await vi.waitFor(() => expect(exits).toEqual(['SIGKILL']), 10_000);
  await rm(join(profile, 'never-ready'));
  await vi.waitFor(() => expect(host.state).toBe('ready'), 10_000);
});

test('calls that are open when the engine dies fail, and the next one reaches a fresh engine', async () => {
  const { host, states, exits } = makeHost();
  host.start();
  const silent = host.call('stub.silent', {});
  const crash = host.call('stub.exit', { code: 3 });
  expect(await silent).toEqual(engineGone);
  expect(await crash).toEqual(engineGone);
  expect(await host.call('stub.echo', 'again')).toEqual({ output: 'again' });
  expect(states).toEqual(['starting', 'ready', 'restarting', 'ready']);
  expect(exits).toEqual([3]);
});

test('the host gives up after its restarts, says so, and tries again when asked', async () => {
  await writeFile(join(profile, 'crash-at-start'), '');
  const { host, exits } = makeHost();
  host.start();
  const waiting = host.call('stub.echo', 1);
  await vi.waitFor(() => expect(host.state).toBe('gone'), 15_000);
  expect(await waiting).toEqual(engineGone);
  expect(await host.call('stub.echo', 1)).toEqual(engineGone);
  expect(exits).toEqual([4, 4, 4, 4]);
  await rm(join(profile, 'crash-at-start'));
  host.start();
  expect(await host.call('stub.echo', 2)).toEqual({ output: 2 });
});

test('an engine that ends to be rid of its keys is replaced at once, without a word of trouble', async () => {
  const { host, states, exits, locks } = makeHost({ firstPause: 60_000 });
  host.start();
  const silent = host.call('stub.silent', {});
  expect(await host.call('vault.lock', {})).toEqual({ output: {} });
  expect(await silent).toEqual({ failure: { code: 'locked', facts: {} } });
  expect(await host.call('stub.echo', 1)).toEqual({ output: 1 });
  expect(states).toEqual(['starting', 'ready', 'starting', 'ready']);
  expect(exits).toEqual([]);
  expect(locks()).toBe(1);
});

test('a lock that ends the engine before its answer is out is answered', async () => {
  const { host } = makeHost();
  host.start();
  await host.call('stub.deaf', {});
  const lock = host.call('vault.lock', {});
  void host.call('stub.exit', { code: 75 });
  expect(await lock).toEqual({ output: {} });
});

test('an exit with the lock code before the engine was ready is a crash, so that it cannot go round for ever', async () => {
  await writeFile(join(profile, 'lock-at-start'), '');
  const { host, exits, locks } = makeHost();
  host.start();
  await vi.waitFor(() => expect(host.state).toBe('gone'), 15_000);
  expect(exits).toEqual([75, 75, 75, 75]);
  expect(locks()).toBe(0);
});

test('a stop asks first and starts nothing again', async () => {
  const { host, states } = makeHost();
  host.start();
  await host.call('stub.echo', 1);
  await host.stop();
  expect(states).toEqual(['starting', 'ready']);
  expect(await host.call('stub.echo', 1)).toEqual(engineGone);
  host.start();
  expect(states).toEqual(['starting', 'ready']);
});

test('an engine that does not stop is killed in time', async () => {
  const { host } = makeHost();
  host.start();
  await host.call('stub.deaf', {});
  const begun = Date.now();
  await host.stop();
  expect(Date.now() - begun).toBeGreaterThanOrEqual(390);
  expect(Date.now() - begun).toBeLessThan(5_000);
});

test('a stop between two restarts ends the waiting calls', async () => {
  const { host } = makeHost({ firstPause: 60_000 });
  host.start();
  await host.call('stub.exit', { code: 3 });
  await vi.waitFor(() => expect(host.state).toBe('restarting'), 10_000);
  const waiting = host.call('stub.echo', 1);
  await host.stop();
  expect(await waiting).toEqual(engineGone);
});

test('a window that floods is refused', async () => {
  const { host } = makeHost();
  host.start();
  const silent = Array.from({ length: 20 }, () => host.call('stub.silent', {}));
  expect(await host.call('stub.echo', 1)).toEqual({ failure: { code: 'too-large', facts: {} } });
  await host.stop();
  expect(await Promise.all(silent)).toEqual(silent.map(() => engineGone));
});

test('events pass through, and host calls are answered, with null where the desktop fails', async () => {
  const { host, events } = makeHost();
  host.start();
  await host.call('stub.event', { name: 'threads.changed', payload: { threadIds: [] } });
  expect(events).toEqual([{ type: 'event', name: 'threads.changed', payload: { threadIds: [] } }]);
  const asked = { service: 'chooseSavePath', input: { name: 'a' } };
  expect(await host.call('stub.host', asked)).toEqual({ output: '/somewhere' });
  expect(await host.call('stub.host', { ...asked, service: 'nothing' })).toEqual({ output: null });
});

test('a Node that is not there ends as a crash with the reason', async () => {
  const reasons: unknown[] = [];
  const host = new EngineHost({
    start: () => startForkedEngine('/no/such/node', { file: 'x.cjs', args: [] }),
    onState: (_state, reason) => reasons.push(reason),
    onEvent: () => {},
    onHostCall: async () => null,
    onLocked: () => {},
    limits: { ...limits, restarts: 0 },
  });
  host.start();
  await vi.waitFor(() => expect(host.state).toBe('gone'), 10_000);
  expect(reasons.at(-1)).toMatchObject({ error: 'ENOENT' });
});
