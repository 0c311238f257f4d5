import { base64Lines } from '../base/base64-lines.ts';

/** CRC-24 (RFC 9580, 6.1.1). It protects nothing; GnuPG misreads some messages without it (its T7071). */
const polynomial = 0x864cfb;
const start = 0xb704ce;
const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 16;
  for (let bit = 0; bit < 8; bit += 1) rest = (rest << 1) ^ (rest & 0x800000 ? polynomial : 0);
  return rest & 0xffffff;
});

function checksum(bytes: Uint8Array): Uint8Array {
  let crc = start;
  for (let at = 0; at < bytes.length; at += 1) {
    crc = ((crc << 8) ^ (table[(crc >> 16) ^ (bytes[at] ?? 0)] ?? 0)) & 0xffffff;
  }
  return Uint8Array.of(crc >> 16, crc >> 8, crc);
}

/**
 * A message as text (RFC 9580, 6.2), its line ends as mail has them. The library writes the same and takes
 * many times as long over a file. What ends in a packet of version 2 must have no checksum.
 */
export function armorMessage(bytes: Uint8Array, withChecksum: boolean): string {
  const body = base64Lines(bytes, 64).toString('latin1');
  const foot = withChecksum ? `=${Buffer.from(checksum(bytes)).toString('base64')}\r\n` : '';
  return `-----BEGIN PGP MESSAGE-----\r\n\r\n${body}${foot}-----END PGP MESSAGE-----\r\n`;
}
