import { describe, expect, it } from 'vitest';
import { linkify, splitBlocks } from '../../../renderer/features/messages/text-blocks.ts';

const kinds = (text: string) => splitBlocks(text).map(({ kind }) => kind);

describe('plain text', () => {
  it('keeps every line, in order', () => {
    const text = 'Hello\n\nOn Tue, Ana wrote:\n> one\n> two\n\nBye\n-- \nAna';
    expect(
      splitBlocks(text)
        .map((block) => block.text)
        .join('\n'),
    ).toBe(text);
  });

  it('folds a quote with the line that names whom it quotes, also when that line was broken in two', () => {
    expect(kinds('Yes.\n\nOn Tue, 24 Nov 2026, Elm Street Clinic <a@b.example>\nwrote:\n> Come at nine?')).toEqual([
      'written',
      'quoted',
    ]);
  });

  it('leaves a sentence alone that only begins like one', () => {
    expect(kinds('On Friday I come.\nOn Monday I cannot.')).toEqual(['written']);
  });

  it('folds everything below Outlook’s line', () => {
    expect(kinds('Yes.\n-----Original Message-----\nFrom: Clinic\n\nCome at nine?')).toEqual(['written', 'quoted']);
  });

  it('shows answers between quotes in their place', () => {
    expect(kinds('> Nine?\nYes.\n> Or ten?\nNo.')).toEqual(['quoted', 'written', 'quoted', 'written']);
  });

  it('tells the signature from the text', () => {
    expect(kinds('Hello\n-- \nAna\n555')).toEqual(['written', 'signature']);
  });
});

describe('addresses in plain text', () => {
  const links = (text: string) => linkify(text).flatMap((piece) => (piece.kind === 'link' ? [piece.url] : []));

  it('are found without the punctuation around them', () => {
    expect(links('See https://example.org/a?b=1, or (https://example.org/b).')).toEqual([
      'https://example.org/a?b=1',
      'https://example.org/b',
    ]);
  });

  it('keep a bracket that they opened themselves', () => {
    expect(links('https://example.org/wiki/Rash_(skin)')).toEqual(['https://example.org/wiki/Rash_(skin)']);
  });

  it('may be mail addresses', () => {
    expect(links('Write to ana@example.net.')).toEqual(['mailto:ana@example.net']);
  });

  it('are never scripts', () => {
    expect(links('javascript:alert(1) data:text/html,x file:///etc/passwd')).toEqual([]);
  });

  it('lose no character of the text', () => {
    const text = 'a https://example.org. b www.example.com c';
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});
