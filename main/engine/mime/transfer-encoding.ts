const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const equals = 0x3d;
const space = 0x20;
const tab = 0x09;

const base64Values = new Int8Array(256).fill(-1);
for (const [value, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  base64Values[character.charCodeAt(0)] = value;
}

const hexValues = new Int8Array(256).fill(-1);
for (const [value, character] of [...'0123456789abcdef'].entries()) {
  hexValues[character.charCodeAt(0)] = value;
  hexValues[character.toUpperCase().charCodeAt(0)] = value;
}

/** Undoes a Content-Transfer-Encoding (RFC 2045, 6). One pass, one allocation; unknown encodings give the bytes as they are. */
export function decodeTransfer(body: Uint8Array, encoding: string): Uint8Array {
  if (encoding === 'base64') return decodeBase64(body);
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body);
  return body;
}

/** The encoding's name of a Content-Transfer-Encoding field: its first word in lower case, or an empty string. */
export function readTransferEncoding(field: string | null): string {
  return (
    (field ?? '')
      .replace(/^[\s"]*(\([^)]*\)[\s"]*)?/, '')
      .match(/^[\w-]+/)?.[0]
      ?.toLowerCase() ?? ''
  );
}

/** As nearly all of it comes: nothing foreign, one pad, and that at the end. Native code then does the rest. */
const cleanBase64 = /^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/;

/** Base64 with anything foreign skipped. A pad ends a unit, after which the next may follow: some mailers pad each line. */
function decodeBase64(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4) + 3);
  if (cleanBase64.test(text)) return bytes.subarray(0, Buffer.from(bytes.buffer).write(text, 'base64'));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === equals) {
      bits = 0;
      held = 0;
      continue;
    }
    const value = base64Values[byte] ?? -1;
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0x3fff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[length] = (bits >> held) & 0xff;
      length += 1;
    }
  }
  return bytes.subarray(0, length);
}

/** Quoted-printable (RFC 2045, 6.7). Blanks before a line end were added on the way, and go. */
function decodeQuotedPrintable(body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length);
  let length = 0;
  let textEnd = 0;
  let at = 0;
  while (at < body.length) {
    const byte = body[at] ?? 0;
    if (byte === equals) {
      const high = hexValues[body[at + 1] ?? 0] ?? -1;
      const low = hexValues[body[at + 2] ?? 0] ?? -1;
      const next = high < 0 || low < 0 ? softBreakEnd(body, at) : -1;
      if (next >= 0) {
        at = next;
        textEnd = length;
        continue;
      }
      bytes[length] = high < 0 || low < 0 ? byte : (high << 4) | low;
      at += high < 0 || low < 0 ? 1 : 3;
      length += 1;
      textEnd = length;
      continue;
    }
    const lineEnd = byte === lineFeed || (byte === carriageReturn && body[at + 1] === lineFeed);
    if (lineEnd) length = textEnd;
    bytes[length] = byte;
    length += 1;
    at += 1;
    if (byte !== space && byte !== tab) textEnd = length;
  }
  return bytes.subarray(0, textEnd);
}

/** Where the line after a soft line break starts, or -1 where the "=" is none. */
function softBreakEnd(body: Uint8Array, start: number): number {
  let at = start + 1;
  while (body[at] === space || body[at] === tab) at += 1;
  if (at >= body.length) return at;
  if (body[at] === carriageReturn && body[at + 1] === lineFeed) return at + 2;
  return body[at] === lineFeed ? at + 1 : -1;
}
