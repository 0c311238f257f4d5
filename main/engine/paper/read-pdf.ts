import { isDeepStrictEqual } from 'node:util';
import { countPages } from './lock-pdf.ts';
import { pageDigests } from './page-digest.ts';
import { type PageFonts, pageText, readToUnicode } from './page-text.ts';
import { openQpdf, type Qpdf } from './qpdf.ts';

/** A locked PDF as somebody with the password finds it. */
export type ReadPdf = {
  /** AES-256 for everything, revision 6, and the password was the one that patients are told. */
  readonly locked: boolean;
  readonly pages: number;
  /** The text of the first pages, one each; null where a page draws text in a way not known here. */
  readonly texts: readonly (string | null)[];
  /** The pages behind them are those of the files, in their order, and no others. */
  readonly sameFiles: boolean;
};

/**
 * Opens a PDF with a password, reads the text of the letter's own pages and compares those behind it with `files`, the PDFs
 * that became pages: a second pair of eyes beside the libraries that made it. Null where it does not open.
 */
export async function readPdf(options: {
  readonly bytes: Uint8Array;
  readonly password: string;
  readonly files: readonly Uint8Array[];
  readonly folder: string;
}): Promise<ReadPdf | null> {
  const qpdf = await openQpdf(options.folder);
  qpdf.put('locked.pdf', options.bytes);
  if (countPages(qpdf, 'locked.pdf') > 0) return null;
  const pages = countPages(qpdf, 'locked.pdf', options.password);
  const others = filePages(qpdf, options.files);
  const own = pages - others.length;
  if (own < 1) return null;
  const password = `--password=${options.password}`;
  qpdf.run('--no-warn', password, '--json=2', '--json-key=encrypt', '/locked.pdf', '/encrypt.json');
  // The pages of the letter alone: the files behind them may be large.
  qpdf.run('--no-warn', password, '--decrypt', '/locked.pdf', '--pages', '.', `1-${own}`, '--', '/own.pdf');
  const sameFiles =
    others.length === 0 ||
    isDeepStrictEqual(digestsOf(qpdf, ['/locked.pdf', password, `${own + 1}-z`], 'behind.pdf'), others);
  return { locked: isLocked(qpdf), pages, texts: readTexts(qpdf), sameFiles };
}

/** A value for each page of these files; one that cannot be read has none. */
function filePages(qpdf: Qpdf, files: readonly Uint8Array[]): string[] {
  const names = files.map((bytes, at) => {
    qpdf.put(`file-${at}.pdf`, bytes);
    return `/file-${at}.pdf`;
  });
  return names.length === 0
    ? []
    : digestsOf(
        qpdf,
        names.flatMap((name) => [name, '1-z']),
        'files.pdf',
      );
}

/** Of pages that were taken out of their files the same way: so both know what a page inherits from its file. */
function digestsOf(qpdf: Qpdf, pages: readonly string[], name: string): string[] {
  const code = qpdf.run('--no-warn', '--empty', '--pages', ...pages, '--', `/${name}`);
  return code === 0 || code === 3 ? pageDigests(qpdf, name) : [];
}

type Encryption = {
  readonly userpasswordmatched: boolean;
  readonly parameters: Readonly<Record<string, unknown>>;
};

function isLocked(qpdf: Qpdf): boolean {
  const { encrypt }: { encrypt: Encryption } = JSON.parse(Buffer.from(qpdf.take('encrypt.json')).toString());
  const { R, bits, streammethod, stringmethod, filemethod } = encrypt.parameters;
  const methods = [streammethod, stringmethod, filemethod];
  return encrypt.userpasswordmatched && R === 6 && bits === 256 && methods.every((method) => method === 'AESv3');
}

/** An object of a PDF in qpdf's JSON: a value, or a stream with its bytes in base64. */
type PdfObject = {
  readonly value?: unknown;
  readonly stream?: { readonly data: string; readonly dict: Readonly<Record<string, unknown>> };
};
type Dictionary = Readonly<Record<string, unknown>>;
type Structure = {
  readonly pages: readonly { readonly object: string; readonly contents: readonly string[] }[];
  readonly qpdf: readonly [unknown, Readonly<Record<string, PdfObject>>];
};

function readTexts(qpdf: Qpdf): (string | null)[] {
  const wish = ['--json=2', '--json-key=pages', '--json-key=qpdf', '--json-stream-data=inline'];
  qpdf.run('--no-warn', ...wish, '--decode-level=generalized', '/own.pdf', '/own.json');
  const {
    pages,
    qpdf: [, objects],
  }: Structure = JSON.parse(Buffer.from(qpdf.take('own.json')).toString());
  const find = (reference: unknown): PdfObject => objects[`obj:${reference}`] ?? {};
  const dictionary = (value: unknown): Dictionary =>
    typeof value === 'string' ? ((find(value).value ?? {}) as Dictionary) : ((value ?? {}) as Dictionary);
  const stream = (reference: unknown) => Buffer.from(find(reference).stream?.data ?? '', 'base64').toString('latin1');
  return pages.map((page) => {
    const resources = dictionary(dictionary(page.object)['/Resources']);
    const fonts: PageFonts = new Map(
      Object.entries(dictionary(resources['/Font'])).map(([name, font]) => [
        name.slice(1),
        readToUnicode(stream(dictionary(font)['/ToUnicode'])),
      ]),
    );
    // A form or a picture on a page of the letter would show what is not read here.
    if (Object.keys(dictionary(resources['/XObject'])).length > 0) return null;
    return pageText(page.contents.map(stream).join('\n'), fonts);
  });
}
