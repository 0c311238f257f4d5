import { expect, it } from 'vitest';
import { snippet } from '../../../main/engine/mime/snippet.ts';

it('leaves out quotes, attributions, links and rules', () => {
  const text =
    'Hi,\n\nthanks  a lot! https://clinic.example/x?y\n------\n\nOn Mon, 24 Nov 2025, Clinic wrote:\n> old\n> words\nBye';
  expect(snippet(text)).toBe('Hi, thanks a lot! Bye');
});

it('stops at the signature and at an older message', () => {
  expect(snippet('yes\n-- \nAna')).toBe('yes');
  expect(snippet('yes\n-----Original Message-----\nold')).toBe('yes');
});

it('is cut at a word near 200 characters', () => {
  const cut = snippet('word '.repeat(100));
  expect(cut.length).toBeLessThanOrEqual(201);
  expect(cut).toMatch(/word…$/);
});

it('does not cut a character in half', () => {
  expect(snippet(`x${'😀'.repeat(300)}`).isWellFormed()).toBe(true);
});

it('of nothing, or of quotes only, is empty', () => {
  expect([snippet(''), snippet('> a\n> b')]).toEqual(['', '']);
});

it('shows no armor, and reads what was only signed', () => {
  const armor = (name: string) =>
    `-----BEGIN PGP ${name}-----\n\nwV4DYx+lziCZwzsSAQdA\n=B0OH\n-----END PGP ${name}-----`;
  expect(snippet(`Hello,\n\n${armor('MESSAGE')}\n\nTessa`)).toBe('Hello, Tessa');
  expect(snippet(armor('MESSAGE'))).toBe('');
  expect(snippet(`-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nI come.\n${armor('SIGNATURE')}`)).toBe('I come.');
});
