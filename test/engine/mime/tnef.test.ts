import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../main/engine/mailbox/read-content.ts';
import { parseMessage } from '../../../main/engine/mime/parse-message.ts';
import { mayBeTnef, readTnef } from '../../../main/engine/mime/tnef.ts';

const u16 = (value: number) => Buffer.from([value & 0xff, value >> 8]);
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

/** One attribute of [MS-OXTNEF]: level, id, length, data, checksum. */
function attribute(level: 1 | 2, id: number, data: Buffer): Buffer {
  const checksum = data.reduce((sum, byte) => (sum + byte) & 0xffff, 0);
  return Buffer.concat([Buffer.from([level]), u32(id), u32(data.length), data, u16(checksum)]);
}

/** A list of MAPI properties: text in UTF-16, a named one, a list of several values, a fixed one. */
function properties(texts: readonly (readonly [number, string])[]): Buffer {
  const written = texts.map(([id, text]) => {
    const bytes = Buffer.from(`${text}\0`, 'utf16le');
    return Buffer.concat([u16(0x1f), u16(id), u32(1), u32(bytes.length), padded(bytes)]);
  });
  const name = Buffer.from('custom\0', 'utf16le');
  const named = Buffer.concat([
    u16(0x03),
    u16(0x8001),
    Buffer.alloc(16, 7),
    u32(1),
    u32(name.length),
    padded(name),
    u32(42),
  ]);
  const several = Buffer.concat([u16(0x1003), u16(0x1234), u32(2), u32(1), u32(2)]);
  const fixed = Buffer.concat([u16(0x40), u16(0x3007), Buffer.alloc(8, 1)]);
  return Buffer.concat([u32(texts.length + 3), named, several, fixed, ...written]);
}

const head = Buffer.concat([u32(0x223e9f78), u16(1)]);
const codePage = attribute(1, 0x00069007, Buffer.concat([u32(1_252), u32(0)]));
const pdf = Buffer.from('%PDF-1.7 the report');

function file(title: string, data: Buffer, more: readonly (readonly [number, string])[] = []): Buffer {
  return Buffer.concat([
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from(`${title}\0`, 'latin1')),
    attribute(2, 0x0006800f, data),
    ...(more.length === 0 ? [] : [attribute(2, 0x00069005, properties(more))]),
  ]);
}

describe('winmail.dat', () => {
  it('gives its files, with their long names, types and bytes', () => {
    const bytes = Buffer.concat([
      head,
      codePage,
      file('REPORT~1.PDF', pdf, [
        [0x3707, 'Bericht März.pdf'],
        [0x370e, 'application/pdf'],
      ]),
      file('notiz.txt', Buffer.from('kurz')),
    ]);
    const tnef = readTnef(bytes);
    expect(tnef?.files.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['Bericht März.pdf', 'application/pdf'],
      ['notiz.txt', 'text/plain'],
    ]);
    expect(Buffer.from(tnef?.files[0]?.bytes ?? [])).toEqual(pdf);
    expect(tnef?.text).toBeNull();
  });

  it('gives a text where it holds one, by its code page or as Unicode', () => {
    const old = Buffer.concat([head, codePage, attribute(1, 0x0002800c, Buffer.from('Grüße\r\n\0', 'latin1'))]);
    expect(readTnef(old)?.text).toBe('Grüße\n');
    const list = attribute(1, 0x00069003, properties([[0x1000, 'Liebe Grüße ☀']]));
    expect(readTnef(Buffer.concat([head, list]))?.text).toBe('Liebe Grüße ☀');
  });

  it('gives what stands before a break, and nothing for what is none', () => {
    const whole = Buffer.concat([head, file('a.pdf', pdf), file('b.pdf', pdf)]);
    for (let length = 0; length < whole.length; length += 1) {
      const tnef = readTnef(whole.subarray(0, length));
      expect(tnef === null || tnef.files.every(({ bytes }) => Buffer.from(bytes).equals(pdf)), String(length)).toBe(
        true,
      );
    }
    expect(readTnef(Buffer.from('no such thing'))).toBeNull();
  });

  const manyOfNothing = Buffer.concat([u16(0x1001), u16(0x1234), u32(10_000)]);

  it('ends soon on hostile counts and lengths', () => {
    const evil = [
      Buffer.concat([head, attribute(1, 0x00069003, Buffer.concat([u32(0xffffffff), Buffer.alloc(400_000, 0x1f)]))]),
      Buffer.concat([
        head,
        attribute(1, 0x00069003, Buffer.concat([u32(3), u16(0x101f), u16(1), u32(0xffffffff), u32(0)])),
      ]),
      // Ten thousand times ten thousand values without a length.
      Buffer.concat([
        head,
        attribute(1, 0x00069003, Buffer.concat([u32(10_000), ...Array<Buffer>(10_000).fill(manyOfNothing)])),
      ]),
      Buffer.concat([
        head,
        ...Array<Buffer>(300).fill(attribute(1, 0x00069003, Buffer.concat([u32(10_000), Buffer.alloc(40_000, 1)]))),
      ]),
      Buffer.concat([head, Buffer.from([2]), u32(0x00069002), u32(0xffffffff), Buffer.alloc(100)]),
      Buffer.concat([head, ...Array.from({ length: 20_000 }, () => attribute(2, 0x00069002, Buffer.alloc(0)))]),
    ];
    const start = process.cpuUsage();
    for (const bytes of evil) readTnef(bytes);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });

  it('stands unpacked among the files of a message', async () => {
    const bytes = Buffer.concat([head, file('report.pdf', pdf)]);
    const mail = `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n--b--\r\n`;
    const message = await parseMessage(Buffer.from(mail));
    expect(message.parts.map(mayBeTnef)).toEqual([true]);
    const content = contentOf(message);
    expect(content.text.trim()).toBe('Hello');
    expect(content.attachments.map(({ name }) => name)).toEqual(['report.pdf']);
    // What is none, whatever it calls itself, stays the file it is.
    const fake = await parseMessage(Buffer.from(mail.replace(bytes.toString('base64'), 'aGVsbG8=')));
    expect(contentOf(fake).attachments.map(({ name }) => name)).toEqual(['winmail.dat']);
  });
});
