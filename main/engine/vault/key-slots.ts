import { webcrypto } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { EngineError } from '../base/errors.ts';
import { Secret } from '../base/secret.ts';

const base64 = z.base64();
/** The library's enum is ambient and cannot be imported; RFC 9106 numbers Argon2id 2. */
const argon2id = 2;

/** One way to unwrap the database key. Argon2id (RFC 9106) makes a wrapping key, AES-256-GCM wraps (SP 800-38D). */
export const keySlot = z.strictObject({
  kind: z.enum(['passphrase', 'recovery-code']),
  salt: base64,
  /** A hostile backup must not make this computer run out of memory: 1 GiB at most. */
  memoryKib: z.number().int().min(8).max(1_048_576),
  passes: z.number().int().min(1).max(64),
  parallelism: z.number().int().min(1).max(16),
  nonce: base64,
  wrapped: base64,
});
export type KeySlot = z.infer<typeof keySlot>;

export type StretchCost = { readonly memoryKib: number; readonly passes: number; readonly parallelism: number };

/** The floor: 128 MiB, three passes. A slot is made with more passes where the computer does them in about a second. */
export const leastStretchCost: StretchCost = { memoryKib: 128 * 1024, passes: 3, parallelism: 4 };

async function wrappingKey(secret: Secret<string>, salt: Uint8Array, cost: StretchCost): Promise<webcrypto.CryptoKey> {
  const raw = await hashRaw(secret.reveal().normalize('NFC'), {
    algorithm: argon2id,
    salt,
    memoryCost: cost.memoryKib,
    timeCost: cost.passes,
    parallelism: cost.parallelism,
    outputLen: 32,
  });
  try {
    return await webcrypto.subtle.importKey('raw', new Uint8Array(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
  } finally {
    raw.fill(0);
  }
}

/** Measures this computer once and returns the passes that take about `targetMs` (never below the floor, never above 24). */
export async function measureStretchCost(targetMs = 1_000): Promise<StretchCost> {
  const started = performance.now();
  await wrappingKey(new Secret('a measurement, not a secret'), new Uint8Array(16), leastStretchCost);
  const perPass = (performance.now() - started) / leastStretchCost.passes;
  const passes = Math.min(24, Math.max(leastStretchCost.passes, Math.floor(targetMs / perPass)));
  return { ...leastStretchCost, passes };
}

/** Wraps the database key under a secret that a person knows or holds. */
export async function makeKeySlot(
  kind: KeySlot['kind'],
  secret: Secret<string>,
  databaseKey: Secret<Uint8Array>,
  cost: StretchCost,
): Promise<KeySlot> {
  const salt = webcrypto.getRandomValues(new Uint8Array(16));
  const nonce = webcrypto.getRandomValues(new Uint8Array(12));
  const key = await wrappingKey(secret, salt, cost);
  const wrapped = await webcrypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(kind) },
    key,
    new Uint8Array(databaseKey.reveal()),
  );
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return { kind, salt: text(salt), ...cost, nonce: text(nonce), wrapped: text(new Uint8Array(wrapped)) };
}

/** The database key, or null where the secret does not fit this slot. */
export async function openKeySlot(slot: KeySlot, secret: Secret<string>): Promise<Secret<Uint8Array> | null> {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
  const key = await wrappingKey(secret, bytes(slot.salt), slot);
  try {
    const raw = await webcrypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes(slot.nonce), additionalData: new TextEncoder().encode(slot.kind) },
      key,
      bytes(slot.wrapped),
    );
    if (raw.byteLength !== 32) throw new EngineError('vault-damaged', { reason: 'key-length' });
    return new Secret(new Uint8Array(raw));
  } catch (error) {
    if (error instanceof EngineError) throw error;
    return null;
  }
}
