/** Why a server's certificate was not believed. */
export type CertificateReason =
  | 'self-signed'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-name'
  | 'unknown-issuer'
  | 'revoked'
  | 'unusable';

const reasons: Readonly<Record<string, CertificateReason>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'wrong-name',
  HOSTNAME_MISMATCH: 'wrong-name',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  CERT_REVOKED: 'revoked',
  CERT_REJECTED: 'unusable',
  CERT_SIGNATURE_FAILURE: 'unusable',
  CERT_CHAIN_TOO_LONG: 'unusable',
  PATH_LENGTH_EXCEEDED: 'unusable',
  INVALID_CA: 'unusable',
  INVALID_PURPOSE: 'unusable',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'unusable',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'unusable',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 'unusable',
  UNSPECIFIED: 'unusable',
};

/** The reason behind Node's code for a failed verification, or null when the code is about something else. */
export function certificateReason(code: string): CertificateReason | null {
  return Object.hasOwn(reasons, code) ? (reasons[code] ?? null) : null;
}
