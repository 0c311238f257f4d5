import { constants, createHash, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import { type BaseBlock, GeneralizedTime, ObjectIdentifier, OctetString, UTCTime } from 'asn1js';
import { IssuerAndSerialNumber, RSASSAPSSParams, type SignerInfo } from 'pkijs';
import { attributeTypes, contentTypes, hashes, micalgs, signatures, signatureTitles } from './smime-algorithms.ts';
import type { ParsedCertificate } from './smime-certificate.ts';
import { octetsOf, parseBer, partsOf } from './smime-structure.ts';

/** What one signature says, apart from who vouches for its maker. */
export type CheckedSignature = {
  /** Over exactly these bytes, by this certificate's key, with algorithms that count. */
  readonly intact: boolean;
  /** Milliseconds, as the signature says; null where it says nothing. */
  readonly signedAt: number | null;
  /** Object identifiers of what the signer's program can read (RFC 8551, 2.5.2). */
  readonly capabilities: readonly string[];
};

const broken: CheckedSignature = { intact: false, signedAt: null, capabilities: [] };

/** How it was made, for the details: "ECDSA", "SHA-256"; empty where it names nothing that counts. */
export function howSigned({ signatureAlgorithm, digestAlgorithm }: SignerInfo): { algorithm: string; hash: string } {
  const algorithm = signatures[signatureAlgorithm.algorithmId];
  const hash = algorithm?.hash ?? hashes[digestAlgorithm.algorithmId];
  return {
    algorithm: algorithm === undefined ? '' : signatureTitles[algorithm.key],
    hash: hash === undefined ? '' : micalgs[hash].toUpperCase(),
  };
}

/** The certificate that a signature names, by issuer and serial number or by key identifier. */
export function findSigner({ sid }: SignerInfo, certificates: readonly ParsedCertificate[]): ParsedCertificate | null {
  if (sid instanceof IssuerAndSerialNumber) {
    const isNamed = ({ fields }: ParsedCertificate) =>
      fields.issuer.isEqual(sid.issuer) && fields.serialNumber.isEqual(sid.serialNumber);
    return certificates.find(isNamed) ?? null;
  }
  const keyId = keyIdOf(sid);
  return certificates.find((each) => keyId !== null && subjectKeyId(each)?.equals(keyId)) ?? null;
}

/** The key identifier of a certificate (RFC 5280, 4.2.1.2), where it has one. */
export function subjectKeyId({ fields }: ParsedCertificate): Buffer | null {
  const value: unknown = fields.extensions?.find(({ extnID }) => extnID === '2.5.29.14')?.parsedValue;
  return value instanceof OctetString ? octetsOf(value) : null;
}

function keyIdOf(sid: unknown): Buffer | null {
  const { valueBlock } = sid as { valueBlock?: { valueHexView?: Uint8Array; value?: readonly BaseBlock[] } };
  return octetsOf(valueBlock?.value?.[0]) ?? (valueBlock?.valueHexView ? Buffer.from(valueBlock.valueHexView) : null);
}

/** Checks one signature over content of the type `data` (RFC 5652, 5.4). Whatever is not as it must be is not intact. */
export function checkSignature(
  signer: SignerInfo,
  certificate: ParsedCertificate,
  content: Uint8Array,
): CheckedSignature {
  try {
    const hash = hashes[signer.digestAlgorithm.algorithmId];
    if (hash === undefined) return broken;
    const { signedAttrs } = signer;
    if (signedAttrs === undefined) {
      return { ...broken, intact: !looksLikeAttributes(content) && isSigned(signer, certificate, content, hash) };
    }
    const attributes = readAttributes(signedAttrs.attributes);
    if (attributes === null) return broken;
    const digest = octetsOf(attributes.get(attributeTypes.messageDigest));
    const type = attributes.get(attributeTypes.contentType);
    const isData = type instanceof ObjectIdentifier && type.valueBlock.toString() === contentTypes.data;
    const found = createHash(hash).update(content).digest();
    if (digest === null || !isData || digest.length !== found.length || !timingSafeEqual(digest, found)) return broken;
    if (!isSigned(signer, certificate, new Uint8Array(signedAttrs.encodedValue), hash)) return broken;
    return {
      intact: true,
      signedAt: timeOf(attributes.get(attributeTypes.signingTime)),
      capabilities: capabilitiesOf(attributes.get(attributeTypes.capabilities)),
    };
  } catch {
    return broken;
  }
}

/** One value per type; null where a type stands twice, for then it is open which one counts. */
function readAttributes(list: readonly { readonly type: string; readonly values: unknown[] }[]) {
  const attributes = new Map<string, BaseBlock>();
  for (const { type, values } of list) {
    if (attributes.has(type)) return null;
    const [value, another] = values as BaseBlock[];
    if (value !== undefined && another === undefined) attributes.set(type, value);
  }
  return attributes;
}

/**
 * Signed attributes passed off as content: a signature over attributes would be valid for these very bytes without any. No
 * mail begins with a SET (RFC 5652 names it among its dangers; found again by Strenzke in 2023).
 */
function looksLikeAttributes(content: Uint8Array): boolean {
  if (content[0] !== 0x31) return false;
  try {
    parseBer(content.subarray(0, 64_000));
    return true;
  } catch {
    return false;
  }
}

function isSigned(
  signer: SignerInfo,
  { native }: ParsedCertificate,
  data: Uint8Array,
  digest: 'sha256' | 'sha384' | 'sha512',
): boolean {
  const algorithm = signatures[signer.signatureAlgorithm.algorithmId];
  if (algorithm === undefined) return false;
  const { publicKey: key } = native;
  const signature = new Uint8Array(signer.signature.getValue());
  if (algorithm.key === 'rsa-pss') return isSignedPss(signer, key, data, signature, digest);
  if (key.asymmetricKeyType !== algorithm.key) return false;
  const padding = algorithm.key === 'rsa' ? { padding: constants.RSA_PKCS1_PADDING } : {};
  return verify(algorithm.hash ?? digest, data, { key, ...padding }, signature);
}

/** RSASSA-PSS (RFC 4056) with one hash for all. */
function isSignedPss(
  signer: SignerInfo,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
  digest: 'sha256' | 'sha384' | 'sha512',
): boolean {
  const schema: unknown = signer.signatureAlgorithm.algorithmParams;
  const parameters = new RSASSAPSSParams(schema === undefined ? {} : { schema });
  const hash = hashes[parameters.hashAlgorithm.algorithmId];
  const maskSchema: unknown = parameters.maskGenAlgorithm.algorithmParams;
  const [maskHash] = partsOf(maskSchema as BaseBlock);
  const sameMask = maskHash instanceof ObjectIdentifier && hashes[maskHash.valueBlock.toString()] === hash;
  if (hash === undefined || hash !== digest || !sameMask) return false;
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'rsa-pss') return false;
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify(hash, data, { key, padding, saltLength: parameters.saltLength }, signature);
}

function timeOf(value: BaseBlock | undefined): number | null {
  if (!(value instanceof UTCTime) && !(value instanceof GeneralizedTime)) return null;
  const at = value.toDate().getTime();
  return Number.isNaN(at) ? null : at;
}

function capabilitiesOf(value: BaseBlock | undefined): string[] {
  if (value === undefined) return [];
  return partsOf(value)
    .slice(0, 40)
    .flatMap((capability) => partsOf(capability)[0] ?? [])
    .flatMap((id) => (id instanceof ObjectIdentifier ? [id.valueBlock.toString()] : []));
}
