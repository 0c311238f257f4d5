import { makePdf } from '../files/pdf.ts';
import { day, hour, type Letter, type LetterFile, read, unread } from '../letter.ts';
import type { Person } from '../practice.ts';

/** A letter in one row. */
export type ShortLetter = readonly [
  id: string,
  from: Person,
  daysAgo: number,
  subject: string,
  text: string,
  files?: LetterFile[],
];

/** Signed with the sender's name; unread when it is of today or yesterday. */
export const shortLetter = (kind: string, [id, from, daysAgo, subject, text, files = []]: ShortLetter): Letter => ({
  id,
  kind,
  minutesAgo: daysAgo * day + 3 * hour,
  from,
  subject,
  text: `${text}\n\n${from.name}\n`,
  flags: daysAgo <= 1 ? unread : read,
  files,
});

/** A one-page PDF to attach. */
export const pdfFile = (filename: string, title: string, lines: readonly string[]): LetterFile => ({
  filename,
  contentType: 'application/pdf',
  content: makePdf(title, lines),
});
