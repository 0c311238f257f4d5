import { createHash, X509Certificate } from 'node:crypto';
import { type BaseBlock, BitString } from 'asn1js';
import { AltName, Certificate, ExtKeyUsage, type RelativeDistinguishedNames } from 'pkijs';
import { storedAddress } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import { clockTolerance } from './openpgp-settings.ts';
import type { PublicKeyStatus } from './public-key.ts';
import { remember } from './remember.ts';
import { parseBer } from './smime-structure.ts';

/** What a certificate says about itself, judged at a moment; that somebody trustworthy issued it is told by `judgeChain`. */
export type CertificateFacts = {
  /** SHA-256 over the whole certificate, hex in lower case. */
  readonly fingerprint: string;
  readonly name: string;
  /** Lower case. */
  readonly addresses: readonly string[];
  readonly issuer: string;
  /** Hex. */
  readonly serial: string;
  readonly algorithm: string;
  /** Milliseconds. */
  readonly created: number;
  readonly expires: number;
  readonly canSign: boolean;
  readonly canEncrypt: boolean;
  readonly isAuthority: boolean;
  readonly status: PublicKeyStatus;
  /** DER. */
  readonly bytes: Uint8Array;
};

/** A certificate as both libraries see it: one reads the key and the signature, the other every extension. */
export type ParsedCertificate = { readonly native: X509Certificate; readonly fields: Certificate };

const commonName = '2.5.4.3';
const organisation = '2.5.4.10';
const emailAddress = '1.2.840.113549.1.9.1';
const keyUsageId = '2.5.29.15';
const extendedKeyUsageId = '2.5.29.37';
const alternativeNamesId = '2.5.29.17';
const basicConstraintsId = '2.5.29.19';
const forMail = new Set(['1.3.6.1.5.5.7.3.4', '2.5.29.37.0']);
/** RSA with MD2, MD5 or SHA-1, DSA and ECDSA with SHA-1. */
const weakSignatures = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.2.840.10040.4.3',
  '1.2.840.10045.4.1',
]);
const curves: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
const leastRsaBits = 2_048;
/** Of KeyUsage (RFC 5280, 4.2.1.3), in the first octet. */
const usageBits = { digitalSignature: 0x80, nonRepudiation: 0x40, keyEncipherment: 0x20, keyAgreement: 0x08 };

/** Why a certificate cannot be used. */
type CertificateProblem =
  | 'malformed'
  /** Its owner's, for a message to them. */
  | 'cannot-be-used'
  | 'none-for-recipient'
  /** Ours: none, or none that can sign and open. */
  | 'own-certificate'
  /** It came with a signature that is not the sender's. */
  | 'not-the-senders';

/** The one error for a certificate that is no good. */
export function certificateUnusable(reason: CertificateProblem, cause?: unknown, facts = {}): EngineError {
  return new EngineError('certificate-unreadable', { reason, ...facts }, cause === undefined ? {} : { cause });
}

/** Parses one certificate in DER. Throws `certificate-unreadable` with `malformed`. */
export function parseCertificate(bytes: Uint8Array): ParsedCertificate {
  try {
    return { native: new X509Certificate(bytes), fields: new Certificate({ schema: parseBer(bytes) }) };
  } catch (error) {
    throw certificateUnusable('malformed', error);
  }
}

/** The same for our own and our recipients' certificates, which each message needs again; what comes from strangers is not kept. */
export const parseKnownCertificate = remember(40, parseCertificate);

/** The name a certificate's record is kept under: SHA-256 of its bytes, hex. */
export function certificateFingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads one certificate (DER) and judges it at `now`, in milliseconds. Throws `certificate-unreadable` with `malformed`. */
export function readCertificate(bytes: Uint8Array, now: number): CertificateFacts {
  return judgeCertificate(parseCertificate(bytes), now);
}

/** The same for one that is parsed already. */
export function judgeCertificate(parsed: ParsedCertificate, now: number): CertificateFacts {
  const { native, fields } = parsed;
  try {
    const created = fields.notBefore.value.getTime();
    const expires = fields.notAfter.value.getTime();
    const addresses = addressesOf(parsed);
    const { canSign, canEncrypt } = usagesOf(parsed);
    return {
      fingerprint: certificateFingerprint(native.raw),
      name: firstOf(fields.subject, [commonName, organisation]) ?? addresses[0] ?? '',
      addresses,
      issuer: firstOf(fields.issuer, [organisation, commonName]) ?? '',
      serial: native.serialNumber.toLowerCase(),
      algorithm: algorithmOf(native),
      created,
      expires,
      canSign,
      canEncrypt,
      isAuthority: native.ca,
      status: statusOf({ parsed, now, created, expires, canEncrypt }),
      bytes: new Uint8Array(native.raw),
    };
  } catch (error) {
    throw certificateUnusable('malformed', error);
  }
}

