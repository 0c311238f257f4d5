import { pdfOfObjects } from './pdf-of-objects.ts';

/** A PDF with these lines of text, one page for each list, and further entries in its catalog and after its objects. */
export function textPdf(pages: readonly (readonly string[])[], more: { readonly catalog?: string } = {}): Buffer {
  const kids = pages.map((_lines, at) => `${4 + at * 2} 0 R`).join(' ');
  return pdfOfObjects([
    `<</Type/Catalog/Pages 2 0 R${more.catalog ?? ''}>>`,
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    ...pages.flatMap((lines, at) => {
      const shown = lines.map((line) => `(${line.replaceAll(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
      const drawing = `BT /F1 12 Tf 14 TL 72 720 Td\n${shown}\nET`;
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents ${5 + at * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
        `<</Length ${Buffer.byteLength(drawing, 'latin1')}>>stream\n${drawing}\nendstream`,
      ];
    }),
  ]);
}

/** A lab's result as labs write them. `canary` stands in it and nowhere else. */
export function labResult(about: {
  readonly name: string;
  readonly recordNumber: string;
  readonly birthDate: string;
  readonly canary: string;
}): Buffer {
  const [year, month, day] = about.birthDate.split('-');
  return textPdf([
    [
      'Springfield Laboratory, 5 Oak Road, Springfield 62704',
      `Patient: ${about.name}`,
      `MRN: ${about.recordNumber}    Date of birth: ${month}/${day}/${year}`,
      'Collected: 11/20/2026   Reported: 11/23/2026',
      `Hemoglobin A1C 6.8 %  ${about.canary}`,
    ],
  ]);
}
