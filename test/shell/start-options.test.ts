import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readStartOptions, type StartSurroundings } from '../../main/shell/start-options.ts';

const modern = { node: '24.1.0', napi: '10' };
const old = { node: '18.15.0', napi: '8' };

function surroundings(changed: Partial<StartSurroundings>): StartSurroundings {
  return {
    argv: [],
    environment: {},
    versions: modern,
    packaged: false,
    appPath: '/program',
    usualProfile: '/home/ana/postern',
    freshProfile: () => '/tmp/fresh',
    ...changed,
  };
}

const meddling = {
  argv: ['--profile=/elsewhere', '--engine=/elsewhere/engine.cjs', '--engine-kind=fork'],
  environment: {
    POSTERN_PROFILE: '/else',
    POSTERN_EXTRA_ROOTS: '/elsewhere/roots.pem',
    POSTERN_EXTRA_PROVIDERS: '/elsewhere/providers.json',
    POSTERN_NODE: process.execPath,
  },
};

test('nothing said: the usual profile, the built engine, in a utility process', () => {
  expect(readStartOptions(surroundings({}))).toEqual({
    profile: '/home/ana/postern',
    built: join('/program', 'out'),
    engineFile: resolve('/program/out/main/engine.cjs'),
    engineKind: { kind: 'utility' },
    extraRoots: null,
    selfCheck: false,
  });
});

test('in development, profile, engine, further roots and providers can be given', () => {
  const options = readStartOptions(surroundings(meddling));
  expect(options).toMatchObject({
    profile: resolve('/elsewhere'),
    engineFile: resolve('/elsewhere/engine.cjs'),
    extraRoots: resolve('/elsewhere/roots.pem'),
    extraProviders: resolve('/elsewhere/providers.json'),
  });
  expect(options.engineKind.kind).toBe('fork');
});

test('the profile by the environment counts where the command line has none', () => {
  const { environment } = meddling;
  expect(readStartOptions(surroundings({ environment })).profile).toBe(resolve('/else'));
});

test('a packaged app takes nothing from outside, and finds its engine beside the archive', () => {
  const options = readStartOptions(surroundings({ ...meddling, packaged: true, appPath: '/opt/postern/app.asar' }));
  expect(options).toEqual({
    profile: '/home/ana/postern',
    built: join('/opt/postern/app.asar.unpacked', 'out'),
    engineFile: resolve('/opt/postern/app.asar.unpacked/out/main/engine.cjs'),
    engineKind: { kind: 'utility' },
    extraRoots: null,
    selfCheck: false,
  });
});

test('an Electron that is too old for the engine forks it under the Node that is named', () => {
  const environment = { POSTERN_NODE: process.execPath };
  expect(readStartOptions(surroundings({ versions: old, environment })).engineKind.kind).toBe('fork');
});

test('no Node at hand is said at once', () => {
  expect(() => readStartOptions(surroundings({ versions: old, appPath: '/no/such/place' }))).toThrow(/too old/);
});

test('a self-check, which a package knows too, works in a fresh profile and never in the person’s', () => {
  const argv = ['--self-check', '--profile=/elsewhere'];
  for (const packaged of [true, false]) {
    expect(readStartOptions(surroundings({ argv, packaged }))).toMatchObject({
      selfCheck: true,
      profile: '/tmp/fresh',
    });
  }
});
