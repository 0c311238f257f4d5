import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { OctetString } from 'asn1js';
import {
  type AlgorithmIdentifier,
  AuthenticatedSafe,
  CertBag,
  Certificate,
  ContentInfo,
  EncryptedData,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  type SafeBag,
  SafeContents,
} from 'pkijs';
import { EngineError } from '../base/errors.ts';
import { checkMac, decryptPkcs12, UnknownCipher } from './pkcs12-cipher.ts';
import type { SmimeIdentity } from './smime-decrypt.ts';
import { derOf, octetsOf, parseBer } from './smime-structure.ts';

/** Why a file with certificates cannot be read. */
export type CertificateFileProblem =
  | 'malformed'
  | 'too-large'
  | 'wrong-password'
  /** `cipher` names what it is locked with. */
  | 'unsupported'
  | 'no-private-key'
  | 'no-certificate'
  /** More than one where one is asked for. */
  | 'several';

const largestFile = 2_000_000;
const mostBags = 60;

/** The one error for a file that somebody chose. */
export function fileUnreadable(reason: CertificateFileProblem, cause?: unknown, facts = {}): EngineError {
  return new EngineError('certificate-unreadable', { reason, ...facts }, cause === undefined ? {} : { cause });
}

/**
 * Opens a PKCS #12 file (.p12, .pfx; RFC 7292) with its password: each private key with its certificate and the authorities
 * beside it. Throws `certificate-unreadable` with a `CertificateFileProblem`.
 */
export function openPkcs12(file: Uint8Array, password: string): readonly SmimeIdentity[] {
  if (file.length > largestFile) throw fileUnreadable('too-large');
  const bags = readBags(file, password).slice(0, mostBags);
  const keys = bags.flatMap((bag) => keyIn(bag, password) ?? []);
  const certificates = bags.flatMap((bag) => certificateIn(bag) ?? []);
  if (keys.length === 0) throw fileUnreadable('no-private-key');
  const identities = keys.flatMap((key) => identityOf(key, certificates) ?? []);
  if (identities.length === 0) throw fileUnreadable('no-certificate');
  return identities;
}

function readBags(file: Uint8Array, password: string): SafeBag[] {
  let pfx: PFX;
  let safe: Buffer | null;
  try {
    pfx = new PFX({ schema: parseBer(file) });
    safe = octetsOf(pfx.authSafe.content as OctetString);
  } catch (error) {
    throw fileUnreadable('malformed', error);
  }
  if (safe === null) throw fileUnreadable('malformed');
  const { macData } = pfx;
  if (macData !== undefined && attempt(() => checkMac(macData, safe, password)) === false) {
    throw fileUnreadable('wrong-password');
  }
  const { safeContents } = attempt(() => new AuthenticatedSafe({ schema: parseBer(safe) }));
  return safeContents.flatMap((content) => {
    const bytes = contentsOf(content, password);
    return attempt(() => new SafeContents({ schema: parseBer(bytes) })).safeBags;
  });
}

function contentsOf({ contentType, content }: ContentInfo, password: string): Uint8Array {
  if (contentType === ContentInfo.DATA && content instanceof OctetString) return new Uint8Array(content.getValue());
  if (contentType !== ContentInfo.ENCRYPTED_DATA)
    throw fileUnreadable('unsupported', undefined, { cipher: contentType });
  const { encryptedContentInfo } = attempt(() => new EncryptedData({ schema: content }));
  return decrypt(
    encryptedContentInfo.contentEncryptionAlgorithm,
    new Uint8Array(encryptedContentInfo.getEncryptedContent()),
    password,
  );
}

function keyIn({ bagValue }: SafeBag, password: string): KeyObject | null {
  if (bagValue instanceof PKCS8ShroudedKeyBag) {
    const encrypted = octetsOf(bagValue.encryptedData) ?? Buffer.alloc(0);
    const key = decrypt(bagValue.encryptionAlgorithm, encrypted, password);
    return readKey(key);
  }
  return bagValue instanceof PrivateKeyInfo ? readKey(derOf(bagValue)) : null;
}

function readKey(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch (error) {
    throw fileUnreadable('no-private-key', error);
  }
}

function certificateIn({ bagValue }: SafeBag): X509Certificate | null {
  if (!(bagValue instanceof CertBag)) return null;
  const parsed: unknown = bagValue.parsedValue;
  if (!(parsed instanceof Certificate)) return null;
  return attempt(() => new X509Certificate(derOf(parsed)));
}

function identityOf(key: KeyObject, certificates: readonly X509Certificate[]): SmimeIdentity | null {
  const own = certificates.find((certificate) => certificate.checkPrivateKey(key));
  if (own === undefined) return null;
  return {
    certificate: new Uint8Array(own.raw),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    chain: chainOf(own, certificates).map(({ raw }) => new Uint8Array(raw)),
  };
}

/** The authorities above a certificate, as far as they are there; a root is known to whom it matters, and stays here. */
function chainOf(own: X509Certificate, certificates: readonly X509Certificate[]): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let last = own; chain.length < 6; ) {
    const next = certificates.find((each) => each !== last && !chain.includes(each) && last.checkIssued(each));
    if (next === undefined || next.checkIssued(next)) break;
    chain.push(next);
    last = next;
  }
  return chain;
}

function decrypt(algorithm: AlgorithmIdentifier, encrypted: Uint8Array, password: string): Uint8Array {
  try {
    return decryptPkcs12(algorithm, encrypted, password);
  } catch (error) {
    if (error instanceof UnknownCipher) throw fileUnreadable('unsupported', error, { cipher: error.id });
    throw fileUnreadable('wrong-password', error);
  }
}

function attempt<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw error instanceof EngineError ? error : fileUnreadable('malformed', error);
  }
}
