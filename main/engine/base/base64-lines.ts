const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Base64 in lines of up to `length` characters that end with CRLF, the last one too; a long file costs one pass. */
export function base64Lines(bytes: Uint8Array, length: number): Buffer {
  const text = Buffer.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'), 'latin1');
  const lines = Buffer.allocUnsafe(text.length + Math.ceil(text.length / length) * 2);
  let at = 0;
  for (let start = 0; start < text.length; start += length) {
    at += text.copy(lines, at, start, start + length);
    lines[at] = carriageReturn;
    lines[at + 1] = lineFeed;
    at += 2;
  }
  return lines;
}
