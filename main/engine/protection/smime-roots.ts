import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';

/** Finds trusted authorities by the name that a certificate gives its issuer, in DER. */
export type Roots = (issuer: Uint8Array) => readonly X509Certificate[];

let fromSystem: Roots | null = null;

/** The authorities of this computer and those the runtime brings; read once in each thread. */
export function systemRoots(): Roots {
  fromSystem ??= rootsOf([...new Set([...tls.rootCertificates, ...listSystemCertificates()])].map(derOf));
  return fromSystem;
}

/** Node learned to ask the system in 22.15; an older runtime has its own list alone. */
function listSystemCertificates(): readonly string[] {
  try {
    return 'getCACertificates' in tls ? tls.getCACertificates('system') : [];
  } catch {
    return [];
  }
}

/**
 * Roots in DER. Taking all of the system's hundreds apart would cost a noticeable moment, so only those are that hold the
 * name somewhere; whether one is the issuer is decided on its parsed subject and its key.
 */
export function rootsOf(certificates: readonly Uint8Array[]): Roots {
  const all = certificates.map((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return (issuer) => {
    const seen = new Set<string>();
    return all
      .filter((bytes) => bytes.includes(Buffer.from(issuer)))
      .flatMap(parseOrNone)
      .filter(({ fingerprint256 }) => !seen.has(fingerprint256) && seen.add(fingerprint256));
  };
}

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}

function parseOrNone(certificate: Uint8Array): X509Certificate[] {
  try {
    return [new X509Certificate(certificate)];
  } catch {
    return [];
  }
}
