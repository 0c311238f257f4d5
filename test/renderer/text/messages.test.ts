import { describe, expect, it } from 'vitest';
import type { MessageStatus } from '../../../main/contract/messages.ts';
import { messageSubject, statusWords } from '../../../renderer/text/messages.ts';

type Signed = Extract<MessageStatus, { kind: 'signed' | 'encrypted' }>;
const signed: Signed = { kind: 'signed', signer: 'verified', fingerprint: 'F1', compared: true, covers: 'message' };

describe('the line at the foot of a message', () => {
  it.each(['signed', 'encrypted'] as const)('has a tick for one that is %s by a compared key as a whole', (kind) => {
    expect(statusWords({ ...signed, kind }).tone).toBe('good');
  });

  it.each<[string, Partial<Signed>]>([
    ['the text alone', { covers: 'text' }],
    ['it, with a key that nobody compared', { compared: false }],
    ['it, by somebody else than the sender', { signer: 'mismatch', covers: 'text' }],
  ])('has no tick where the signature covers %s', (_, more) => {
    for (const kind of ['signed', 'encrypted'] as const) {
      expect(statusWords({ ...signed, ...more, kind } as Signed).tone).not.toBe('good');
    }
  });

  it('says that subject, date and recipients are not signed where they are not', () => {
    expect(statusWords({ ...signed, covers: 'text' }).words).toMatch(/subject.*date.*to whom/);
  });
});

it.each([
  ['...', 'encrypted', 'Encrypted message'],
  ['[...]', 'unopenable', 'Encrypted message'],
  ['…', 'encrypted', 'Encrypted message'],
  // Somebody may have written just that.
  ['...', 'plain', '...'],
  ['... and more', 'encrypted', '... and more'],
  ['', 'plain', '(no subject)'],
] as const)('a subject of "%s" in a message that is %s is called "%s"', (subject, kind, shown) => {
  const status = kind === 'unopenable' ? { kind, reason: 'damaged' as const } : kind === 'plain' ? { kind } : signed;
  expect(messageSubject({ subject, status: kind === 'encrypted' ? { ...signed, kind } : status })).toBe(shown);
});
