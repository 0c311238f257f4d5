import { createDecipheriv, createPrivateKey, type DecipherGCM, type KeyObject } from 'node:crypto';
import { type BaseBlock, Integer } from 'asn1js';
import {
  type ContentInfo,
  EncryptedContentInfo,
  KeyAgreeRecipientInfo,
  KeyTransRecipientInfo,
  RecipientInfo,
} from 'pkijs';
import { allOf } from './cipher-bytes.ts';
import { remember } from './remember.ts';
import { type ContentCipher, contentCiphers, contentTypes } from './smime-algorithms.ts';
import { certificateUnusable, type ParsedCertificate, parseKnownCertificate } from './smime-certificate.ts';
import { unwrapByAgreement } from './smime-key-agreement.ts';
import { names, unwrapByTransport } from './smime-recipient.ts';
import { octetsOf, partsOf } from './smime-structure.ts';
import { unreadable } from './unreadable.ts';

/** A certificate of ours with its private key, PKCS #8 in PEM without a passphrase: the vault holds it. */
export type SmimeIdentity = {
  readonly certificate: Uint8Array;
  readonly privateKey: string;
  /** Authorities between it and its root, sent along with signatures. */
  readonly chain: readonly Uint8Array[];
};

/** `authenticated`: the encryption itself shows that nothing was changed (RFC 5083); CBC shows nothing. */
export type DecryptedSmime = {
  readonly payload: Uint8Array;
  readonly authenticated: boolean;
  /** As people know it: "AES-256, GCM". */
  readonly cipher: string;
};

/** An encrypted message taken apart: its recipients, its content, and what shows changes. */
export type Enveloped = {
  readonly recipients: readonly RecipientInfo[];
  readonly content: EncryptedContentInfo;
  readonly tag: Buffer | null;
  /** What the tag covers beside the content, in DER. */
  readonly covered: Buffer | null;
};

/** Recipients looked at, and keys tried, in one message. */
const mostRecipients = 1_000;

/**
 * Decrypts enveloped data with whichever of our certificates it names. Throws `message-unreadable` with `not-for-us`,
 * `unsupported` (a cipher that we do not speak) or `damaged`.
 */
export async function decryptSmime(
  message: ContentInfo,
  identities: readonly SmimeIdentity[],
): Promise<DecryptedSmime> {
  return decryptEnveloped(readEnveloped(message), identities);
}

/** The same for a message that is taken apart already. */
export async function decryptEnveloped(
  enveloped: Enveloped,
  identities: readonly SmimeIdentity[],
): Promise<DecryptedSmime> {
  const cipher = contentCiphers[enveloped.content.contentEncryptionAlgorithm.algorithmId];
  if (cipher === undefined || cipher.name.endsWith('gcm') !== (enveloped.tag !== null)) throw unreadable('unsupported');
  let named = false;
  for (const identity of identities) {
    const certificate = parseKnownCertificate(identity.certificate);
    for (const recipient of enveloped.recipients) {
      const open = findWay(recipient, certificate, cipher);
      if (open === null) continue;
      named = true;
      const contentKey = await open(readPrivateKey(identity)).catch(() => null);
      if (contentKey === null) continue;
      return {
        payload: decryptContent(enveloped, cipher, contentKey),
        authenticated: enveloped.tag !== null,
        cipher: cipher.title,
      };
    }
  }
  throw unreadable(named ? 'damaged' : 'not-for-us');
}

/** True where the message is encrypted to each of these certificates and to nobody else. */
export function isEncryptedToExactly({ recipients }: Enveloped, certificates: readonly Uint8Array[]): boolean {
  const wanted = certificates.map(parseKnownCertificate);
  const identifiers: unknown[] = recipients.flatMap(({ value }) => {
    if (value instanceof KeyTransRecipientInfo) return [value.rid];
    if (!(value instanceof KeyAgreeRecipientInfo)) return [null];
    return value.recipientEncryptedKeys.encryptedKeys.map(({ rid }) => rid.value);
  });
  return (
    identifiers.every((identifier) => wanted.some((certificate) => names(identifier, certificate))) &&
    wanted.every((certificate) => identifiers.some((identifier) => names(identifier, certificate)))
  );
}

/** Our private keys, read once in each thread: a fresh one costs its first use as much again. Throws a plain error. */
export const readKnownPrivateKey = remember(4, (pem: string): KeyObject => createPrivateKey(pem));

