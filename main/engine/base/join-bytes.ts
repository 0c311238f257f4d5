/** Bytes to be written one after another. */
export type Pieces = readonly Uint8Array[];

/** All pieces, copied once, in memory of their own. */
export function joinBytes(pieces: Pieces): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
