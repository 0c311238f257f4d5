/** What can become pages of a PDF: what the typesetter and qpdf read, told by the bytes and not by the name. */
export type PageKind = 'jpeg' | 'png' | 'pdf';

/** The kind of a file that starts with these bytes (1,024 are enough), or null for one that no page can show. */
export function pageKind(start: Uint8Array): PageKind | null {
  const bytes = Buffer.from(start.buffer, start.byteOffset, Math.min(start.byteLength, 1_024));
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  // Readers take a PDF whose header stands somewhere in the first kilobyte.
  return bytes.includes('%PDF-') ? 'pdf' : null;
}
