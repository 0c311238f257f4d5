import { describe, expect, it } from 'vitest';
import { openPkcs12 } from '../../../main/engine/protection/practice-certificate.ts';
import { readCertificate } from '../../../main/engine/protection/smime-certificate.ts';
import { openPkcs1Block } from '../../../main/engine/protection/smime-recipient.ts';
import { needPackages } from '../../support/debian.ts';
import { createMailAuthority } from '../../support/mail-authority.ts';
import { pemOf, runOpenssl } from './openssl.ts';

const there = await needPackages(['openssl']);
const root = createMailAuthority();
const middle = root.below('Middle');
const rsa = middle.issue({ address: 'desk@clinic.example', key: 'rsa' });
const ec = middle.issue({ address: 'desk@clinic.example', key: 'p256' });

function export12(password: string, identity: typeof rsa, ...more: readonly string[]): Uint8Array {
  const chain = `${middle.pem}${root.pem}`;
  const args = [
    'pkcs12',
    '-export',
    '-in',
    'id.pem',
    '-certfile',
    'chain.pem',
    '-passout',
    `pass:${password}`,
    ...more,
  ];
  return new Uint8Array(runOpenssl(args, { 'id.pem': pemOf(identity), 'chain.pem': chain }));
}

describe.skipIf(!there)('a .p12 file', { timeout: 20_000 }, () => {
  it.each<[string, string, typeof rsa, readonly string[]]>([
    ['as today', 'a password', rsa, []],
    ['with an elliptic curve', 'a password', ec, []],
    ['of older programs: RC2 and Triple DES, SHA-1', 'a password', rsa, ['-legacy']],
    [
      'as Windows writes it: Triple DES for both',
      'a password',
      ec,
      ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES'],
    ],
    ['with letters beyond ASCII in its password', 'grün ½ñ', rsa, []],
    ['with such letters, of older programs', 'grün ½ñ', rsa, ['-legacy']],
    ['without a password', '', rsa, []],
    ['without a password, of older programs', '', rsa, ['-legacy']],
    ['with unlocked certificates', 'a password', rsa, ['-certpbe', 'NONE']],
    ['without a mark for its wholeness', 'a password', rsa, ['-nomac']],
  ])('%s gives its key, its certificate and the authorities between', (_name, password, identity, more) => {
    const [found, another] = openPkcs12(export12(password, identity, ...more), password);
    expect(another).toBeUndefined();
    expect(Buffer.from(found?.certificate ?? [])).toEqual(Buffer.from(identity.certificate));
    expect(found?.privateKey).toContain('PRIVATE KEY');
    // The root stays out: whoever checks has it, or must not take it from us.
    expect(found?.chain.map((bytes) => readCertificate(bytes, Date.now()).name)).toEqual(['Middle']);
  });

  it.each<[string, () => Uint8Array, string, object]>([
    ['with a wrong password', () => export12('a', rsa), 'b', { reason: 'wrong-password' }],
    [
      'with a wrong password, of older programs',
      () => export12('a', rsa, '-legacy'),
      'b',
      { reason: 'wrong-password' },
    ],
    ['without a key', () => export12('a', rsa, '-nokeys'), 'a', { reason: 'no-private-key' }],
    ['without the certificate of its key', () => export12('a', rsa, '-nocerts'), 'a', { reason: 'no-certificate' }],
    [
      'locked with a cipher that we do not open',
      () => export12('a', rsa, '-legacy', '-keypbe', 'PBE-SHA1-RC2-128'),
      'a',
      { reason: 'unsupported', cipher: '1.2.840.113549.1.12.1.5' },
    ],
  ])('%s says why not', (_name, file, password, facts) => {
    expect(() => openPkcs12(file(), password)).toThrow(
      expect.objectContaining({ code: 'certificate-unreadable', facts }),
    );
  });

  it('cut short at any place is refused and never hangs', () => {
    const file = export12('a', rsa);
    for (let length = 0; length < file.length; length += 97) {
      expect(() => openPkcs12(file.subarray(0, length), 'a')).toThrow('certificate-unreadable');
    }
  });
});

describe('the old padding, where the runtime does not take it off', () => {
  const key = Buffer.alloc(32, 9);
  const block = (...parts: readonly (readonly number[] | Buffer)[]) =>
    Buffer.concat(parts.map((part) => Buffer.from(part)));
  const filler = Buffer.alloc(256 - 3 - 32, 1);

  it('gives the key', () => {
    expect(Buffer.from(openPkcs1Block(block([0, 2], filler, [0], key), 32))).toEqual(key);
  });

  it.each([
    ['another first octet', block([1, 2], filler, [0], key)],
    ['another type', block([0, 1], filler, [0], key)],
    ['no separator', block([0, 2], filler, [1], key)],
    ['a zero inside the filler', block([0, 2], Buffer.from(filler).fill(0, 5, 6), [0], key)],
    ['a short filler', block([0, 2], filler.subarray(0, 4), [0], key)],
  ])('gives a random one with %s', (_name, bytes) => {
    const found = openPkcs1Block(bytes, 32);
    expect(found).toHaveLength(32);
    expect(Buffer.from(found)).not.toEqual(key);
  });
});
