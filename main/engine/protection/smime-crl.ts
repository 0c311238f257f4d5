import { Sequence } from 'asn1js';
import { CertificateRevocationList } from 'pkijs';
import { parseBer } from './smime-structure.ts';

/** A list of withdrawn certificates (RFC 5280, 5.1): its entries are searched in their bytes. */
type Crl = {
  /** All of it but its entries; its signature is over the whole. */
  readonly frame: CertificateRevocationList;
  readonly lists: (serial: Uint8Array) => boolean;
};

type Element = { readonly tag: number; readonly whole: Uint8Array; readonly content: Uint8Array };

const sequenceTag = 0x30;
const integerTag = 0x02;
const timeTags: ReadonlySet<number> = new Set([0x17, 0x18]);

/**
 * Reads a list in DER, as it must be. Large authorities list a hundred thousand certificates, which as objects would cost
 * seconds: only what stands around them is parsed. Throws a plain error.
 */
export function readCrl(bytes: Uint8Array): Crl {
  const [body, algorithm, signature] = elementsIn(only(bytes, sequenceTag).content);
  if (body === undefined || algorithm === undefined || signature === undefined) throw new Error('not a list');
  const fields = elementsIn(body.content);
  // The one sequence after a time (RFC 5280, 5.1.2.6); it is left out where nothing is withdrawn.
  const entries = fields.find(({ tag }, at) => tag === sequenceTag && timeTags.has(fields[at - 1]?.tag ?? 0));
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
    if (entry.tag !== sequenceTag || number.tag !== integerTag) throw new Error('not an entry');
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

/** One tag, length and value of DER (ITU-T X.690, 8.1); lengths are definite there. */
function elementAt(bytes: Uint8Array, at: number): Element {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new Error('too short');
  const lengthOctets = first < 0x80 ? 0 : first & 0x7f;
  if (lengthOctets > 4 || first === 0x80) throw new Error('no length');
  let length = lengthOctets === 0 ? first : 0;
  for (let each = 0; each < lengthOctets; each += 1) length = length * 256 + (bytes[at + 2 + each] ?? 0);
  const start = at + 2 + lengthOctets;
  if (start + length > bytes.length) throw new Error('too short');
  return { tag, whole: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) };
}
