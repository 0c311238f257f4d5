import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { contract, type MethodName } from '../../main/contract/contract.ts';
import { type Practice, practicePassphrase, startPractice } from '../support/practice.ts';
import { startEngine } from '../support/start-engine.ts';
import { sampleInput, spoilEachPlace } from './sample-input.ts';

type Served = { readonly name: MethodName; readonly input: z.ZodType };

const methods: readonly Served[] = Object.entries(contract).flatMap(([conversation, each]) =>
  Object.entries(each).map(([method, { input }]) => ({ name: `${conversation}.${method}` as MethodName, input })),
);

/** Ends the process, so that nothing could be asked after it; it takes no input. */
const untouched = new Set<MethodName>(['vault.lock']);
const whileWindowLocked = new Set<MethodName>(['vault.status', 'vault.unlock', 'vault.lock', 'vault.lockWindow']);

const evil = JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}}');
const wrong: readonly (readonly [name: string, value: unknown])[] = [
  ['nothing', undefined],
  ['a function', () => 1],
  ['not a number', Number.NaN],
  ['a number without end', Number.POSITIVE_INFINITY],
  ['a large number', 2n ** 70n],
  ['a date', new Date(0)],
  ['an object with a prototype of its own making', evil],
  ['five million characters', 'x'.repeat(5_000_000)],
  ['a list of a thousand', new Array(1_000).fill('a')],
  ['a symbol', Symbol('a')],
  ['bytes where none belong', new Uint16Array(4)],
  ['nested a thousand deep', nested(1_000)],
];

function nested(depth: number): unknown {
  let value: unknown = 'end';
  for (let at = 0; at < depth; at += 1) value = { value };
  return value;
}

async function outcome(practice: Pick<Practice, 'engine'>, name: string, input: unknown): Promise<string> {
  try {
    await practice.engine.call(name, input);
    return 'answered';
  } catch (error) {
    const { code } = error as { code?: string };
    return code ?? `not one of ours: ${String(error)}`;
  }
}

describe('every method of the contract', () => {
  let practice: Practice;
  beforeAll(async () => {
    practice = await startPractice(null);
  });
  afterAll(async () => {
    await practice.stop();
  });

  it.each(methods)('$name takes nothing that its schema does not', async ({ name, input }) => {
    const sample = sampleInput(input);
    expect(input.safeParse(sample).success).toBe(true);
    const spoiled: (readonly [string, unknown])[] = [
      ['more than was asked for', { ...(sample as object), more: 1 }],
      ['a list', [sample]],
      ['a text', JSON.stringify(sample)],
      ['null', null],
      ...wrong.flatMap(([what, value]) =>
        spoilEachPlace(sample, value).map(([place, whole]) => [`${what} at ${place || 'the top'}`, whole] as const),
      ),
    ];
    let refused = 0;
    for (const [what, value] of spoiled) {
      // Some places take long lists, an absent field or any text: then it is not hostile there.
      if (input.safeParse(value).success) continue;
      refused += 1;
      const answer = await outcome(practice, name, value);
      // What would flood the memory is turned away before anything looks into it.
      const allowed = what.startsWith('five million') ? ['bad-request', 'too-large'] : ['bad-request'];
      expect(allowed, what).toContain(answer);
    }
    expect(refused).toBeGreaterThan(4);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([
    '',
    '.',
    'vault',
    'vault.',
    'vault.nothing',
    'vault.__proto__',
    '__proto__.toString',
    'constructor.call',
    'vault.status.more',
    'x'.repeat(100_000),
    'toString.length',
  ])('does not exist by the name of "%.30s"', async (name) => {
    expect(await outcome(practice, name, {})).toBe('bad-request');
  });

  it('answers nothing while the window is locked but what unlocks it', async () => {
    await practice.call('vault.lockWindow', {});
    for (const { name, input } of methods) {
      if (whileWindowLocked.has(name)) continue;
      expect([name, await outcome(practice, name, sampleInput(input))]).toEqual([name, 'locked']);
      expect([name, await outcome(practice, name, 'rubbish')]).toEqual([name, 'locked']);
    }
    expect(await practice.call('vault.status', {})).toMatchObject({ state: 'window-locked' });
    await expect(practice.call('vault.unlock', { passphrase: 'not the right one at all' })).rejects.toMatchObject({
      code: 'vault-wrong-passphrase',
    });
    expect(await outcome(practice, 'threads.list', {})).toBe('locked');
    await practice.call('vault.unlock', { passphrase: practicePassphrase });
    expect(await practice.call('mailboxes.counts', {})).toMatchObject({ drafts: 0 });
  });
});

describe('a vault that is not open', () => {
  it('answers no question about mail or patients', async () => {
    const engine = await startEngine();
    for (const { name, input } of methods) {
      if (name.startsWith('vault.') || untouched.has(name)) continue;
      expect([name, await outcome(engine, name, sampleInput(input))]).toEqual([name, 'locked']);
    }
    for (const name of ['vault.changePassphrase', 'vault.renewRecoveryKit', 'vault.saveBackup'] as const) {
      const method = methods.find((each) => each.name === name);
      expect([name, await outcome(engine, name, method && sampleInput(method.input))]).toEqual([name, 'locked']);
    }
    await engine.stop();
  });
});
