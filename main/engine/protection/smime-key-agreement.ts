import { createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { aeskw } from '@noble/ciphers/aes.js';
import { Null, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  ECCCMSSharedInfo,
  KeyAgreeRecipientIdentifier,
  KeyAgreeRecipientInfo,
  kdf,
  OriginatorIdentifierOrKey,
  OriginatorPublicKey,
  PublicKeyInfo,
  RecipientEncryptedKey,
  RecipientEncryptedKeys,
  RecipientInfo,
} from 'pkijs';
import { aes256Wrap, agreements, algorithm, ecdhSha256, wrapBits } from './smime-algorithms.ts';
import type { ParsedCertificate } from './smime-certificate.ts';
import { issuerAndSerial } from './smime-recipient.ts';
import { derOf, octetsOf, ownBuffer, parseBer } from './smime-structure.ts';

/** Wraps a content key for the owner of an elliptic curve certificate: ephemeral-static ECDH with SHA-256 (RFC 5753, 3.1). */
export async function wrapByAgreement(contentKey: Uint8Array, recipient: ParsedCertificate): Promise<RecipientInfo> {
  const theirs = recipient.native.publicKey;
  const namedCurve = theirs.asymmetricKeyDetails?.namedCurve ?? '';
  const ours = generateKeyPairSync('ec', { namedCurve });
  const secret = diffieHellman({ privateKey: ours.privateKey, publicKey: theirs });
  const wrapping = algorithm(aes256Wrap);
  const key = await deriveKey({ secret, hash: 'SHA-256', wrapping, ukm: null });
  const spki = new PublicKeyInfo({ schema: parseBer(ours.publicKey.export({ type: 'spki', format: 'der' })) });
  const originator = new OriginatorIdentifierOrKey({
    variant: 3,
    // RFC 5753, 3.1.1: parameters absent, for the recipient's own key tells the curve.
    value: new OriginatorPublicKey({ algorithm: algorithm('1.2.840.10045.2.1'), publicKey: spki.subjectPublicKey }),
  });
  const encryptedKey = new OctetString({ valueHex: ownBuffer(aeskw(key).encrypt(contentKey)) });
  const rid = new KeyAgreeRecipientIdentifier({ variant: 1, value: issuerAndSerial(recipient) });
  return new RecipientInfo({
    variant: 2,
    value: new KeyAgreeRecipientInfo({
      version: 3,
      originator,
      keyEncryptionAlgorithm: new AlgorithmIdentifier({
        algorithmId: ecdhSha256,
        algorithmParams: wrapping.toSchema(),
      }),
      recipientEncryptedKeys: new RecipientEncryptedKeys({
        encryptedKeys: [new RecipientEncryptedKey({ rid, encryptedKey })],
      }),
    }),
  });
}

/** The content key in one of the wrapped keys of an agreement. Throws a plain error where it does not open. */
export async function unwrapByAgreement(
  info: KeyAgreeRecipientInfo,
  wrapped: RecipientEncryptedKey,
  privateKey: KeyObject,
): Promise<Uint8Array> {
  const hash = agreements[info.keyEncryptionAlgorithm.algorithmId];
  const parameters: unknown = info.keyEncryptionAlgorithm.algorithmParams;
  if (hash === undefined || info.originator.variant !== 3) throw new Error('unknown key agreement');
  const wrapping = new AlgorithmIdentifier({ schema: parameters });
  const secret = diffieHellman({ privateKey, publicKey: originatorKey(info.originator.value, privateKey) });
  const bytes = octetsOf(wrapped.encryptedKey);
  if (bytes === null) throw new Error('no wrapped key');
  const ukm = info.ukm === undefined ? null : octetsOf(info.ukm);
  const { algorithmId } = wrapping;
  // Some programs leave the parameters of the wrapping out of what they hash, some write NULL.
  const forms = [
    wrapping,
    algorithm(algorithmId),
    new AlgorithmIdentifier({ algorithmId, algorithmParams: new Null() }),
  ];
  for (const form of forms) {
    try {
      return aeskw(await deriveKey({ secret, hash, wrapping: form, ukm })).decrypt(bytes);
    } catch {
      // The wrapping shows a wrong key by itself (RFC 3394).
    }
  }
  throw new Error('key does not unwrap');
}

/** X9.63's derivation over what both sides know (RFC 5753, 7.2). */
async function deriveKey(options: {
  readonly secret: Uint8Array;
  readonly hash: string;
  readonly wrapping: AlgorithmIdentifier;
  readonly ukm: Uint8Array | null;
}): Promise<Uint8Array> {
  const bits = wrapBits[options.wrapping.algorithmId];
  if (bits === undefined) throw new Error('unknown key wrapping');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bits);
  const shared = new ECCCMSSharedInfo({
    keyInfo: options.wrapping,
    ...(options.ukm === null ? {} : { entityUInfo: new OctetString({ valueHex: ownBuffer(options.ukm) }) }),
    suppPubInfo: new OctetString({ valueHex: ownBuffer(length) }),
  });
  const key = await kdf(options.hash, ownBuffer(options.secret), bits, ownBuffer(derOf(shared)));
  return new Uint8Array(key);
}

/** The sender's one-time key, on the curve of ours. */
function originatorKey(value: unknown, privateKey: KeyObject): KeyObject {
  if (!(value instanceof OriginatorPublicKey)) throw new Error('no public key');
  const ours = new PublicKeyInfo({
    schema: parseBer(createPublicKey(privateKey).export({ type: 'spki', format: 'der' })),
  });
  const spki = new PublicKeyInfo();
  spki.algorithm = ours.algorithm;
  spki.subjectPublicKey = value.publicKey;
  return createPublicKey({ key: derOf(spki), format: 'der', type: 'spki' });
}
