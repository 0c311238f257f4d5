import { AlgorithmIdentifier } from 'pkijs';

/** Content types of CMS (RFC 5652; RFC 5083 for authenticated encryption). */
export const contentTypes = {
  data: '1.2.840.113549.1.7.1',
  signed: '1.2.840.113549.1.7.2',
  enveloped: '1.2.840.113549.1.7.3',
  authEnveloped: '1.2.840.113549.1.9.16.1.23',
} as const;

/** Attributes of a signature (RFC 5652, 11; RFC 8551, 2.5). */
export const attributeTypes = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  capabilities: '1.2.840.113549.1.9.15',
} as const;

/** Hashes that count, by their name in the runtime. MD5 and SHA-1 are known only to be called weak. */
export const hashes: Readonly<Record<string, 'sha256' | 'sha384' | 'sha512'>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Names of hashes as `micalg` has them (RFC 8551, 3.5.3.2). */
export const micalgs = { sha256: 'sha-256', sha384: 'sha-384', sha512: 'sha-512' } as const;

/** Signature algorithms (RFC 5754, RFC 4056); a null hash means: the one of the digest. */
export const signatures: Readonly<
  Record<string, { readonly key: 'rsa' | 'rsa-pss' | 'ec'; readonly hash: 'sha256' | 'sha384' | 'sha512' | null }>
> = {
  '1.2.840.113549.1.1.1': { key: 'rsa', hash: null },
  '1.2.840.113549.1.1.11': { key: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', hash: 'sha512' },
  '1.2.840.113549.1.1.10': { key: 'rsa-pss', hash: null },
  '1.2.840.10045.4.3.2': { key: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { key: 'ec', hash: 'sha512' },
};

export type ContentCipher = {
  readonly name:
    | 'aes-128-cbc'
    | 'aes-192-cbc'
    | 'aes-256-cbc'
    | 'des-ede3-cbc'
    | 'aes-128-gcm'
    | 'aes-192-gcm'
    | 'aes-256-gcm';
  /** As people know it. */
  readonly title: string;
  /** Bytes of the key. */
  readonly keyLength: number;
};

/** What signs, as people know it. */
export const signatureTitles = { rsa: 'RSA', 'rsa-pss': 'RSA-PSS', ec: 'ECDSA' } as const;

/** Ciphers of content (RFC 8551, 2.7; triple DES only to read old mail). */
export const contentCiphers: Readonly<Record<string, ContentCipher>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', title: 'AES-128, CBC', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', title: 'AES-192, CBC', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', title: 'AES-256, CBC', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', title: 'Triple DES, CBC', keyLength: 24 },
  '2.16.840.1.101.3.4.1.6': { name: 'aes-128-gcm', title: 'AES-128, GCM', keyLength: 16 },
  '2.16.840.1.101.3.4.1.26': { name: 'aes-192-gcm', title: 'AES-192, GCM', keyLength: 24 },
  '2.16.840.1.101.3.4.1.46': { name: 'aes-256-gcm', title: 'AES-256, GCM', keyLength: 32 },
};

export const aes256Cbc = '2.16.840.1.101.3.4.1.42';
export const aes256Gcm = '2.16.840.1.101.3.4.1.46';
export const rsaEncryption = '1.2.840.113549.1.1.1';
export const rsaOaep = '1.2.840.113549.1.1.7';
export const aes256Wrap = '2.16.840.1.101.3.4.1.45';
export const ecdhSha256 = '1.3.132.1.11.1';

/** Bits of the key that wraps (RFC 3565). */
export const wrapBits: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.1.5': 128,
  '2.16.840.1.101.3.4.1.25': 192,
  '2.16.840.1.101.3.4.1.45': 256,
};

/** Key agreement with its hash (RFC 5753, 7.1.4); for our curves the cofactor is one, so both forms are the same. */
export const agreements: Readonly<Record<string, string>> = {
  '1.3.133.16.840.63.0.2': 'SHA-1',
  '1.3.133.16.840.63.0.3': 'SHA-1',
  '1.3.132.1.11.1': 'SHA-256',
  '1.3.132.1.14.1': 'SHA-256',
  '1.3.132.1.11.2': 'SHA-384',
  '1.3.132.1.14.2': 'SHA-384',
  '1.3.132.1.11.3': 'SHA-512',
  '1.3.132.1.14.3': 'SHA-512',
};

/** An algorithm without parameters. */
export function algorithm(algorithmId: string): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId });
}
