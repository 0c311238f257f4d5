import { constants, type KeyObject, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import { type BaseBlock, Null, ObjectIdentifier, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  IssuerAndSerialNumber,
  KeyTransRecipientInfo,
  RecipientInfo,
  RecipientKeyIdentifier,
  RSAESOAEPParams,
} from 'pkijs';
import { hashes, rsaEncryption, rsaOaep } from './smime-algorithms.ts';
import type { ParsedCertificate } from './smime-certificate.ts';
import { subjectKeyId } from './smime-signature.ts';
import { octetsOf, ownBuffer, partsOf } from './smime-structure.ts';

/** What names a certificate in a message. */
export function issuerAndSerial({ fields }: ParsedCertificate): IssuerAndSerialNumber {
  return new IssuerAndSerialNumber({ issuer: fields.issuer, serialNumber: fields.serialNumber });
}

/** True where a recipient's identifier, in any of its forms, names this certificate. */
export function names(identifier: unknown, certificate: ParsedCertificate): boolean {
  if (identifier instanceof IssuerAndSerialNumber) {
    const { issuer, serialNumber } = certificate.fields;
    return identifier.issuer.isEqual(issuer) && identifier.serialNumber.isEqual(serialNumber);
  }
  const keyId =
    identifier instanceof RecipientKeyIdentifier
      ? octetsOf(identifier.subjectKeyIdentifier)
      : identifier instanceof OctetString
        ? octetsOf(identifier)
        : null;
  return keyId !== null && subjectKeyId(certificate)?.equals(keyId) === true;
}

/** Encrypts a content key to the owner of an RSA certificate: OAEP with SHA-256 where their program reads it, else the old form. */
export function wrapByTransport(contentKey: Uint8Array, recipient: ParsedCertificate, oaep: boolean): RecipientInfo {
  const key = recipient.native.publicKey;
  const encrypted = oaep
    ? publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, contentKey)
    : publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, contentKey);
  return new RecipientInfo({
    variant: 1,
    value: new KeyTransRecipientInfo({
      version: 0,
      rid: issuerAndSerial(recipient),
      keyEncryptionAlgorithm: oaep
        ? new AlgorithmIdentifier({ algorithmId: rsaOaep, algorithmParams: oaepParameters().toSchema() })
        : new AlgorithmIdentifier({ algorithmId: rsaEncryption, algorithmParams: new Null() }),
      encryptedKey: new OctetString({ valueHex: ownBuffer(encrypted) }),
    }),
  });
}

const sha256 = '2.16.840.1.101.3.4.2.1';
const sha1 = '1.3.14.3.2.26';
const mgf1 = '1.2.840.113549.1.1.8';

function oaepParameters(): RSAESOAEPParams {
  const hashAlgorithm = new AlgorithmIdentifier({ algorithmId: sha256, algorithmParams: new Null() });
  return new RSAESOAEPParams({
    hashAlgorithm,
    maskGenAlgorithm: new AlgorithmIdentifier({ algorithmId: mgf1, algorithmParams: hashAlgorithm.toSchema() }),
  });
}

/** The content key of an RSA recipient, `length` bytes where the old form is used. Throws a plain error where it does not open. */
export function unwrapByTransport(info: KeyTransRecipientInfo, key: KeyObject, length: number): Uint8Array {
  const encrypted = octetsOf(info.encryptedKey);
  if (encrypted === null) throw new Error('no encrypted key');
  const { algorithmId, algorithmParams } = info.keyEncryptionAlgorithm;
  if (algorithmId === rsaEncryption) return openPkcs1(key, encrypted, length);
  if (algorithmId !== rsaOaep) throw new Error('unknown key transport');
  return openOaep(algorithmParams as BaseBlock | undefined, key, encrypted);
}

/**
 * PKCS #1 v1.5 (RFC 8017, 7.2). Whatever is wrong with the padding, there comes a key, a random one (RFC 3218, 2.3.2), so
 * that nobody learns from our errors what a forged message did.
 */
function openPkcs1(key: KeyObject, encrypted: Uint8Array, length: number): Uint8Array {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, encrypted);
  } catch {
    return openPkcs1Block(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted), length);
  }
}

/** The key in a decrypted block, for runtimes that refuse this padding because they cannot reject quietly. */
export function openPkcs1Block(block: Uint8Array, length: number): Uint8Array {
  const separator = block.length - length - 1;
  const padding = block.subarray(2, Math.max(separator, 2));
  const wrong = [
    separator < 10,
    block[0] !== 0,
    block[1] !== 2,
    block[separator] !== 0,
    padding.reduce((zeros, byte) => zeros + Number(byte === 0), 0) > 0,
  ];
  const random = randomBytes(length);
  return wrong.reduce((count, each) => count + Number(each), 0) > 0 ? random : block.slice(separator + 1);
}

/** OAEP with the parameters of RFC 4055, 4.1, read by hand: the library trips over those that leave the label out. */
function openOaep(parameters: BaseBlock | undefined, key: KeyObject, encrypted: Uint8Array): Uint8Array {
  const oaepHash = hashName(taggedAlgorithm(parameters, 0)[0]);
  const [, maskHash] = taggedAlgorithm(parameters, 1);
  const mask = hashName(maskHash === undefined ? undefined : partsOf(maskHash)[0]);
  // The runtime has one hash for both.
  if (mask !== oaepHash) throw new Error('unknown key transport');
  const label = octetsOf(taggedAlgorithm(parameters, 2)[1]);
  return privateDecrypt(
    {
      key,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash,
      ...(label === null || label.length === 0 ? {} : { oaepLabel: label }),
    },
    encrypted,
  );
}

/** Identifier and parameters of the algorithm under one of the tags; nothing where it is left to its default. */
function taggedAlgorithm(parameters: BaseBlock | undefined, tag: number): readonly BaseBlock[] {
  const parts = parameters === undefined ? [] : partsOf(parameters);
  const found = parts.find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === tag);
  const [identifier] = found === undefined ? [] : partsOf(found);
  return identifier === undefined ? [] : partsOf(identifier);
}

/** SHA-1, the default, is no weakness here: it only spreads the key. */
function hashName(id: BaseBlock | undefined): string {
  if (id === undefined) return 'sha1';
  const dotted = id instanceof ObjectIdentifier ? id.valueBlock.toString() : '';
  const name = dotted === sha1 ? 'sha1' : hashes[dotted];
  if (name === undefined) throw new Error('unknown hash');
  return name;
}
