/**
 * What stands inside a sealed letter and inside its answer: one line of JSON, and after a line feed the bytes of its files,
 * end to end, in the order and with the sizes that the JSON names. Files stay bytes, for base64 in JSON would cost a third.
 */
const lineFeed = 0x0a;

/** Joins a header (JSON in UTF-8, which never holds a raw line feed) and the files' bytes. */
export function joinPayload(header: Uint8Array, files: readonly Uint8Array[]): Uint8Array {
  if (files.length === 0) return header;
  const payload = new Uint8Array(files.reduce((sum, file) => sum + file.length, header.length + 1));
  payload.set(header);
  payload[header.length] = lineFeed;
  let offset = header.length + 1;
  for (const file of files) {
    payload.set(file, offset);
    offset += file.length;
  }
  return payload;
}

/** Splits a payload into its header and everything after the line feed. */
export function splitPayload(payload: Uint8Array): { readonly header: Uint8Array; readonly rest: Uint8Array } {
  const end = payload.indexOf(lineFeed);
  if (end === -1) return { header: payload, rest: new Uint8Array(0) };
  return { header: payload.subarray(0, end), rest: payload.subarray(end + 1) };
}

/** Cuts the bytes after the header into files; null when the sizes do not add up to exactly what is there. */
export function cutFiles(rest: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] | null {
  if (sizes.some((size) => !Number.isSafeInteger(size) || size < 0)) return null;
  if (sizes.reduce((sum, size) => sum + size, 0) !== rest.length) return null;
  let offset = 0;
  return sizes.map((size) => {
    offset += size;
    return rest.slice(offset - size, offset);
  });
}
