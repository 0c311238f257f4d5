import type { LetterPractice, SealedLanguage } from '../../contract/sealed/letter.ts';
import { type LetterText, letterText } from '../../contract/sealed/paper-words.ts';
import { pdfPassword, secondPdfPassword } from '../../contract/sealed/pdf-password.ts';
import { EngineError } from '../base/errors.ts';
import { type AddedPdf, lockPdf } from './lock-pdf.ts';
import { pageKind } from './page-kind.ts';
import { picturePdf } from './picture-pdf.ts';
import { colours, fonts, openSheet, requireGlyphs } from './sheet.ts';

/** A letter as a PDF holds it. */
export type PdfLetter = {
  readonly subject: string;
  readonly text: string;
  /** Milliseconds since 1970 UTC. */
  readonly sentAt: number;
  readonly language: SealedLanguage;
  readonly practice: LetterPractice;
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

/** About as wide as a phone at reading size, so that nobody has to zoom; prints on any paper. Points. */
const page = { width: 420, height: 640, margin: 34 } as const;
/** The line at the foot of each page. */
const footHeight = 34;

/**
 * The letter as a locked PDF: typeset text first, then each file as pages, in their order. Throws `pdf-impossible` with the
 * reason: `characters`, `file-kind`, `locked-file`, `damaged-file` (and the file's number).
 */
export async function letterPdf(letter: PdfLetter, phrase: string, folder: string): Promise<Uint8Array> {
  const added: AddedPdf[] = [];
  for (const [index, { bytes }] of letter.attachments.entries()) {
    const number = index + 1;
    const kind = pageKind(bytes);
    if (kind === null) throw new EngineError('pdf-impossible', { reason: 'file-kind', number });
    added.push({ number, bytes: kind === 'pdf' ? bytes : await picturePdf(bytes, number, folder) });
  }
  return lockPdf({
    first: await typeset(letter, folder),
    added,
    password: pdfPassword(phrase),
    secondPassword: secondPdfPassword(phrase),
    folder,
  });
}

async function typeset(letter: PdfLetter, folder: string): Promise<Uint8Array> {
  const said = letterText(letter);
  const sheet = openSheet({
    folder,
    title: said.subject,
    language: letter.language,
    author: said.practice,
    now: letter.sentAt,
  });
  const { document } = sheet;
  requireGlyphs(document, [said.practice, said.sign, said.subject, said.body, said.notLocked, ...said.files]);
  const { margin } = page;
  document.addPage({
    size: [page.width, page.height],
    margins: { top: margin, left: margin, right: margin, bottom: margin + footHeight },
  });
  const width = page.width - 2 * margin;
  const add = (kind: string, draw: () => void) => {
    document.addStructure(document.struct(kind, {}, draw));
  };
  add('P', () => document.font(fonts.bold, 12).fillColor(colours.accent).text(said.practice, { width }));
  add('P', () => document.font(fonts.text, 10).fillColor(colours.muted).text(said.sign, { width }));
  rule(document, width);
  add('H1', () => document.font(fonts.bold, 17).fillColor(colours.text).text(said.subject, { width }));
  document.moveDown(0.2);
  add('P', () => document.font(fonts.text, 10).fillColor(colours.muted).text(said.date, { width }));
  document.moveDown(1);
  for (const paragraph of said.body.replaceAll('\t', '    ').split('\n')) {
    document.font(fonts.text, 12.5).fillColor(colours.text);
    if (paragraph.trim() === '') document.moveDown(0.7);
    else add('P', () => document.text(paragraph, { width, lineGap: 3.5 }));
  }
  document.moveDown(1);
  if (said.files.length > 0) {
    add('P', () => document.font(fonts.bold, 10.5).fillColor(colours.text).text(said.filesTitle, { width }));
    for (const name of said.files) add('P', () => document.font(fonts.text, 10.5).text(name, { width }));
    document.moveDown(0.8);
  }
  rule(document, width);
  add('P', () => document.font(fonts.text, 10).fillColor(colours.muted).text(said.notLocked, { width, lineGap: 2 }));
  writeFeet(document, said);
  return sheet.finish();
}

function rule(document: PDFKit.PDFDocument, width: number): void {
  const y = document.y + 8;
  // Nothing that a screen reader should speak of.
  document.markContent('Artifact');
  document
    .moveTo(page.margin, y)
    .lineTo(page.margin + width, y)
    .lineWidth(0.6)
    .strokeColor(colours.line)
    .stroke();
  document.endMarkedContent();
  document.y = y + 14;
}

/** The last thing on each page: its number among the letter's own. */
function writeFeet(document: PDFKit.PDFDocument, said: LetterText): void {
  const { start, count } = document.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    document.switchToPage(at);
    // Else text below the margin would begin another page.
    document.page.margins.bottom = 0;
    document.addStructure(
      document.struct('P', {}, () =>
        document
          .font(fonts.text, 9)
          .fillColor(colours.muted)
          .text(said.page(at + 1, count), page.margin, page.height - page.margin, { lineBreak: false }),
      ),
    );
  }
}
