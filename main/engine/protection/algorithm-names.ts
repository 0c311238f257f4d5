/* What RFC 9580, section 9, numbers, as people who look at details know it. */

/** Public-key algorithms that sign. */
export const signing: Readonly<Record<number, string>> = {
  1: 'RSA',
  3: 'RSA',
  17: 'DSA',
  19: 'ECDSA',
  22: 'Ed25519',
  27: 'Ed25519',
  28: 'Ed448',
};

export const hashes: Readonly<Record<number, string>> = {
  1: 'MD5',
  2: 'SHA-1',
  3: 'RIPEMD-160',
  8: 'SHA-256',
  9: 'SHA-384',
  10: 'SHA-512',
  11: 'SHA-224',
  12: 'SHA3-256',
  14: 'SHA3-512',
};

/** Ciphers by the library's names. */
export const ciphers: Readonly<Record<string, string>> = {
  tripledes: 'Triple DES',
  cast5: 'CAST5',
  blowfish: 'Blowfish',
  aes128: 'AES-128',
  aes192: 'AES-192',
  aes256: 'AES-256',
  twofish: 'Twofish',
};

/** The same by their numbers; AEAD takes no shorter blocks. */
export const cipherNumbers: Readonly<Record<number, string>> = {
  7: 'AES-128',
  8: 'AES-192',
  9: 'AES-256',
  10: 'Twofish',
  11: 'Camellia-128',
  12: 'Camellia-192',
  13: 'Camellia-256',
};

export const aeads: Readonly<Record<number, string>> = { 1: 'EAX', 2: 'OCB', 3: 'GCM' };
