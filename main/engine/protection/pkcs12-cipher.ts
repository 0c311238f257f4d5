import { createDecipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { type BaseBlock, Integer, ObjectIdentifier } from 'asn1js';
import forge from 'node-forge/lib/forge.js';
import pbe from 'node-forge/lib/pbe.js';
import type { AlgorithmIdentifier, MacData } from 'pkijs';
import { contentCiphers } from './smime-algorithms.ts';
import { octetsOf, partsOf } from './smime-structure.ts';

/** A cipher of a PKCS #12 file that nothing here opens; `id` is its object identifier. */
export class UnknownCipher extends Error {
  readonly id: string;
  constructor(id: string) {
    super('unknown cipher');
    this.id = id;
  }
}

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
/** Triple DES and 40-bit RC2: what Windows and macOS still write (RFC 7292, appendix C). */
const legacy = new Set(['1.2.840.113549.1.12.1.3', '1.2.840.113549.1.12.1.6']);
const macs: Readonly<Record<string, 'sha1' | 'sha256' | 'sha384' | 'sha512'>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const prfs: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
/** A file must not keep us busy for minutes. */
const mostIterations = 5_000_000;
const macKeyPurpose = 3;

/** Decrypts one part of a PKCS #12 file. Throws `UnknownCipher`, or a plain error for a wrong password or damage. */
export function decryptPkcs12(algorithm: AlgorithmIdentifier, encrypted: Uint8Array, password: string): Uint8Array {
  const parameters = algorithm.algorithmParams as BaseBlock;
  if (algorithm.algorithmId === pbes2) return decryptModern(parameters, encrypted, password);
  if (!legacy.has(algorithm.algorithmId)) throw new UnknownCipher(algorithm.algorithmId);
  guardIterations(partsOf(parameters)[1]);
  const cipher = pbe.getCipherForPKCS12PBE(
    algorithm.algorithmId,
    forge.asn1.fromDer(binary(new Uint8Array(parameters.toBER()))),
    password,
  );
  cipher.update(forge.util.createBuffer(binary(encrypted)));
  if (!cipher.finish()) throw new Error('wrong padding');
  return new Uint8Array(Buffer.from(cipher.output.getBytes(), 'latin1'));
}

/** PBES2 (RFC 8018, 6.2). */
function decryptModern(parameters: BaseBlock, encrypted: Uint8Array, password: string): Uint8Array {
  const [derivation, scheme] = partsOf(parameters);
  const [derivationId, derivationParameters] = derivation === undefined ? [] : partsOf(derivation);
  const [schemeId, iv] = scheme === undefined ? [] : partsOf(scheme);
  const cipher = contentCiphers[dotted(schemeId)];
  if (dotted(derivationId) !== pbkdf2 || derivationParameters === undefined)
    throw new UnknownCipher(dotted(derivationId));
  if (cipher === undefined || cipher.name.endsWith('gcm')) throw new UnknownCipher(dotted(schemeId));
  const [salt, iterations, ...rest] = partsOf(derivationParameters);
  const prf = rest.find((part) => partsOf(part).length > 0);
  const hash = prf === undefined ? 'sha1' : prfs[dotted(partsOf(prf)[0])];
  if (hash === undefined) throw new UnknownCipher(prf === undefined ? '' : dotted(partsOf(prf)[0]));
  const count = guardIterations(iterations);
  const key = pbkdf2Sync(
    Buffer.from(password, 'utf8'),
    octetsOf(salt) ?? Buffer.alloc(0),
    count,
    cipher.keyLength,
    hash,
  );
  const decipher = createDecipheriv(cipher.name, key, octetsOf(iv));
  return new Uint8Array(Buffer.concat([decipher.update(encrypted), decipher.final()]));
}

/** Whether the password is the one the file was made with; null where the file says so in a way we do not know. */
export function checkMac({ mac, macSalt, iterations }: MacData, content: Uint8Array, password: string): boolean | null {
  const hash = macs[mac.digestAlgorithm.algorithmId];
  const digest = hash === undefined ? undefined : forge.md[hash];
  if (hash === undefined || digest === undefined) return null;
  if ((iterations ?? 1) > mostIterations) throw new Error('too many iterations');
  const salt = forge.util.createBuffer(binary(octetsOf(macSalt) ?? Buffer.alloc(0)));
  const { length } = createHmac(hash, '').digest();
  const key = pbe.generatePkcs12Key(password, salt, macKeyPurpose, iterations ?? 1, length, digest.create());
  const found = createHmac(hash, Buffer.from(key.getBytes(), 'latin1')).update(content).digest();
  return octetsOf(mac.digest)?.equals(found) === true;
}

function guardIterations(block: BaseBlock | undefined): number {
  const count = block instanceof Integer ? block.valueBlock.valueDec : 0;
  if (count < 1 || count > mostIterations) throw new Error('iterations out of bounds');
  return count;
}

function dotted(block: BaseBlock | undefined): string {
  return block instanceof ObjectIdentifier ? block.valueBlock.toString() : '';
}

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
