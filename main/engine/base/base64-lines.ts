const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Base64 in lines of up to `length` characters that end with CRLF, the last one too; a long file costs one allocation. */
export function base64Lines(bytes: Uint8Array, length: number): Buffer {
  const characters = Math.ceil(bytes.length / 3) * 4;
  const lineEnds = Math.ceil(characters / length) * 2;
  const lines = Buffer.allocUnsafe(characters + lineEnds);
  // Written at the end, and moved from there line by line to make room for the line ends.
  lines.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'), lineEnds, 'latin1');
  let at = 0;
  for (let start = lineEnds; start < lines.length; start += length) {
    const end = Math.min(start + length, lines.length);
    lines.copyWithin(at, start, end);
    at += end - start;
    lines[at] = carriageReturn;
    lines[at + 1] = lineFeed;
    at += 2;
  }
  return lines;
}
