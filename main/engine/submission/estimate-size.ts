import type { Mode } from '../../contract/fields.ts';

/** Base64 with line ends. */
const base64 = 1.37;
/** The page around a sealed letter, in bytes. */
const pageSize = 420_000;
const headers = 6_000;
/** A signature with its certificates, packed twice. */
const signature = 12_000;

/**
 * Bytes a message will have on the wire, a little too many rather than too few. Encrypted files are packed twice: once
 * inside the encryption (or raw, in a sealed letter), once as armored text; a sealed page is packed once more as a file.
 */
export function estimateSize(
  mode: Mode | null,
  textLength: number,
  files: readonly { readonly size: number }[],
): number {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const text = textLength * 3;
  if (mode === 'open' || mode === 'tls') return Math.round(headers + text + bytes * base64);
  if (mode === 'sealed') return Math.round(headers + (pageSize + (text + bytes) * base64) * base64);
  const signed = mode === 'smime' ? signature : 0;
  return Math.round(headers + signed + (text + bytes * base64) * base64);
}
