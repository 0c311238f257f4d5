import { randomBytes } from 'node:crypto';
import { armor, enums, unarmor } from 'openpgp';
import { expect, it } from 'vitest';
import { armorMessage } from '../../../main/engine/protection/armor.ts';

const withoutLines = (text: unknown) => String(text).replace(/\s/g, '');

it.each([true, false])('writes what the library writes, whatever the length (checksum: %s)', (withChecksum) => {
  for (const length of [1, 2, 3, 47, 48, 49, 50, 95, 96, 97, 1_000, 70_000]) {
    const bytes = new Uint8Array(randomBytes(length));
    const theirs = armor(enums.armor.message, bytes, undefined, undefined, undefined, withChecksum);
    expect(withoutLines(armorMessage(bytes, withChecksum))).toBe(withoutLines(theirs));
  }
});

it('has lines of 64 characters with the line ends of mail, and comes apart again', async () => {
  const bytes = new Uint8Array(randomBytes(1_000));
  const text = armorMessage(bytes, true);
  expect(text).not.toMatch(/[^\r]\n|\r(?!\n)/);
  expect(Math.max(...text.split('\r\n').map(({ length }) => length))).toBe(64);
  const { data } = await unarmor(text);
  expect(Buffer.from(data as Uint8Array)).toEqual(Buffer.from(bytes));
});
