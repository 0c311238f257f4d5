import { isIP } from 'node:net';
import { type ConnectionOptions, rootCertificates } from 'node:tls';
import type { Secret } from '../base/secret.ts';

/**
 * Where a server is and how TLS starts there. Clear text, optional TLS and "trust it anyway" have no way to be written down
 * (RFC 8314).
 */
export type ServerSettings = {
  readonly host: string;
  readonly port: number;
  readonly security: 'implicit' | 'starttls';
};

export type Login = { readonly user: string; readonly password: Secret<string> };

/** PEM roots that are trusted besides the usual ones. For tests and the demo; nothing here turns verification off. */
export type TrustedRoots = readonly string[];

/** TLS 1.2 or later, the name verified, the usual roots and `roots`. */
export function tlsOptions(settings: ServerSettings, roots: TrustedRoots): ConnectionOptions {
  return {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(isIP(settings.host) === 0 ? { servername: settings.host } : {}),
    ...(roots.length === 0 ? {} : { ca: [...rootCertificates, ...roots] }),
  };
}
