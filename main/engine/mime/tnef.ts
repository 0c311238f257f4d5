import type { Attachment } from './types.ts';

/** What Outlook packs into a `winmail.dat`: the files of a message, and sometimes its text. */
export type Tnef = {
  readonly text: string | null;
  readonly html: string | null;
  readonly files: readonly Attachment[];
};

const signature = 0x223e9f78;
const mostAttributes = 10_000;
const mostFiles = 500;
/** Values looked at in one `winmail.dat`; honest ones have some hundred. */
const mostValues = 50_000;
/** Attribute names, [MS-OXTNEF] 2.1.3.2: the low word of an attribute's id. */
const names = {
  body: 0x800c,
  fileStart: 0x9002,
  fileTitle: 0x8010,
  fileData: 0x800f,
  fileProperties: 0x9005,
  properties: 0x9003,
  codePage: 0x9007,
} as const;
/** MAPI properties, [MS-OXPROPS]. */
const properties = { body: 0x1000, html: 0x1013, longName: 0x3707, mimeType: 0x370e, contentId: 0x3712 } as const;

type Draft = { title: string; longName: string; mimeType: string; contentId: string | null; bytes: Uint8Array };
type Property = { readonly type: number; readonly value: Buffer };
/** The first value of each property that is asked for, by its id. */
type Properties = ReadonlyMap<number, Property>;

/** True where a part may be a `winmail.dat`; whether it is one says `readTnef`. */
export function mayBeTnef(part: Pick<Attachment, 'name' | 'contentType'>): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(part.contentType) || part.name.toLowerCase() === 'winmail.dat';
}

/**
 * Reads a `winmail.dat` ([MS-OXTNEF]); null for what is none. Nothing in it is followed or run, files are slices of the bytes
 * given, and a broken one gives what stands before the break.
 */
export function readTnef(bytes: Uint8Array): Tnef | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 6 || data.readUInt32LE(0) !== signature) return null;
  const files: Draft[] = [];
  let text: string | null = null;
  let html: string | null = null;
  let charset = 'windows-1252';
  let position = 6;
  const work = { left: mostValues };
  for (let count = 0; count < mostAttributes && position + 9 <= data.length; count += 1) {
    const name = data.readUInt16LE(position + 1);
    const length = data.readUInt32LE(position + 5);
    const start = position + 9;
    if (start + length > data.length) break;
    const value = data.subarray(start, start + length);
    // A checksum of two bytes follows, which protects from nothing.
    position = start + length + 2;
    const file = files.at(-1);
    if (name === names.codePage && length >= 4) charset = charsetOf(value.readUInt32LE(0));
    else if (name === names.body) text ??= decode(value, charset);
    else if (name === names.properties) {
      const list = readProperties(value, work);
      text ??= textOf(list, properties.body, charset);
      html ??= textOf(list, properties.html, charset);
    } else if (name === names.fileStart) {
      if (files.length >= mostFiles) break;
      files.push({ title: '', longName: '', mimeType: '', contentId: null, bytes: new Uint8Array(0) });
    } else if (file === undefined) continue;
    else if (name === names.fileTitle) file.title = decode(value, charset);
    else if (name === names.fileData) file.bytes = value;
    else if (name === names.fileProperties) describe(file, readProperties(value, work), charset);
  }
  return {
    text: text === '' ? null : text,
    html: html === '' ? null : html,
    files: files.filter(({ bytes: content }) => content.length > 0).map(toAttachment),
  };
}

function toAttachment(file: Draft, index: number): Attachment {
  const contentType = /^[\w.+-]+\/[\w.+-]+$/.test(file.mimeType) ? file.mimeType.toLowerCase() : typeOf(file);
  const name = file.longName || file.title || `file-${index + 1}`;
  return { name, contentType, contentId: file.contentId, bytes: new Uint8Array(file.bytes) };
}

const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  txt: 'text/plain',
};

function typeOf({ longName, title }: Draft): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(longName || title)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(types, ending) ? types[ending] : undefined) ?? 'application/octet-stream';
}

function describe(file: Draft, list: Properties, charset: string): void {
  file.longName = textOf(list, properties.longName, charset) ?? file.longName;
  file.mimeType = textOf(list, properties.mimeType, charset) ?? file.mimeType;
  file.contentId = textOf(list, properties.contentId, charset)?.replace(/^<|>$/g, '') || file.contentId;
}

function textOf(list: Properties, id: number, charset: string): string | null {
  const found = list.get(id);
  if (found === undefined) return null;
  return decode(found.value, found.type === 0x1f ? 'utf-16le' : charset);
}

const wanted: ReadonlySet<number> = new Set(Object.values(properties));

/** Bytes of the fixed types in a property list; everything is padded to four. */
const fixed: Readonly<Record<number, number>> = {
  1: 0,
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};

/** [MS-OXTNEF] 2.1.3.4. Ends at the first thing that does not fit, or where the `work` of the whole file is done. */
function readProperties(data: Buffer, work: { left: number }): Properties {
  const list = new Map<number, Property>();
  if (data.length < 4) return list;
  const count = Math.min(data.readUInt32LE(0), mostAttributes);
  let at = 4;
  const take = (length: number): Buffer | null => {
    const value = at + length <= data.length ? data.subarray(at, at + length) : null;
    at += Math.ceil(length / 4) * 4;
    return value;
  };
  for (let index = 0; index < count && at + 4 <= data.length; index += 1) {
    const type = data.readUInt16LE(at);
    const id = data.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) {
      const kind = take(20)?.readUInt32LE(16);
      const length = take(4)?.readUInt32LE(0);
      if (kind === undefined || length === undefined) return list;
      if (kind === 1 && take(length) === null) return list;
    }
    const size = fixed[type & 0xfff];
    const values = size === undefined || (type & 0x1000) !== 0 ? take(4)?.readUInt32LE(0) : 1;
    if (values === undefined || values > mostAttributes) return list;
    // Many values of no length would be a lot out of nothing.
    if (values > 1 && size === 0) return list;
    work.left -= values;
    if (work.left < 0) return list;
    for (let each = 0; each < values; each += 1) {
      const length = size ?? take(4)?.readUInt32LE(0);
      const value = length === undefined ? null : take(length);
      if (value === null) return list;
      if (wanted.has(id) && !list.has(id)) list.set(id, { type: type & 0xfff, value });
    }
  }
  return list;
}

function charsetOf(codePage: number): string {
  if (codePage === 65_001) return 'utf-8';
  return codePage >= 1_250 && codePage <= 1_258 ? `windows-${codePage}` : 'windows-1252';
}

function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset).decode(bytes).replace(/\0.*$/s, '').replaceAll(/\r\n?/g, '\n');
}
