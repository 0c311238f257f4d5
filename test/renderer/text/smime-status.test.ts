import { describe, expect, it } from 'vitest';
import type { MessageStatus, SmimeStatus } from '../../../main/contract/messages.ts';
import { signerDetails, statusWords } from '../../../renderer/text/messages.ts';

const signer: NonNullable<SmimeStatus['signer']> = {
  name: 'Ana Ruiz',
  addresses: ['ana@mail.example'],
  issuer: 'County Trust Services',
  expires: 1_800_000_000_000,
  trust: 'trusted',
  revocation: 'not-checked',
};
type Signed = Extract<MessageStatus, { kind: 'encrypted' | 'signed' }>;
const status = (more: Partial<Signed>, smime: Partial<SmimeStatus> = {}): MessageStatus =>
  ({
    kind: 'encrypted',
    signer: 'verified',
    fingerprint: 'ab12',
    compared: false,
    covers: 'message',
    smime: { integrity: 'signature', signer, ...smime },
    ...more,
  }) as MessageStatus;
const ana = { name: 'Ana Ruiz', comparedAt: 1_780_000_000_000 };
const told = (of: MessageStatus) => {
  const { tone, title, words } = statusWords(of, ana);
  return `${tone}: ${title}. ${words}`;
};

describe('the line of an S/MIME message', () => {
  it('has a tick where an authority vouches for the sender, or a person compared the fingerprint', () => {
    expect(told(status({}))).toBe(
      'good: Encrypted to us. Signed by Ana Ruiz, whose certificate County Trust Services vouches for.',
    );
    const kept = { ...signer, trust: 'kept' as const };
    expect(told(status({ compared: true }, { signer: kept }))).toMatch(
      /^good: Encrypted to us\. Signed by Ana Ruiz, whose certificate you compared on .*\.$/,
    );
    expect(told(status({ kind: 'signed' }))).toMatch(
      /^good: Signed, not encrypted\. Signed by Ana Ruiz, whose certificate/,
    );
  });

  it.each<[string, MessageStatus, RegExp]>([
    [
      'kept, compared by nobody',
      status({}, { signer: { ...signer, trust: 'kept' } }),
      /^quiet: .*whose certificate nobody has compared yet/,
    ],
    ['over the text alone', status({ covers: 'text' }), /^quiet: .*signed the text, but not the subject/],
    ['by somebody else', status({ signer: 'mismatch' }), /^amber: .*somebody else than the sender/],
    ['by somebody nobody vouches for', status({ signer: 'unknown' }), /^quiet: .*nothing to check/],
    ['broken', status({ signer: 'invalid' }), /^amber: .*signature is broken/],
    [
      'of a certificate that had run out',
      status({ signer: 'invalid' }, { signer: { ...signer, trust: 'expired' } }),
      /^amber: .*certificate that had run out/,
    ],
    [
      'of a certificate that nobody vouches for',
      status({ signer: 'unknown' }, { signer: { ...signer, trust: 'unknown-issuer' } }),
      /^quiet: .*certificate that nobody we know vouches for/,
    ],
    ['missing', status({ signer: 'none' }, { signer: null }), /^quiet: .*Not signed/],
    [
      'missing, in a cipher that shows no changes',
      status({ signer: 'none' }, { signer: null, integrity: 'none' }),
      /^amber: .*does not show changes.*Only its text is shown/,
    ],
  ])('has none where the signature is %s', (_name, of, expected) => {
    expect(told(of)).toMatch(expected);
  });

  it('says in its details who vouches, and whether anybody was asked', () => {
    const details = new Map(signerDetails(status({})));
    expect(details.get('Signed by')).toBe('Ana Ruiz, ana@mail.example');
    expect(details.get('Withdrawn')).toBe('not checked');
    expect(signerDetails({ kind: 'plain' })).toEqual([]);
    expect(signerDetails(status({}, { signer: null }))).toEqual([]);
  });
});
