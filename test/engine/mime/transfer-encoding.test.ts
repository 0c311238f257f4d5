import { expect, it } from 'vitest';
import { decodeTransfer } from '../../../main/engine/mime/transfer-encoding.ts';

const decoded = (text: string) => Buffer.from(decodeTransfer(Buffer.from(text, 'latin1'), 'base64')).toString('latin1');

it.each([
  ['one line', 'SGVsbG8=', 'Hello'],
  ['lines', 'SGVs\r\nbG8g\r\nQW5h\r\n', 'Hello Ana'],
  ['no pad', 'SGVsbG8', 'Hello'],
  ['a pad cut short', 'SGVsbG8gQQ=', 'Hello A'],
  ['a pad on each line', 'SGk=\r\nSGk=\r\n', 'HiHi'],
  ['a pad too many', 'SGk==', 'Hi'],
  ['blanks and foreign characters', 'SG k!=\u00e9\r\n', 'Hi'],
  ['the letters of another alphabet', 'SG-k_', 'Hi'],
  ['one character over', 'SGVsbG8hS', 'Hello!'],
  ['nothing', '', ''],
])('reads base64 with %s', (_name, text, expected) => {
  expect(decoded(text)).toBe(expected);
});

it('gives bytes in memory that nothing else shares', () => {
  const bytes = decodeTransfer(Buffer.from('SGVsbG8='), 'base64');
  expect(bytes.buffer.byteLength).toBeLessThan(20);
});
