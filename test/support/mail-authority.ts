import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SmimeIdentity } from '../../main/engine/protection/smime-decrypt.ts';
import { basicConstraints, certificate, extension, keyUsage } from './certificate-authority.ts';
import { type Der, objectId, octets, sequence, tagged } from './der.ts';

/** Somebody's certificate for mail, with its key. */
export type MailIdentity = SmimeIdentity & { readonly certificatePem: string };

export type MailWishes = {
  readonly address: string;
  readonly name?: string;
  readonly key?: 'rsa' | 'rsa-1024' | 'p256' | 'p384' | 'p521';
  readonly from?: Date;
  readonly until?: Date;
  /** Of KeyUsage, the first octet: 0x80 signs, 0x20 wraps, 0x08 agrees. */
  readonly usage?: number;
  /** Extended key usage; null: none. Mail unless said otherwise. */
  readonly purposes?: readonly string[] | null;
  readonly more?: readonly Der[];
};

/** A throw-away authority for mail, in this process and without other programs. */
export type MailAuthority = {
  readonly certificate: Uint8Array;
  readonly pem: string;
  readonly issue: (wishes: MailWishes) => MailIdentity;
  /** An authority below this one. */
  readonly below: (name: string, wishes?: AuthorityWishes) => MailAuthority;
};

type AuthorityWishes = { readonly isAuthority?: boolean; readonly more?: readonly Der[]; readonly until?: Date };

const day = 86_400_000;
const forMail = '1.3.6.1.5.5.7.3.4';

export const toDer = (pem: string): Uint8Array =>
  new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));

/** RFC 5280, 4.2.1.10: these mail domains alone. */
export const onlyDomains = (...domains: readonly string[]): Der =>
  extension(
    '2.5.29.30',
    true,
    sequence(tagged(0xa0, ...domains.map((domain) => sequence(tagged(0x81, Buffer.from(domain, 'ascii')))))),
  );

/** An extension that nobody knows. */
export const strangeExtension = (critical: boolean): Der =>
  extension('1.3.6.1.4.1.99999.1', critical, octets(Buffer.from([1])));

export function createMailAuthority(name = 'Postern mail root'): MailAuthority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = authorityCertificate(name, keys.publicKey, { name, key: keys.privateKey }, {});
  return authority({ name, key: keys.privateKey, pem, chain: [] });
}

function authority(self: {
  readonly name: string;
  readonly key: KeyObject;
  readonly pem: string;
  /** What is sent along: this authority and those above it, without the root. */
  readonly chain: readonly Uint8Array[];
}): MailAuthority {
  return {
    certificate: toDer(self.pem),
    pem: self.pem,
    issue: (wishes) => ({ ...leaf(wishes, self), chain: self.chain }),
    below(name, wishes = {}) {
      const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const pem = authorityCertificate(name, keys.publicKey, self, wishes);
      return authority({ name, key: keys.privateKey, pem, chain: [toDer(pem), ...self.chain] });
    },
  };
}

function authorityCertificate(
  name: string,
  publicKey: KeyObject,
  issuer: { readonly name: string; readonly key: KeyObject },
  { isAuthority = true, more = [], until }: AuthorityWishes,
): string {
  return certificate({
    subject: name,
    issuer: issuer.name,
    publicKey,
    signingKey: issuer.key,
    notBefore: new Date(Date.now() - 400 * day),
    notAfter: until ?? new Date(Date.now() + 400 * day),
    extensions: [basicConstraints(isAuthority), keyUsage(isAuthority ? 0x06 : 0x80, isAuthority ? 1 : 7), ...more],
  });
}

const curves = { p256: 'P-256', p384: 'P-384', p521: 'P-521' } as const;

function makeKeys(kind: NonNullable<MailWishes['key']>) {
  if (kind === 'rsa' || kind === 'rsa-1024') {
    return generateKeyPairSync('rsa', { modulusLength: kind === 'rsa' ? 2_048 : 1_024 });
  }
  return generateKeyPairSync('ec', { namedCurve: curves[kind] });
}

function leaf(
  wishes: MailWishes,
  issuer: { readonly name: string; readonly key: KeyObject },
): Omit<MailIdentity, 'chain'> {
  const { address, name = address, key = 'p256', purposes = [forMail], more = [] } = wishes;
  const keys = makeKeys(key);
  const usage = wishes.usage ?? (key.startsWith('rsa') ? 0xa0 : 0x88);
  const pem = certificate({
    subject: name,
    issuer: issuer.name,
    publicKey: keys.publicKey,
    signingKey: issuer.key,
    notBefore: wishes.from ?? new Date(Date.now() - 10 * day),
    notAfter: wishes.until ?? new Date(Date.now() + 300 * day),
    extensions: [
      basicConstraints(false),
      keyUsage(usage, 3),
      ...(purposes === null ? [] : [extension('2.5.29.37', false, sequence(...purposes.map(objectId)))]),
      extension('2.5.29.17', false, sequence(tagged(0x81, Buffer.from(address, 'ascii')))),
      extension('2.5.29.14', false, octets(keyId(keys.publicKey))),
      ...more,
    ],
  });
  return {
    certificate: toDer(pem),
    certificatePem: pem,
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function keyId(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}
