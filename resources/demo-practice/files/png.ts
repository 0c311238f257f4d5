import { crc32, deflateSync } from 'node:zlib';
import type { SeededRandom } from '../seeded-random.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** A picture, 8 bits a colour (PNG, RFC 2083): soft spots on a tint, or with `grain` something as large as a photograph. */
export function makePng(width: number, height: number, tint: Colour, random: SeededRandom, grain = 0): Buffer {
  const spots = Array.from({ length: 7 }, () => ({
    x: random.between(0, width),
    y: random.between(0, height),
    size: random.between(Math.ceil(width / 16), Math.ceil(width / 6)),
  }));
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const spot = Math.max(...spots.map((each) => 1 - Math.hypot(x - each.x, y - each.y) / each.size), 0);
      const noise = grain === 0 ? 0 : random.between(-grain, grain);
      for (const [channel, value] of tint.entries()) {
        const shade = value - (channel === 0 ? 20 : 90) * spot + noise;
        rows[y * (width * 3 + 1) + 1 + x * 3 + channel] = Math.max(0, Math.min(255, shade));
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    magic,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
}
