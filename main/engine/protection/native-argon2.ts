import { hashRaw } from '@node-rs/argon2';
import { SymEncryptedSessionKeyPacket } from 'openpgp';

/** How openpgp keeps Argon2's salt and cost (RFC 9580, 3.7.1.4), and makes a key of a passphrase. */
type Stretching = {
  readonly salt: Uint8Array;
  readonly t: number;
  readonly p: number;
  readonly encodedM: number;
  readonly produceKey: ProduceKey;
};
type ProduceKey = (
  passphrase: string,
  keySize: number,
  config: { maxArgon2MemoryExponent: number },
) => Promise<Uint8Array>;

/** The library's enum is ambient and cannot be imported; RFC 9106 numbers Argon2id 2, and version 0x13 is the default. */
const argon2id = 2;

/** The fields of a packet that says "Argon2" and nothing else: version 4, AES-256, S2K 4, salt, passes, lanes, memory. */
const packetWithArgon2 = Uint8Array.of(4, 9, 4, ...new Uint8Array(16), 3, 4, 16);

/**
 * Stretches phrases outside of openpgp, whose Argon2id is WebAssembly and takes three times as long as native code. The
 * key that comes back is the same; all that is done with it stays the library's. What is over the bound on memory, or what
 * the native code refuses, goes the library's way.
 */
function stretchNatively(): void {
  const packet = new SymEncryptedSessionKeyPacket();
  packet.read(packetWithArgon2);
  const { s2k } = packet as unknown as { readonly s2k: Stretching };
  const byLibrary = s2k.produceKey;
  async function produceKey(this: Stretching, ...[passphrase, keySize, config]: Parameters<ProduceKey>) {
    const throughLibrary = () => Reflect.apply(byLibrary, this, [passphrase, keySize, config]);
    if (this.encodedM > config.maxArgon2MemoryExponent) return throughLibrary();
    try {
      const key = await hashRaw(new TextEncoder().encode(passphrase), {
        algorithm: argon2id,
        salt: this.salt,
        memoryCost: 2 ** this.encodedM,
        timeCost: this.t,
        parallelism: this.p,
        outputLen: keySize,
      });
      return new Uint8Array(key);
    } catch {
      return throughLibrary();
    }
  }
  Object.defineProperty(Object.getPrototypeOf(s2k), 'produceKey', { value: produceKey, configurable: true });
}

stretchNatively();
