import { webcrypto } from 'node:crypto';
import { BaseBlock, Constructed, fromBER, OctetString, type ViewWriter } from 'asn1js';
import { ContentInfo, CryptoEngine, setEngine } from 'pkijs';
import { joinBytes, type Pieces } from '../base/join-bytes.ts';
import { unreadable } from './unreadable.ts';

export type { ContentInfo } from 'pkijs';

setEngine('node', new CryptoEngine({ name: 'node', crypto: webcrypto }));

/** Bytes of one structure; a certificate, a list of them or a request is far smaller than a message. */
const longest = { message: 160_000_000, small: 8_000_000 } as const;
const deepest = 40;
/**
 * Values in one structure: each costs microseconds and memory, however short it is. Honest messages have some hundred, and
 * where they are cut into pieces (NSS, openssl with -stream) a piece has a kilobyte and more.
 */
const fewValues = 4_000;
const bytesForEachMore = 512;

/**
 * Parses BER (ITU-T X.690) that fills `bytes` from their start. What is read of a message shares its memory; of what is small
 * it is a copy, for it may be kept. Throws a plain error, which callers translate.
 */
export function parseBer(bytes: Uint8Array, size: 'message' | 'small' = 'small'): BaseBlock {
  const { offset, result } = fromBER(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), {
    copyInput: size !== 'message',
    maxDepth: deepest,
    maxNodes: fewValues + Math.ceil(bytes.length / bytesForEachMore),
    maxContentLength: longest[size],
    parseEmbedded: false,
  });
  if (offset === -1) throw new Error('not BER');
  return result;
}

/** A CMS message (RFC 5652, 3). Throws `message-unreadable` with `damaged`. */
export function readContentInfo(bytes: Uint8Array): ContentInfo {
  try {
    return new ContentInfo({ schema: parseBer(bytes, 'message') });
  } catch (error) {
    throw unreadable('damaged', error);
  }
}

/** What a library object is in DER. */
export function derOf(item: { toSchema: () => { toBER: () => ArrayBuffer } }): Buffer {
  return Buffer.from(item.toSchema().toBER());
}

/**
 * The same for a structure around a long OCTET STRING, which the library would copy once for each level. Tags and lengths are
 * written by the library, what stands below them once.
 */
export function longDerOf(item: { toSchema: () => BaseBlock }): Uint8Array {
  return joinBytes(piecesOf(item.toSchema()));
}

function piecesOf(block: BaseBlock): Pieces {
  const isLong = block instanceof OctetString && !block.idBlock.isConstructed;
  if (!isLong && !(block instanceof Constructed)) return [new Uint8Array(block.toBER())];
  const value = isLong ? [block.valueBlock.valueHexView] : block.valueBlock.value.flatMap(piecesOf);
  block.lenBlock.length = value.reduce((sum, { length }) => sum + length, 0);
  return [new Uint8Array(block.idBlock.toBER()), new Uint8Array(block.lenBlock.toBER()), ...value];
}

class Encoded extends BaseBlock {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
  }

  override toBER(_sizeOnly?: boolean, writer?: ViewWriter): ArrayBuffer {
    const bytes = ownBuffer(this.#bytes);
    writer?.write(bytes);
    return writer === undefined ? bytes : new ArrayBuffer();
  }
}

/** What is in DER already, to be written as it is among other parts. */
export function encoded(bytes: Uint8Array): BaseBlock {
  return new Encoded(bytes);
}

/** The parts of a SEQUENCE, SET or constructed tag; none for anything else. */
export function partsOf(block: BaseBlock): readonly BaseBlock[] {
  return block instanceof Constructed ? block.valueBlock.value : [];
}

/** The bytes of an OCTET STRING, its pieces joined; in one piece they share its memory. */
export function octetsOf(block: BaseBlock | undefined): Buffer | null {
  if (!(block instanceof OctetString)) return null;
  if (block.idBlock.isConstructed) return Buffer.from(block.getValue());
  const { buffer, byteOffset, length } = block.valueBlock.valueHexView;
  return Buffer.from(buffer, byteOffset, length);
}

/** Bytes in an ArrayBuffer of their own, as the library wants them. */
export function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
