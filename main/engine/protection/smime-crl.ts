import { BaseBlock, Sequence } from 'asn1js';
import { CertificateRevocationList } from 'pkijs';
import { parseBer } from './smime-structure.ts';

/** A list of withdrawn certificates (RFC 5280, 5.1): its entries are read one by one. */
type Crl = {
  /** All of it but its entries; its signature is over the whole. */
  readonly frame: CertificateRevocationList;
  readonly lists: (serial: Uint8Array) => boolean;
};

type Element = { readonly tag: number; readonly whole: Uint8Array; readonly content: Uint8Array };

/** Universal tags (ITU-T X.680, 8.6). */
const integer = 2;
const sequence = 16;
const times: ReadonlySet<number> = new Set([23, 24]);
/** Of tags that are not universal: none of those here. */
const other = -1;
const universal = 1;

/**
 * Reads a list in DER, as it must be. Large authorities list a hundred thousand certificates, which as objects of the library
 * would cost seconds and a gigabyte: it takes apart what stands around them, and of each entry tells tag and length. Throws
 * a plain error.
 */
export function readCrl(bytes: Uint8Array): Crl {
  const [body, algorithm, signature] = elementsIn(only(bytes, sequence).content);
  if (body === undefined || algorithm === undefined || signature === undefined) throw new Error('not a list');
  const fields = elementsIn(body.content);
  // The one sequence after a time (RFC 5280, 5.1.2.6); it is left out where nothing is withdrawn.
  const entries = fields.find(({ tag }, at) => tag === sequence && times.has(fields[at - 1]?.tag ?? other));
  const frame = new CertificateRevocationList({
    schema: new Sequence({
      value: [
        new Sequence({ value: fields.filter((field) => field !== entries).map(({ whole }) => parseBer(whole)) }),
        parseBer(algorithm.whole),
        parseBer(signature.whole),
      ],
    }),
  });
  frame.tbsView = new Uint8Array(body.whole);
  return { frame, lists: (serial) => entries !== undefined && isListed(entries.content, serial) };
}

function isListed(entries: Uint8Array, serial: Uint8Array): boolean {
  const wanted = digitsOf(serial);
  for (let at = 0; at < entries.length; ) {
    const entry = elementAt(entries, at);
    const number = elementAt(entry.content, 0);
    if (entry.tag !== sequence || number.tag !== integer) throw new Error('not an entry');
    if (wanted.equals(digitsOf(number.content))) return true;
    at += entry.whole.length;
  }
  return false;
}

/** A serial without the zero in front that keeps a high bit from meaning "negative"; not everybody writes it. */
function digitsOf(serial: Uint8Array): Buffer {
  const { buffer, byteOffset, length } = serial;
  const zero = length > 1 && serial[0] === 0 ? 1 : 0;
  return Buffer.from(buffer, byteOffset + zero, length - zero);
}

function only(bytes: Uint8Array, tag: number): Element {
  const element = elementAt(bytes, 0);
  if (element.tag !== tag) throw new Error('not a list');
  return element;
}

/** More than ten stand nowhere in a list, but for its entries. */
function elementsIn(bytes: Uint8Array): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length && elements.length < 10; ) {
    const element = elementAt(bytes, at);
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

/** The value that begins here, as far as the library reads its tag and length; lengths are definite in DER. */
function elementAt(bytes: Uint8Array, at: number): Element {
  const { idBlock, lenBlock } = new BaseBlock();
  const afterTag = idBlock.fromBER(bytes, at, bytes.length - at);
  const start = afterTag < 0 ? -1 : lenBlock.fromBER(bytes, afterTag, bytes.length - afterTag);
  const end = start + lenBlock.length;
  if (start < 0 || lenBlock.isIndefiniteForm || end > bytes.length) throw new Error('not a value');
  const tag = idBlock.tagClass === universal ? idBlock.tagNumber : other;
  return { tag, whole: bytes.subarray(at, end), content: bytes.subarray(start, end) };
}
