import type { DocumentText } from '../../contract/documents.ts';
import { longestText, pagesRead } from './limits.ts';

/** What the pages of a PDF say. */
export type PdfText = { readonly text: string; readonly state: DocumentText; readonly pages: number | null };

/**
 * Reads the text of a PDF, as far as `limits.ts` goes, and says whether that was all of it: nothing is drawn, no script of it
 * runs, nothing is loaded. Call it in a worker, where time and memory have limits; a file that cannot be read is a result, not
 * an error.
 */
export async function readPdf({ bytes }: { readonly bytes: Uint8Array }): Promise<PdfText> {
  // Large, and needed by few: loaded with the first document.
  const { getDocument } = await import('unpdf/pdfjs');
  const task = getDocument({
    data: bytes,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    verbosity: 0,
  });
  let pages: number | null = null;
  try {
    const pdf = await task.promise;
    pages = pdf.numPages;
    let text = '';
    // A page that is a picture, or was not looked at, may be about anybody.
    let isWhole = pages <= pagesRead;
    for (let number = 1; number <= Math.min(pages, pagesRead) && text.length <= longestText; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent({ disableNormalization: false });
      const from = text.length;
      for (const item of items) {
        if (!('str' in item)) continue;
        text += item.hasEOL ? `${item.str}\n` : item.str;
        if (text.length > longestText) break;
      }
      if (!/[\p{L}\p{N}]/u.test(text.slice(from))) isWhole = false;
      text += '\n';
    }
    if (text.length > longestText) isWhole = false;
    const plain = text
      .slice(0, longestText)
      .replaceAll(/[^\P{C}\n\t]/gu, '')
      .trim();
    if (plain === '') return { text: '', state: 'no-text', pages };
    return { text: plain, state: isWhole ? 'read' : 'partly', pages };
  } catch (error) {
    const locked = error instanceof Error && error.name === 'PasswordException';
    return { text: '', state: locked ? 'locked' : 'unreadable', pages };
  } finally {
    await task.destroy();
  }
}
