import { createHash } from 'node:crypto';
import type { Qpdf } from './qpdf.ts';

type PdfObject = {
  readonly value?: unknown;
  readonly stream?: { readonly data?: string; readonly dict: Readonly<Record<string, unknown>> };
};
type Structure = {
  readonly pages: readonly { readonly object: string }[];
  readonly qpdf: readonly [unknown, Readonly<Record<string, PdfObject>>];
};
type Dictionary = Readonly<Record<string, unknown>>;

/** What a page shows (ISO 32000-2, 7.7.3.3), wherever in a file it stands. */
const shown = ['/Contents', '/Resources', '/MediaBox', '/CropBox', '/Rotate', '/UserUnit'];
/** How a stream is packed, which writing it anew may change; and the way back to the whole document. */
const passedOver: ReadonlySet<string> = new Set(['/Length', '/Filter', '/DecodeParms', '/Parent', '/StructParents']);

/**
 * One value for each page: of its drawing and everything that it draws with, filled-in fields too, but not of where that
 * stands in the file. So the same page has the same value in another file.
 */
export function pageDigests(qpdf: Qpdf, name: string): string[] {
  const wish = ['--json=2', '--json-key=pages', '--json-key=qpdf', '--json-stream-data=inline'];
  qpdf.run('--no-warn', ...wish, '--decode-level=generalized', `/${name}`, '/digests.json');
  const {
    pages,
    qpdf: [, objects],
  }: Structure = JSON.parse(Buffer.from(qpdf.take('digests.json')).toString());
  const known = new Map<string, string>();
  const find = (reference: string): PdfObject => objects[`obj:${reference}`] ?? {};

  function digestOf(reference: string): string {
    const made = known.get(reference);
    if (made !== undefined) return made;
    known.set(reference, 'circle');
    const { value, stream } = find(reference);
    const digest = hash(stream === undefined ? flat(value) : [flat(stream.dict), stream.data]);
    known.set(reference, digest);
    return digest;
  }

  /** The same value with digests in the place of references. */
  function flat(value: unknown): unknown {
    if (typeof value === 'string') return /^\d+ \d+ R$/.test(value) ? digestOf(value) : value;
    if (Array.isArray(value)) return value.map(flat);
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value)
      .filter(([key]) => !passedOver.has(key))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, each]) => [key, flat(each)]);
  }

  const dictionaryAt = (value: unknown): unknown =>
    typeof value === 'string' && /^\d+ \d+ R$/.test(value) ? find(value).value : value;

  return pages.map(({ object }) => {
    const page = (dictionaryAt(object) ?? {}) as Dictionary;
    const fields = dictionaryAt(page['/Annots']);
    // A field leads back to its page; what it looks like does not.
    const looks = (Array.isArray(fields) ? fields : []).map((field) => {
      const { '/AP': look, '/Rect': place } = (dictionaryAt(field) ?? {}) as Dictionary;
      return [flat(look), flat(place)];
    });
    return hash([shown.map((key) => flat(page[key])), looks]);
  });
}

function hash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('base64');
}
