import { createCipheriv, randomBytes } from 'node:crypto';
import { type Constructed, Integer, OctetString, type Primitive, Sequence, Set as SetOf } from 'asn1js';
import { AlgorithmIdentifier, ContentInfo, EncryptedContentInfo, EnvelopedData, type RecipientInfo } from 'pkijs';
import type { EngineError } from '../base/errors.ts';
import { allOf } from './cipher-bytes.ts';
import { aes256Cbc, aes256Gcm, contentTypes, rsaOaep } from './smime-algorithms.ts';
import {
  certificateUnusable,
  isWeak,
  judgeCertificate,
  type ParsedCertificate,
  parseKnownCertificate,
} from './smime-certificate.ts';
import { wrapByAgreement } from './smime-key-agreement.ts';
import { wrapByTransport } from './smime-recipient.ts';
import { longDerOf, ownBuffer } from './smime-structure.ts';

/** A certificate to encrypt to, with what its owner's program said it can read (object identifiers). */
export type SmimeRecipient = { readonly certificate: Uint8Array; readonly capabilities: readonly string[] };

/** A finished CMS message and what it is called in mail (RFC 8551, 3.2.2). */
export type SmimeCiphertext = { readonly cms: Uint8Array; readonly type: 'enveloped-data' | 'authEnveloped-data' };

/**
 * Encrypts an entity to each recipient; the practice's own certificate is one of them if the practice shall read it. AES-256
 * in GCM (RFC 5083) where every recipient's program reads it, else in CBC, which shows no changes by itself: what is inside
 * must be signed. Throws `certificate-unreadable` with the fingerprint of the certificate that fails. `now` in milliseconds.
 */
export async function encryptSmime(options: {
  readonly payload: Uint8Array;
  readonly recipients: readonly SmimeRecipient[];
  readonly now: number;
}): Promise<SmimeCiphertext> {
  const { recipients, payload, now } = options;
  if (recipients.length === 0) throw certificateUnusable('none-for-recipient');
  const contentKey = randomBytes(32);
  const infos: RecipientInfo[] = [];
  for (const recipient of recipients) infos.push(await wrapFor(recipient, contentKey, now));
  const authenticated = recipients.every(({ capabilities }) => capabilities.includes(aes256Gcm));
  return authenticated ? encryptGcm(payload, contentKey, infos) : encryptCbc(payload, contentKey, infos);
}

async function wrapFor(recipient: SmimeRecipient, contentKey: Uint8Array, now: number): Promise<RecipientInfo> {
  const parsed = parseKnownCertificate(recipient.certificate);
  const facts = judgeCertificate(parsed, now);
  if (facts.status !== 'usable' || isWeak(parsed)) throw unusable(facts.fingerprint);
  try {
    return await wrapTo(parsed, contentKey, recipient.capabilities);
  } catch (error) {
    throw unusable(facts.fingerprint, error);
  }
}

function wrapTo(parsed: ParsedCertificate, contentKey: Uint8Array, capabilities: readonly string[]) {
  return parsed.native.publicKey.asymmetricKeyType === 'ec'
    ? wrapByAgreement(contentKey, parsed)
    : wrapByTransport(contentKey, parsed, capabilities.includes(rsaOaep));
}

function unusable(fingerprint: string, cause?: unknown): EngineError {
  return certificateUnusable('cannot-be-used', cause, { fingerprint });
}

function encryptCbc(payload: Uint8Array, contentKey: Uint8Array, infos: readonly RecipientInfo[]): SmimeCiphertext {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', contentKey, iv);
  const encrypted = allOf(cipher, payload);
  const onlyTransport = infos.every(({ variant }) => variant === 1);
  const enveloped = new EnvelopedData({
    // RFC 5652, 6.1.
    version: onlyTransport ? 0 : 2,
    recipientInfos: [...infos],
    encryptedContentInfo: new EncryptedContentInfo({
      disableSplit: true,
      contentType: contentTypes.data,
      contentEncryptionAlgorithm: new AlgorithmIdentifier({
        algorithmId: aes256Cbc,
        algorithmParams: new OctetString({ valueHex: ownBuffer(iv) }),
      }),
      encryptedContent: new OctetString({ valueHex: encrypted }),
    }),
  });
  return { cms: wrapUp(contentTypes.enveloped, enveloped.toSchema()), type: 'enveloped-data' };
}

/** RFC 5083 with RFC 5084: no authenticated attributes, so nothing but the content goes into the tag. */
function encryptGcm(payload: Uint8Array, contentKey: Uint8Array, infos: readonly RecipientInfo[]): SmimeCiphertext {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', contentKey, nonce, { authTagLength: 16 });
  const encrypted = allOf(cipher, payload);
  const parameters = new Sequence({
    value: [new OctetString({ valueHex: ownBuffer(nonce) }), new Integer({ value: 16 })],
  });
  const content = new EncryptedContentInfo({
    disableSplit: true,
    contentType: contentTypes.data,
    contentEncryptionAlgorithm: new AlgorithmIdentifier({ algorithmId: aes256Gcm, algorithmParams: parameters }),
    encryptedContent: new OctetString({ valueHex: encrypted }),
  });
  const authEnveloped = new Sequence({
    value: [
      new Integer({ value: 0 }),
      new SetOf({ value: infos.map((info) => info.toSchema()) }),
      content.toSchema(),
      new OctetString({ valueHex: ownBuffer(cipher.getAuthTag()) }),
    ],
  });
  return { cms: wrapUp(contentTypes.authEnveloped, authEnveloped), type: 'authEnveloped-data' };
}

function wrapUp(contentType: string, content: Sequence | Constructed | Primitive): Uint8Array {
  return longDerOf(new ContentInfo({ contentType, content }));
}
