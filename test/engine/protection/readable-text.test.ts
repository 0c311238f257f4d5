import { expect, test } from 'vitest';
import { readableText } from '../../../main/engine/protection/readable-text.ts';

const armor = (name: string) => `-----BEGIN PGP ${name}-----\n\nwV4DYx+lziCZwzsSAQdA\n=B0OH\n-----END PGP ${name}-----`;
const message = armor('MESSAGE');
const signed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nI come.\n- -- \nAna\n${armor('SIGNATURE')}`;
const text = (words: string) => ({ kind: 'text', text: words });
const block = (index: number, protection: string) => ({ kind: 'block', index, protection });
const unreadable = { kind: 'armor', holds: 'unreadable' };

test.each([
  ['no armor at all', 'Hello', null],
  ['nothing but armor', message, [block(0, 'encrypted')]],
  ['armor between words', `Hello,\n${message}\nTessa`, [text('Hello,'), block(0, 'encrypted'), text('Tessa')]],
  ['two of them', `${message}\n\n${message}`, [block(0, 'encrypted'), block(1, 'encrypted')]],
  ['a signed text', signed, [text('I come.\n-- \nAna'), block(0, 'signed')]],
  ['a key', `Mine:\n${armor('PUBLIC KEY BLOCK')}`, [text('Mine:'), { kind: 'armor', holds: 'key' }]],
  ['a signature alone', armor('SIGNATURE'), [unreadable]],
  ['a message that was cut off', `Hello\n${message.slice(0, 60)}`, [text('Hello'), unreadable]],
  ['words after what was cut off', `${message.slice(0, 40)}\n${signed}`, [unreadable]],
  ['armor in a quote', `Yes\n> ${message.replaceAll('\n', '\n> ')}\n> Ana`, [text('Yes\n> …\n> Ana')]],
])('%s', (_name, whole, expected) => {
  expect(readableText(whole)).toEqual(expected);
});

test('takes time by the length only', () => {
  const begin = process.cpuUsage();
  for (const piece of [
    '-----BEGIN PGP MESSAGE-----\n',
    '> -----BEGIN PGP MESSAGE-----\n',
    '> > >',
    '-----BEGIN PGP X-----',
  ])
    readableText(`${piece.repeat(20_000)}${message}`);
  const { user, system } = process.cpuUsage(begin);
  expect((user + system) / 1_000).toBeLessThan(3_000);
});