function statusOf(facts: {
  readonly parsed: ParsedCertificate;
  readonly now: number;
  readonly created: number;
  readonly expires: number;
  readonly canEncrypt: boolean;
}): PublicKeyStatus {
  if (isWeak(facts.parsed)) return 'weak';
  if (facts.expires <= facts.now) return 'expired';
  return facts.canEncrypt && facts.created <= facts.now + clockTolerance ? 'usable' : 'cannot-encrypt';
}

/** True for what a person could forge or compute: short keys, old hashes, curves that nobody else speaks. */
export function isWeak({ native, fields }: ParsedCertificate): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = native.publicKey;
  // A root vouches for itself by being known; the hash of its own signature says nothing.
  if (!isSelfIssued(fields) && weakSignatures.has(fields.signatureAlgorithm.algorithmId)) return true;
  if (asymmetricKeyType === 'rsa' || asymmetricKeyType === 'rsa-pss') {
    return (asymmetricKeyDetails?.modulusLength ?? 0) < leastRsaBits;
  }
  return asymmetricKeyType !== 'ec' || curves[asymmetricKeyDetails?.namedCurve ?? ''] === undefined;
}

/** What the key may do in mail: key usage and extended key usage (RFC 8550, 4.4.2 and 4.4.4); no extension forbids nothing. */
export function usagesOf({ native, fields }: ParsedCertificate): {
  readonly canSign: boolean;
  readonly canEncrypt: boolean;
} {
  if (!isForMail(fields)) return { canSign: false, canEncrypt: false };
  const usage = extensionOf(fields, keyUsageId);
  const bits = usage instanceof BitString ? (new Uint8Array(usage.valueBlock.valueHexView)[0] ?? 0) : 0xff;
  const forKeys = native.publicKey.asymmetricKeyType === 'ec' ? usageBits.keyAgreement : usageBits.keyEncipherment;
  return {
    canSign: (bits & (usageBits.digitalSignature | usageBits.nonRepudiation)) !== 0,
    canEncrypt: (bits & forKeys) !== 0 && native.publicKey.asymmetricKeyType !== 'rsa-pss',
  };
}

/** True unless the certificate, or an authority's, names its purposes and mail is none of them. */
export function isForMail(fields: Certificate): boolean {
  if (fields.extensions?.some(({ extnID }) => extnID === extendedKeyUsageId) !== true) return true;
  const extended = extensionOf(fields, extendedKeyUsageId);
  return extended instanceof ExtKeyUsage && extended.keyPurposes.some((purpose) => forMail.has(purpose));
}

/** Critical extensions that neither the library nor we understand make a certificate unusable (RFC 5280, 4.2). */
export function hasUnknownCritical({ fields }: ParsedCertificate): boolean {
  const understood = new Set([keyUsageId, extendedKeyUsageId, alternativeNamesId, basicConstraintsId]);
  const byLibrary = new Set(['2.5.29.30', '2.5.29.32', '2.5.29.33', '2.5.29.36', '2.5.29.54']);
  return (fields.extensions ?? []).some(
    ({ critical, extnID }) => critical && !understood.has(extnID) && !byLibrary.has(extnID),
  );
}

function extensionOf(fields: Certificate, id: string): unknown {
  return fields.extensions?.find(({ extnID }) => extnID === id)?.parsedValue;
}

function addressesOf({ fields }: ParsedCertificate): readonly string[] {
  const alternative = extensionOf(fields, alternativeNamesId);
  const inExtension =
    alternative instanceof AltName
      ? alternative.altNames.filter(({ type }) => type === 1).map(({ value }) => String(value))
      : [];
  const inSubject = valuesOf(fields.subject, emailAddress);
  const plain = [...inExtension, ...inSubject].map(storedAddress);
  return [...new Set(plain.filter((address) => /^[^\s@<>,;\p{Cc}]+@[^\s@<>,;\p{Cc}]+$/u.test(address)))];
}

function valuesOf(name: RelativeDistinguishedNames, id: string): string[] {
  return name.typesAndValues.filter(({ type }) => String(type) === id).map(({ value }) => textOf(value));
}

function firstOf(name: RelativeDistinguishedNames, ids: readonly string[]): string | null {
  const found = ids.flatMap((id) => valuesOf(name, id)).find((text) => text.trim() !== '');
  return found === undefined
    ? null
    : found
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, 200);
}

function textOf(value: BaseBlock): string {
  const { value: text }: { value?: unknown } = value.valueBlock as { value?: unknown };
  return typeof text === 'string' ? text : '';
}

function isSelfIssued(fields: Certificate): boolean {
  return fields.subject.isEqual(fields.issuer);
}

function algorithmOf(native: X509Certificate): string {
  const { asymmetricKeyType = 'unknown', asymmetricKeyDetails } = native.publicKey;
  if (asymmetricKeyType.startsWith('rsa')) return `RSA ${asymmetricKeyDetails?.modulusLength ?? ''}`.trim();
  const curve = asymmetricKeyDetails?.namedCurve ?? '';
  return asymmetricKeyType === 'ec' ? `EC ${curves[curve] ?? curve}` : asymmetricKeyType;
}
