import type { SealedLanguage } from '../../contract/sealed/letter.ts';
import { slipWords } from '../../contract/sealed/paper-words.ts';
import type { Code } from './contact-code.ts';
import { colours, fonts, openSheet, requireGlyphs } from './sheet.ts';

/** A slip as it is printed. */
export type SlipContent = {
  readonly patientName: string;
  readonly practiceName: string;
  readonly telephone: string;
  readonly words: readonly string[];
  readonly sign: readonly string[];
  readonly language: SealedLanguage;
  readonly code: Code;
};

/** Half a letter sheet, which a desk cuts or folds. Points. */
const page = { width: 396, height: 468, margin: 32 } as const;
const codeWidth = 104;
/** What readers of codes want free around one, in modules (ISO/IEC 18004). */
const quiet = 4;

/** The slip with a phrase as a PDF that is not locked: it goes to the printer. Throws `pdf-impossible` with `characters`. */
export async function slipPdf(slip: SlipContent, folder: string, now: number): Promise<Uint8Array> {
  const said = slipWords(slip.language);
  const { practiceName } = slip;
  const sheet = openSheet({ folder, title: practiceName, language: slip.language, author: practiceName, now });
  const { document } = sheet;
  requireGlyphs(document, [practiceName, slip.patientName, slip.telephone]);
  document.addPage({ size: [page.width, page.height], margin: page.margin });
  const width = page.width - 2 * page.margin;
  const add = (kind: string, font: string, size: number, colour: string, text: string, across = width) =>
    document.addStructure(
      document.struct(kind, {}, () => document.font(font, size).fillColor(colour).text(text, { width: across })),
    );
  add('H1', fonts.bold, 13, colours.accent, practiceName);
  add('P', fonts.text, 10, colours.muted, said.forWhom(slip.patientName));
  document.moveDown(1.2);
  add('H2', fonts.bold, 10, colours.muted, said.words);
  document.moveDown(0.2);
  add('P', fonts.bold, 21, colours.text, slip.words.join('  '));
  document.moveDown(0.9);
  const top = document.y;
  const beside = width - codeWidth - 16;
  add('H2', fonts.bold, 10, colours.muted, said.sign, beside);
  document.moveDown(0.2);
  add('P', fonts.bold, 15, colours.text, slip.sign.join(' '), beside);
  document.moveDown(0.8);
  add('H2', fonts.bold, 10, colours.muted, said.telephone, beside);
  document.moveDown(0.2);
  add('P', fonts.bold, 15, colours.text, slip.telephone, beside);
  const below = document.y;
  const left = page.margin + width - codeWidth;
  drawCode(document, slip.code, left, top, said.code);
  document.x = left;
  document.y = top + codeWidth + 2;
  const centred = { width: codeWidth, align: 'center' } as const;
  document.addStructure(
    document.struct('P', {}, () => document.font(fonts.text, 8).fillColor(colours.muted).text(said.code, centred)),
  );
  document.x = page.margin;
  document.y = Math.max(below, document.y) + 18;
  for (const line of said.lines) {
    add('P', fonts.text, 10, colours.text, line);
    document.moveDown(0.55);
  }
  return sheet.finish();
}

function drawCode(document: PDFKit.PDFDocument, code: Code, x: number, y: number, alt: string): void {
  const module = codeWidth / (code.size + 2 * quiet);
  document.addStructure(
    document.struct('Figure', { alt }, () => {
      document.save();
      document.translate(x + quiet * module, y + quiet * module).scale(module);
      document.path(code.path).fill('#000000');
      document.restore();
    }),
  );
}
