import { expect, it } from 'vitest';
import { remember } from '../../../main/engine/protection/remember.ts';

it('reads the same bytes once, and others each for themselves', () => {
  const reads: string[] = [];
  const known = remember(4, (text: string) => {
    reads.push(text);
    return { text };
  });
  expect(known('one')).toBe(known('one'));
  expect(known('two')).toEqual({ text: 'two' });
  expect(reads).toEqual(['one', 'two']);
});

it('holds no more than it may, and gives up what was not asked for longest', () => {
  const reads: string[] = [];
  const known = remember(2, (text: string) => reads.push(text));
  for (const text of ['one', 'two', 'one', 'three', 'one', 'two']) known(text);
  expect(reads).toEqual(['one', 'two', 'three', 'two']);
});

it('reads again what failed', async () => {
  let asked = 0;
  const throwing = remember(2, (_text: string) => {
    asked += 1;
    throw new Error('damaged');
  });
  expect(() => throwing('one')).toThrow();
  expect(() => throwing('one')).toThrow();
  const rejecting = remember(2, async (_text: string) => {
    asked += 1;
    throw new Error('damaged');
  });
  await expect(rejecting('one')).rejects.toThrow();
  await expect(rejecting('one')).rejects.toThrow();
  expect(asked).toBe(4);
});
