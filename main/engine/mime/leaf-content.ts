import type { Leaf } from './body-parts.ts';
import { decodeCharset } from './charset.ts';
import { joinFlowedLines } from './flowed-text.ts';
import { findField } from './header-block.ts';
import { withoutLegacyDisplay } from './legacy-display.ts';
import { decodeTransfer, readTransferEncoding } from './transfer-encoding.ts';

/** The bytes of a leaf, with its transfer encoding undone. Bytes that had none are the exact bytes of the message. */
export function readLeafBytes(raw: Buffer, leaf: Leaf): Uint8Array {
  const { fields, bodyStart, bodyEnd } = leaf.entity;
  return decodeTransfer(
    raw.subarray(bodyStart, bodyEnd),
    readTransferEncoding(findField(fields, 'content-transfer-encoding')),
  );
}

/**
 * Bytes of a text leaf as text with "\n" as line end, and whether the charset was known. `isPayload`: the message says
 * that it is the payload of an encrypted one, and only there may a sender have put its header before the text.
 */
export function readLeafText(
  leaf: Leaf,
  bytes: Uint8Array,
  isPayload: boolean,
): { text: string; unknownCharset: boolean } {
  const { parameters } = leaf.entity.type;
  const decoded = decodeCharset(bytes, parameters.get('charset') ?? null);
  // NUL ends strings in SQLite's full-text index and in many other places.
  let text = decoded.text.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');
  // The line end that closes the message is none of a text that is the whole body.
  if (leaf.entity.path === '' && text.endsWith('\n')) text = text.slice(0, -1);
  if (leaf.type === 'text/plain' && parameters.get('format')?.toLowerCase() === 'flowed') {
    text = joinFlowedLines(text, parameters.get('delsp')?.toLowerCase() === 'yes');
  }
  if (isPayload && parameters.get('hp-legacy-display') === '1')
    text = withoutLegacyDisplay(text, leaf.type === 'text/html');
  return { text, unknownCharset: decoded.unknown };
}
