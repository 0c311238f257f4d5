import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { bits, type Der, integer, objectId, octets, sequence, setOf, tagged, time, utf8, yes } from './der.ts';

/** A key and its certificate, both PEM. */
export type KeyWithCertificate = { readonly key: string; readonly cert: string };

export type LeafWishes = {
  /** Host names and IP addresses the certificate is for. */
  readonly names: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
};

/** A throw-away authority: nothing it signs is worth anything outside of the test that trusts its root. */
export type CertificateAuthority = {
  /** The root certificate, PEM. */
  readonly root: string;
  readonly issue: (wishes: LeafWishes) => KeyWithCertificate;
};

const day = 86_400_000;
const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));

/** Makes a root (EC P-256) that can issue server certificates, in this process and without other programs. */
export function createAuthority(name = 'Postern test root'): CertificateAuthority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const root = certificate({
    subject: name,
    issuer: name,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() + 30 * day),
    extensions: [basicConstraints(true), keyUsage(0x06, 1)],
  });
  return { root, issue: (wishes) => leaf(wishes, { issuer: name, signingKey: keys.privateKey }) };
}

/** A certificate that vouches only for itself. */
export function selfSigned(wishes: LeafWishes): KeyWithCertificate {
  return leaf(wishes, null);
}

/** For the same names: expired yesterday. */
export function expired(authority: CertificateAuthority, names: readonly string[]): KeyWithCertificate {
  return authority.issue({
    names,
    notBefore: new Date(Date.now() - 20 * day),
    notAfter: new Date(Date.now() - day),
  });
}

function leaf(wishes: LeafWishes, by: { issuer: string; signingKey: KeyObject } | null): KeyWithCertificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = wishes.names[0] ?? 'nobody';
  const cert = certificate({
    subject,
    issuer: by?.issuer ?? subject,
    publicKey: keys.publicKey,
    signingKey: by?.signingKey ?? keys.privateKey,
    notBefore: wishes.notBefore ?? new Date(Date.now() - day),
    notAfter: wishes.notAfter ?? new Date(Date.now() + 10 * day),
    extensions: [basicConstraints(false), keyUsage(0x80, 7), serverAuth(), subjectNames(wishes.names)],
  });
  return { key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

/** What a certificate says; `signingKey` must be on P-256. */
export type CertificateFields = {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Der[];
};

/** A version 3 certificate (RFC 5280, 4.1), PEM. */
export function certificate(fields: CertificateFields): string {
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    ecdsaWithSha256,
    commonName(fields.issuer),
    sequence(time(fields.notBefore), time(fields.notAfter)),
    commonName(fields.subject),
    fields.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...fields.extensions)),
  );
  const signed = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, fields.signingKey)));
  const lines = signed.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const commonName = (name: string): Der => sequence(setOf(sequence(objectId('2.5.4.3'), utf8(name))));

export const extension = (id: string, critical: boolean, value: Der): Der =>
  sequence(objectId(id), ...(critical ? [yes] : []), octets(value));

export const basicConstraints = (authority: boolean): Der =>
  extension('2.5.29.19', true, authority ? sequence(yes) : sequence());

export const keyUsage = (flags: number, unused: number): Der =>
  extension('2.5.29.15', true, bits(Buffer.from([flags]), unused));

const serverAuth = (): Der => extension('2.5.29.37', false, sequence(objectId('1.3.6.1.5.5.7.3.1')));

const subjectNames = (names: readonly string[]): Der =>
  extension(
    '2.5.29.17',
    false,
    sequence(
      ...names.map((name) =>
        isIP(name) === 4
          ? tagged(0x87, Buffer.from(name.split('.').map(Number)))
          : tagged(0x82, Buffer.from(name, 'ascii')),
      ),
    ),
  );
