import { createHash, randomBytes } from 'node:crypto';
import { Secret } from '../base/secret.ts';

/* Crockford's Base32: no I, L, O, U, so that a code read out or copied by hand survives. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const dataCharacters = 26;
const checkCharacters = 2;

function toBase32(bytes: Uint8Array, characters: number): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const padding = BigInt(characters * 5 - bytes.length * 8);
  bits <<= padding;
  let text = '';
  for (let index = characters - 1; index >= 0; index -= 1) {
    text += alphabet[Number((bits >> BigInt(index * 5)) & 31n)];
  }
  return text;
}

function checkOf(data: string): string {
  const [high = 0, low = 0] = createHash('sha256').update(data).digest();
  return toBase32(new Uint8Array([high, low]).subarray(0, 2), 4).slice(0, checkCharacters);
}

/** A fresh code: 128 random bits and two check characters, in groups of four. */
export function newRecoveryCode(): Secret<string> {
  const data = toBase32(randomBytes(16), dataCharacters);
  const groups = `${data}${checkOf(data)}`.match(/.{4}/g) ?? [];
  return new Secret(groups.join('-'));
}

/** The code in its one form, forgiving case, spaces, hyphens and O/I/L; null where the check characters do not fit. */
export function normaliseRecoveryCode(typed: string): Secret<string> | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (plain.length !== dataCharacters + checkCharacters) return null;
  const data = plain.slice(0, dataCharacters);
  if (checkOf(data) !== plain.slice(dataCharacters)) return null;
  return new Secret((plain.match(/.{4}/g) ?? []).join('-'));
}
