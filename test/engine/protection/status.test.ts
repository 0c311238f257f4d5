import { describe, expect, it } from 'vitest';
import { answerBinding } from '../../../main/engine/protection/answer-binding.ts';
import { type Layer, messageStatus, type SignerFacts } from '../../../main/engine/protection/status.ts';

const signature = (status: 'valid' | 'invalid' | 'unknown-key' | 'none') => ({
  status,
  fingerprint: status === 'none' ? null : 'f1',
  signedAt: 1,
});
const layer = (kind: 'encrypted' | 'signed', status: Parameters<typeof signature>[0], coversAll = true): Layer => ({
  kind,
  coversAll,
  coversHeader: true,
  signature: signature(status),
});
const ana: SignerFacts = { addresses: ['Ana@mail.example'], compared: true };

describe('the one status of a message', () => {
  it.each<[string, Layer, string | null, SignerFacts | null, object]>([
    ['no layer', { kind: 'none' }, 'ana@mail.example', null, { kind: 'plain' }],
    [
      'encrypted and signed by the sender',
      layer('encrypted', 'valid'),
      'ana@MAIL.example',
      ana,
      { kind: 'encrypted', signer: 'verified', fingerprint: 'f1', compared: true },
    ],
    [
      'signed by somebody else',
      layer('encrypted', 'valid'),
      'bob@mail.example',
      ana,
      { kind: 'encrypted', signer: 'mismatch' },
    ],
    ['several From addresses', layer('signed', 'valid'), null, ana, { kind: 'signed', signer: 'mismatch' }],
    [
      'a valid signature by a key nobody filed',
      layer('signed', 'valid'),
      'ana@mail.example',
      null,
      { kind: 'signed', signer: 'unknown', compared: false },
    ],
    ['an unknown key', layer('signed', 'unknown-key'), 'ana@mail.example', null, { kind: 'signed', signer: 'unknown' }],
    [
      'a broken signature, though the key is known',
      layer('encrypted', 'invalid'),
      'ana@mail.example',
      ana,
      { kind: 'encrypted', signer: 'invalid', compared: false },
    ],
    [
      'encrypted, not signed',
      layer('encrypted', 'none'),
      'ana@mail.example',
      ana,
      { kind: 'encrypted', signer: 'none', compared: false },
    ],
    ['signed only in a part', layer('signed', 'valid', false), 'ana@mail.example', ana, { kind: 'plain' }],
    ['encrypted only in a part', layer('encrypted', 'valid', false), 'ana@mail.example', ana, { kind: 'plain' }],
    [
      'S/MIME in a way we do not speak',
      { kind: 'unopenable', reason: 'unsupported' },
      'ana@mail.example',
      null,
      { kind: 'unopenable', reason: 'smime' },
    ],
    [
      'without integrity',
      { kind: 'unopenable', reason: 'no-integrity' },
      null,
      null,
      { kind: 'unopenable', reason: 'no-integrity' },
    ],
    ['damaged', { kind: 'unopenable', reason: 'not-an-answer' }, null, null, { kind: 'unopenable', reason: 'damaged' }],
    [
      'an answer of ours',
      { kind: 'sealed-answer', binding: 'ours', letterSentAt: 5 },
      null,
      null,
      { kind: 'sealed-answer', binding: 'ours', letterSentAt: 5 },
    ],
  ])('%s', (_, given, from, signer, expected) => {
    expect(messageStatus({ layer: given, from, signer })).toMatchObject(expected);
  });
});

describe('which letter an answer belongs to', () => {
  const secret = 'A'.repeat(43);
  const letter = { letterId: 'L1', replySecret: secret, addresses: ['Ana@mail.example'] };
  const answer = { letterId: 'L1', replySecret: secret };
  const facts = { answer, letter, seenBefore: false, from: 'ana@mail.example' };

  it.each<[string, Partial<typeof facts> | { letter: null } | { from: null }, string]>([
    ['right secret, right address', {}, 'ours'],
    ['wrong secret', { answer: { ...answer, replySecret: `${'A'.repeat(42)}B` } }, 'unverified'],
    ['no secret', { answer: { ...answer, replySecret: '' } }, 'unverified'],
    ['no such letter', { letter: null }, 'unverified'],
    ['the secret of another letter', { letter: { ...letter, letterId: 'L2' } }, 'unverified'],
    ['seen before', { seenBefore: true }, 'copy'],
    ['forged and seen before', { seenBefore: true, answer: { ...answer, replySecret: 'B'.repeat(43) } }, 'unverified'],
    ['another address', { from: 'eve@mail.example' }, 'other-address'],
    ['no one address', { from: null }, 'other-address'],
  ])('%s', (_, changes, expected) => {
    expect(answerBinding({ ...facts, ...changes })).toBe(expected);
  });
});
