import { join } from 'node:path';
import PdfDocument from 'pdfkit';
import { EngineError } from '../base/errors.ts';

export const fonts = { text: 'text', bold: 'bold' } as const;

export const colours = { text: '#1a232e', muted: '#5a6675', line: '#c9ced6', accent: '#0f6e66' } as const;

/** A document being written, and what it comes to. */
export type Sheet = { readonly document: PDFKit.PDFDocument; readonly finish: () => Promise<Uint8Array> };

/** Begins a document without pages. Sizes are in points; `folder` holds the two fonts. */
export function openSheet(options: {
  readonly folder: string;
  readonly title: string;
  readonly language: string;
  readonly author: string;
  readonly now: number;
}): Sheet {
  const date = new Date(options.now);
  const document = new PdfDocument({
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: options.language,
    tagged: true,
    displayTitle: true,
    font: join(options.folder, 'text.ttf'),
    info: { Title: options.title, Author: options.author, CreationDate: date, ModDate: date },
  });
  document.registerFont(fonts.text, join(options.folder, 'text.ttf'));
  document.registerFont(fonts.bold, join(options.folder, 'bold.ttf'));
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  return {
    document,
    async finish() {
      document.end();
      await ended;
      return new Uint8Array(Buffer.concat(pieces));
    },
  };
}

/** Written from right to left, or joined in ways that need shaping: the typesetter would show them wrong. */
const unshaped =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Mongolian}]/u;
/** Line ends, and what has no look of its own. */
const invisible = /\s|\p{Cf}|\p{Cc}|\p{Variation_Selector}/u;

/** What pdfkit has of the font, and its types leave out. */
type WithFont = { readonly _font: { readonly font: { readonly hasGlyphForCodePoint: (code: number) => boolean } } };

/** Throws `pdf-impossible` where a text has characters that the fonts cannot show: none may be left out or replaced. */
export function requireGlyphs(document: PDFKit.PDFDocument, texts: readonly string[]): void {
  const { font } = (document.font(fonts.text) as unknown as WithFont)._font;
  for (const character of new Set(texts.join(''))) {
    if (invisible.test(character)) continue;
    if (unshaped.test(character) || !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) {
      throw new EngineError('pdf-impossible', { reason: 'characters' });
    }
  }
}
