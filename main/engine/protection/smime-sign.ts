import { constants, createHash, type KeyObject, sign } from 'node:crypto';
import {
  Constructed,
  GeneralizedTime,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Set as SetOf,
  UTCTime,
} from 'asn1js';
import { AlgorithmIdentifier, Attribute, ContentInfo, EncapsulatedContentInfo } from 'pkijs';
import type { EngineError } from '../base/errors.ts';
import {
  aes256Cbc,
  aes256Gcm,
  attributeTypes,
  contentTypes,
  micalgs,
  rsaEncryption,
  rsaOaep,
} from './smime-algorithms.ts';
import { certificateUnusable, isWeak, judgeCertificate, parseKnownCertificate, usagesOf } from './smime-certificate.ts';
import { readKnownPrivateKey, type SmimeIdentity } from './smime-decrypt.ts';
import { issuerAndSerial } from './smime-recipient.ts';
import { derOf, encoded, ownBuffer } from './smime-structure.ts';

type Hash = keyof typeof micalgs;

/** A signature, and the hash as `micalg` names it. */
export type SmimeSigned = { readonly cms: Uint8Array; readonly micalg: string };

const hashIds: Readonly<Record<Hash, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const ecdsaIds: Readonly<Record<Hash, string>> = {
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};
const hashOfCurve: Readonly<Record<string, Hash>> = { secp384r1: 'sha384', secp521r1: 'sha512' };

/** What we can read (RFC 8551, 2.5.2), the best first; whoever answers may use authenticated encryption. */
export const ownCapabilities = [aes256Gcm, '2.16.840.1.101.3.4.1.6', aes256Cbc, '2.16.840.1.101.3.4.1.2', rsaOaep];

/**
 * Signs an entity, which must have CRLF line ends already: apart from it (`detached`, for multipart/signed) or around it
 * (`opaque`). SHA-256, or the hash that fits a larger curve. Throws `certificate-unreadable` with our certificate's fingerprint. `now`
 * in milliseconds.
 */
export async function signSmime(options: {
  readonly payload: Uint8Array;
  readonly identity: SmimeIdentity;
  readonly form: 'detached' | 'opaque';
  readonly now: number;
}): Promise<SmimeSigned> {
  const { payload, identity, now } = options;
  const own = parseKnownCertificate(identity.certificate);
  const facts = judgeCertificate(own, now);
  if (facts.expires <= now || isWeak(own) || !usagesOf(own).canSign) throw unusable(facts.fingerprint);
  const hash = hashOfCurve[own.native.publicKey.asymmetricKeyDetails?.namedCurve ?? ''] ?? 'sha256';
  const attributes = signedAttributes(createHash(hash).update(payload).digest(), now);
  const signature = signWith(identity, hash, attributes, facts.fingerprint);
  const digestAlgorithm = new AlgorithmIdentifier({ algorithmId: hashIds[hash], algorithmParams: new Null() });
  // RFC 5652, 5.3. What was encoded before goes in as it is: certificates as their issuers wrote them.
  const signer = new Sequence({
    value: [
      new Integer({ value: 1 }),
      issuerAndSerial(own).toSchema(),
      digestAlgorithm.toSchema(),
      encoded(underTag(attributes)),
      signatureAlgorithm(own.native.publicKey, hash).toSchema(),
      new OctetString({ valueHex: ownBuffer(signature) }),
    ],
  });
  const certificates = [identity.certificate, ...identity.chain].map(encoded);
  // RFC 5652, 5.1.
  const signedData = new Sequence({
    value: [
      new Integer({ value: 1 }),
      new SetOf({ value: [digestAlgorithm.toSchema()] }),
      encapsulated(options.form === 'opaque' ? payload : null).toSchema(),
      new Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: certificates }),
      new SetOf({ value: [signer] }),
    ],
  });
  const content = new ContentInfo({ contentType: contentTypes.signed, content: signedData });
  return { cms: new Uint8Array(derOf(content)), micalg: micalgs[hash] };
}

function unusable(fingerprint: string, cause?: unknown): EngineError {
  return certificateUnusable('own-certificate', cause, { fingerprint });
}

function signWith({ privateKey }: SmimeIdentity, hash: Hash, data: Uint8Array, fingerprint: string): Buffer {
  try {
    const key = readKnownPrivateKey(privateKey);
    const padding = key.asymmetricKeyType === 'rsa' ? { padding: constants.RSA_PKCS1_PADDING } : {};
    return sign(hash, data, { key, ...padding });
  } catch (error) {
    throw unusable(fingerprint, error);
  }
}

function signatureAlgorithm(key: KeyObject, hash: Hash): AlgorithmIdentifier {
  return key.asymmetricKeyType === 'ec'
    ? new AlgorithmIdentifier({ algorithmId: ecdsaIds[hash] })
    : new AlgorithmIdentifier({ algorithmId: rsaEncryption, algorithmParams: new Null() });
}

/** A SET OF in DER, its members in the order of their bytes: what is signed (RFC 5652, 5.4). */
function signedAttributes(digest: Uint8Array, now: number): Buffer {
  const at = new Date(now);
  const time = at.getUTCFullYear() < 2050 ? new UTCTime({ valueDate: at }) : new GeneralizedTime({ valueDate: at });
  const capabilities = ownCapabilities.map((id) => new Sequence({ value: [new ObjectIdentifier({ value: id })] }));
  const attributes = [
    new Attribute({ type: attributeTypes.contentType, values: [new ObjectIdentifier({ value: contentTypes.data })] }),
    new Attribute({ type: attributeTypes.signingTime, values: [time] }),
    new Attribute({ type: attributeTypes.messageDigest, values: [new OctetString({ valueHex: ownBuffer(digest) })] }),
    new Attribute({ type: attributeTypes.capabilities, values: [new Sequence({ value: capabilities })] }),
  ];
  const members = attributes.map(derOf).sort(Buffer.compare);
  return Buffer.from(new SetOf({ value: members.map(encoded) }).toBER());
}

/** The signed attributes as they stand in the message: under the tag [0] in place of SET (RFC 5652, 5.3). */
function underTag(attributes: Buffer): Buffer {
  const tagged = Buffer.from(attributes);
  tagged[0] = 0xa0;
  return tagged;
}

function encapsulated(payload: Uint8Array | null): EncapsulatedContentInfo {
  const info = new EncapsulatedContentInfo({ eContentType: contentTypes.data });
  // Set after making it: the constructor would cut it into pieces.
  if (payload !== null) info.eContent = new OctetString({ valueHex: ownBuffer(payload) });
  return info;
}
