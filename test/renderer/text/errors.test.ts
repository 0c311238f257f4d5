import { describe, expect, it } from 'vitest';
import { type ErrorFacts, errorCodes } from '../../../main/contract/errors.ts';
import { describeFailure } from '../../../renderer/text/errors.ts';

const noFacts: ErrorFacts = {};
const manyFacts: ErrorFacts = {
  host: 'imap.clinic.example',
  port: 993,
  reason: 'refused',
  answer: 'LOGIN failed',
  waitMs: 90_000,
  size: 31_000_000,
  limit: 25_000_000,
  address: 'ana@',
  path: '//server/share',
  provider: 'Google',
};

describe('the text of a failure', () => {
  it.each(errorCodes)('says what happened and what to do next: %s', (code) => {
    for (const facts of [noFacts, manyFacts]) {
      const { title, happened, next } = describeFailure({ code, facts });
      expect(title).toMatch(/^\S.{4,90}$/);
      expect(title).not.toMatch(/[.!]$/);
      for (const sentence of [happened, next]) {
        expect(sentence).toMatch(/^\S.*[.?!”]$/s);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}|\.\./);
      }
    }
  });

  it('names the server and quotes its words at a refused sign-in', () => {
    const text = describeFailure({ code: 'sign-in-refused', facts: manyFacts });
    expect(text.title).toContain('imap.clinic.example');
    expect(text.happened).toContain('“LOGIN failed”');
  });

  it.each([
    [{ reason: 'expired', validTo: '2026-03-01T00:00:00.000Z' }, /ran out on (Feb 28|Mar 1), 2026/],
    [{ reason: 'not-yet-valid', validFrom: '2027-05-05T12:00:00.000Z' }, /not valid before May 5, 2027.*clock/],
    [{ reason: 'self-signed', subject: 'nas.local' }, /itself.*“nas\.local”/],
    [{ reason: 'wrong-name', subject: 'other.example', host: 'imap.clinic.example' }, /“other\.example”, not to imap/],
    [{ reason: 'unknown-issuer', issuer: 'Clinic Firewall' }, /“Clinic Firewall”, whom this computer does not know/],
    [{ reason: 'revoked', issuer: 'Good CA' }, /withdrawn by “Good CA”/],
    [{ reason: 'unusable', issuer: 'Good CA' }, /“Good CA”, is not made for this/],
  ])('says whose certificate it is and why it was not believed: %o', (facts, sentence) => {
    expect(describeFailure({ code: 'server-certificate', facts }).happened).toMatch(sentence);
  });

  it.each(['cannot-be-used', 'none-for-recipient', 'own-certificate', 'not-the-senders', 'malformed'])(
    'speaks of a certificate, never of a key, where one is no good: %s',
    (reason) => {
      const { title, happened, next } = describeFailure({ code: 'certificate-unreadable', facts: { reason } });
      expect(title).toContain('certificate');
      expect(happened).not.toBe('It could not be read.');
      expect(`${title} ${happened} ${next.replace('private key', '')}`).not.toMatch(/\bkey|OpenPGP/);
    },
  );

  it('tells a typing mistake in the recovery code from a code of another kit', () => {
    const code = 'vault-wrong-recovery-code';
    expect(describeFailure({ code, facts: { mistyped: true } }).happened).toContain('typing mistake');
    expect(describeFailure({ code, facts: {} }).happened).toContain('another kit');
  });
});