function readPrivateKey({ privateKey }: SmimeIdentity): KeyObject {
  try {
    return readKnownPrivateKey(privateKey);
  } catch (error) {
    throw certificateUnusable('own-certificate', error);
  }
}

/** How this recipient's key opens with the certificate's; null where it is somebody else's. */
function findWay(
  { value }: RecipientInfo,
  certificate: ParsedCertificate,
  { keyLength }: ContentCipher,
): ((key: KeyObject) => Promise<Uint8Array>) | null {
  if (value instanceof KeyTransRecipientInfo) {
    return names(value.rid, certificate) ? async (key) => unwrapByTransport(value, key, keyLength) : null;
  }
  if (!(value instanceof KeyAgreeRecipientInfo)) return null;
  const wrapped = value.recipientEncryptedKeys.encryptedKeys.find(({ rid }) => names(rid.value, certificate));
  return wrapped === undefined ? null : (key) => unwrapByAgreement(value, wrapped, key);
}

function decryptContent(enveloped: Enveloped, cipher: ContentCipher, contentKey: Uint8Array): Uint8Array {
  try {
    const { content, tag, covered } = enveloped;
    const parameters: unknown = content.contentEncryptionAlgorithm.algorithmParams;
    const encrypted = encryptedBytes(content);
    if (tag === null) {
      const iv = octetsOf(parameters as BaseBlock);
      const decipher = createDecipheriv(cipher.name, contentKey, iv);
      return allOf(decipher, encrypted);
    }
    const [nonce, length] = partsOf(parameters as BaseBlock);
    const tagLength = length instanceof Integer ? length.valueBlock.valueDec : 12;
    if (tag.length !== tagLength || tagLength < 12) throw new Error('short tag');
    const decipher = createDecipheriv(cipher.name, contentKey, octetsOf(nonce), {
      authTagLength: tagLength,
    } as object) as DecipherGCM;
    if (covered !== null) decipher.setAAD(covered);
    decipher.setAuthTag(tag);
    return allOf(decipher, encrypted);
  } catch (error) {
    throw unreadable('damaged', error);
  }
}

/** Of content in one piece no copy is made. */
function encryptedBytes(content: EncryptedContentInfo): Uint8Array {
  const { encryptedContent } = content;
  return encryptedContent === undefined || encryptedContent.idBlock.isConstructed
    ? Buffer.from(content.getEncryptedContent())
    : encryptedContent.valueBlock.valueHexView;
}

/** Takes an encrypted message apart; reading uses it up. Throws `message-unreadable` with `unsupported` or `damaged`. */
export function readEnveloped({ contentType, content }: ContentInfo): Enveloped {
  const isAuthenticated = contentType === contentTypes.authEnveloped;
  if (!isAuthenticated && contentType !== contentTypes.enveloped) throw unreadable('unsupported');
  try {
    return readParts(content as BaseBlock, isAuthenticated);
  } catch (error) {
    throw unreadable('damaged', error);
  }
}

/**
 * Version, perhaps the originator, recipients, content (RFC 5652, 6.1); and with authentication perhaps attributes, then the
 * tag (RFC 5083, 2.1). Attributes that nothing protects may follow, and count for nothing.
 */
function readParts(block: BaseBlock, isAuthenticated: boolean): Enveloped {
  const parts = partsOf(block).slice(1);
  const isTagged = (part: BaseBlock | undefined, number: number) =>
    part?.idBlock.tagClass === 3 && part.idBlock.tagNumber === number;
  if (isTagged(parts[0], 0)) parts.shift();
  const [infos, content, next, after] = parts;
  if (infos === undefined || content === undefined) throw new Error('incomplete');
  const attributes = isAuthenticated && isTagged(next, 1) ? next : undefined;
  const tag = isAuthenticated ? octetsOf(attributes === undefined ? next : after) : null;
  if (isAuthenticated && tag === null) throw new Error('no tag');
  return {
    recipients: partsOf(infos)
      .slice(0, mostRecipients)
      .map((schema) => new RecipientInfo({ schema })),
    content: new EncryptedContentInfo({ schema: content }),
    tag,
    covered: attributes === undefined ? null : asSet(attributes),
  };
}

/** The tag covers the attributes under the tag of a SET (RFC 5083, 2.2). */
function asSet(attributes: BaseBlock): Buffer {
  const bytes = Buffer.from(attributes.toBER());
  bytes[0] = 0x31;
  return bytes;
}
