import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pdfPassword } from '../../main/contract/sealed/pdf-password.ts';
import { letterPdf } from '../../main/engine/paper/letter-pdf.ts';
import { pixel, sampleLetter, samplePhrase } from '../renderer/sealed/sample-letter.ts';
import { emptyPdf } from '../support/empty-pdf.ts';
import { openPdfViewer } from '../support/pdf-viewer.ts';
import type { Seen } from './sealed-visit.ts';

const run = promisify(execFile);
/** poppler's programs keep 32 characters of a password, so theirs is a phrase of short words; Chromium gets a usual one. */
const shortPhrase = 'able acid acorn acre actor';

/** Opens a PDF letter with the programs that patients' readers are made of. */
export async function visitPdf(folder: string, pictures: string): Promise<Seen[]> {
  const { text, subject, practice, sentAt } = sampleLetter();
  const letter = {
    text: `${text}\n\n${'Señal, ñandú, ½ and “quotes”: a longer line of text. '.repeat(40)}`,
    subject,
    practice,
    sentAt,
    language: 'en' as const,
    attachments: [
      { name: 'picture.png', bytes: pixel },
      { name: 'scan.pdf', bytes: emptyPdf(2) },
    ],
  };
  const make = async (name: string, phrase: string) => {
    const path = join(folder, name);
    await writeFile(path, await letterPdf(letter, phrase, 'out/sealed'));
    return path;
  };
  const short = await make('short.pdf', shortPhrase);
  const usual = await make('usual.pdf', samplePhrase);
  const seen: Seen[] = [];
  const note = (cell: string, ok: boolean, ms = 0) => seen.push({ cell: `PDF: ${cell}`, ok, ms });

  const { stdout } = await run('pdftotext', ['-upw', shortPhrase, short, '-']);
  const squeezed = (words: string) => words.replace(/\s+/g, '');
  note('poppler reads the text', squeezed(stdout).includes(squeezed(letter.text.slice(0, 300))));
  await run('pdftoppm', ['-upw', shortPhrase, '-r', '60', '-png', short, join(pictures, 'pdf')]);
  note(
    'poppler draws the pages',
    (await run('ls', [pictures])).stdout.split('\n').filter((name) => /^pdf-\d/.test(name)).length === 5,
  );
  note(
    'poppler refuses another phrase',
    await run('pdftotext', ['-upw', 'able acid', short, '-']).then(
      () => false,
      () => true,
    ),
  );
  note(
    'poppler refuses without a phrase',
    await run('pdftotext', [short, '-']).then(
      () => false,
      () => true,
    ),
  );

  const check = await run('qpdf', ['--check', `--password=${pdfPassword(samplePhrase)}`, usual]);
  note(
    'qpdf finds it sound, revision 6, AES-256',
    /R = 6\b/.test(check.stdout) && /No syntax or stream/.test(check.stdout),
  );
  const joined = pdfPassword(samplePhrase).replaceAll(' ', '');
  note(
    'the words run together open it too',
    await run('qpdf', ['--check', `--password=${joined}`, usual]).then(
      () => true,
      () => false,
    ),
  );
  note('Chromium’s viewer opens it', await openInChromium(usual, join(pictures, 'pdf-chromium.png')));
  return seen;
}

/** Types the phrase into the viewer's own dialog, and takes a picture of what it shows then. */
async function openInChromium(path: string, picture: string): Promise<boolean> {
  const viewer = await openPdfViewer(path, { width: 700, height: 900 });
  if (viewer === null) return false;
  try {
    const opened = await viewer.unlock(pdfPassword(samplePhrase));
    await viewer.page.screenshot({ path: picture as `${string}.png` });
    return opened;
  } finally {
    await viewer.close();
  }
}
