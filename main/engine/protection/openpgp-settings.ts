import './web-crypto-gaps.ts';
import { type Config, config, enums, type PartialConfig } from 'openpgp';

/**
 * One strict setting for every use of OpenPGP. The library already refuses messages without integrity, MD5, RIPEMD and (on
 * messages) SHA-1, RSA under 2048 bits, DSA and ElGamal, and enforces the grammar of packets; here are the bounds it leaves open.
 */
export const openPgpSettings: PartialConfig = {
  allowUnauthenticatedMessages: false,
  allowUnauthenticatedStream: false,
  enforceGrammar: true,
  // A decompression bomb is refused before it fills the memory.
  maxDecompressedMessageSize: 150_000_000,
  // A stranger's message must not make us allocate more than 128 MiB for one password.
  maxArgon2MemoryExponent: 17,
  showVersion: false,
  showComment: false,
};

/** RFC 9106's second recommended choice, 64 MiB: about half a second on a phone. AEAD by RFC 9580, AES-256 in GCM. */
export const sealedSettings: PartialConfig = {
  ...openPgpSettings,
  aeadProtect: true,
  s2kType: enums.s2k.argon2,
  s2kArgon2Params: { passes: 3, parallelism: 4, memoryExponent: 16 },
};

/** The same, complete, for the library's methods that take no partial settings. */
export const fullSettings: Config = { ...config, ...openPgpSettings };

/** Clocks differ: what was made up to a day ahead of ours was made now. Milliseconds. */
export const clockTolerance = 24 * 3_600_000;
