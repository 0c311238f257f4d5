import { parseKnownPublicKey } from './public-key.ts';

/** What an OpenPGP message shows to everybody: whom it is encrypted to, and whether anything stands beside the ciphertext. */
export type Ciphertext = {
  /** Key IDs in hex, one per recipient. */
  readonly keyIds: readonly string[];
  /** How many passphrases open it. */
  readonly passphrases: number;
  /** The message without its armor. */
  readonly bytes: Uint8Array;
};

/** The armor that we write: no comment and no other header (RFC 9580, 6.2.2), and nothing before or after. */
const armor = /^-----BEGIN PGP MESSAGE-----\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)-----END PGP MESSAGE-----$/;

/** RFC 9580, 5. */
const tags = { publicKeySession: 1, passphraseSession: 3, encryptedWithIntegrity: 18, padding: 21 } as const;

/**
 * Reads the packets of an armored message by hand, as a second pair of eyes beside the library that wrote them. Null unless
 * it is session keys followed by one encrypted packet with integrity that reaches to the end, and nothing else.
 */
export function readCiphertext(armored: string): Ciphertext | null {
  const base64 = armor.exec(armored)?.[1]?.replace(/\r?\n=[A-Za-z0-9+/]{4}\s*$/, '');
  if (base64 === undefined) return null;
  const bytes = Buffer.from(base64, 'base64');
  const keyIds: string[] = [];
  let passphrases = 0;
  for (let at = 0; at < bytes.length; ) {
    const packet = readPacket(bytes, at);
    if (packet === null) return null;
    if (packet.tag === tags.encryptedWithIntegrity) {
      return packet.end === bytes.length && keyIds.length + passphrases > 0 ? { keyIds, passphrases, bytes } : null;
    }
    if (packet.tag === tags.publicKeySession) keyIds.push(recipientOf(bytes.subarray(packet.start, packet.end)));
    else if (packet.tag === tags.passphraseSession) passphrases += 1;
    else if (packet.tag !== tags.padding) return null;
    at = packet.end;
  }
  return null;
}

/** The IDs under which a message can be encrypted to this key, its own and its subkeys'. */
export async function keyIdsOf(key: Uint8Array): Promise<readonly string[]> {
  return (await parseKnownPublicKey(key)).getKeyIDs().map((id) => id.toHex());
}

type Packet = { readonly tag: number; readonly start: number; readonly end: number };

/** The packet that starts at `at` (RFC 9580, 4.2), old and new form; null where its length is wrong. */
function readPacket(bytes: Buffer, at: number): Packet | null {
  const head = bytes[at] ?? 0;
  if ((head & 0x80) === 0) return null;
  if ((head & 0x40) === 0) {
    const size = [1, 2, 4][head & 3];
    if (size === undefined || at + 1 + size > bytes.length) return null;
    const start = at + 1 + size;
    return within(bytes, (head >> 2) & 15, start, start + bytes.readUIntBE(at + 1, size));
  }
  const tag = head & 0x3f;
  let first: number | null = null;
  for (let place = at + 1; ; ) {
    const length = readLength(bytes, place);
    if (length === null) return null;
    const start = place + length.octets;
    first ??= start;
    if (!length.partial) return within(bytes, tag, first, start + length.value);
    place = start + length.value;
  }
}

function within(bytes: Buffer, tag: number, start: number, end: number): Packet | null {
  return end <= bytes.length ? { tag, start, end } : null;
}

function readLength(
  bytes: Buffer,
  at: number,
): { readonly value: number; readonly octets: number; readonly partial: boolean } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 192) return { value: first, octets: 1, partial: false };
  if (first < 224) return { value: (first - 192) * 256 + (bytes[at + 1] ?? 0) + 192, octets: 2, partial: false };
  if (first < 255) return { value: 2 ** (first & 0x1f), octets: 1, partial: true };
  return at + 5 <= bytes.length ? { value: bytes.readUInt32BE(at + 1), octets: 5, partial: false } : null;
}

/** Version 3 names a key ID, version 6 a fingerprint, whose first (v6) or last (v4) eight octets are the key ID. */
function recipientOf(body: Buffer): string {
  if (body[0] === 3) return body.toString('hex', 1, 9);
  const length = body[1] ?? 0;
  const fingerprint = body.subarray(3, 2 + length);
  return (body[2] === 4 ? fingerprint.subarray(-8) : fingerprint.subarray(0, 8)).toString('hex');
}
