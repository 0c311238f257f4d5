import { isDeepStrictEqual } from 'node:util';
import type { LetterHeader } from '../../contract/sealed/letter.ts';
import { armorOf, longestLink, readFragment } from '../../contract/sealed/link.ts';
import { letterText } from '../../contract/sealed/paper-words.ts';
import { pdfPassword } from '../../contract/sealed/pdf-password.ts';
import type { ParsedMessage } from '../mime/types.ts';
import { pageKind } from '../paper/page-kind.ts';
import { picturePdf } from '../paper/picture-pdf.ts';
import { readPdf } from '../paper/read-pdf.ts';
import { readCiphertext } from '../protection/ciphertext.ts';
import { findSealedArmor, openLockedLetter } from '../protection/open-letter.ts';
import { sealedPage } from '../protection/sealed-letter.ts';
import type { Mismatch } from './check-bytes.ts';
import { plain } from './find-leak.ts';
import { type Cover, coverWithLink } from './letter-cover.ts';
import type { ProtectJob } from './protect.ts';
import { letterUrl, pdfLetterOf, type SealedProtection } from './protect-sealed.ts';

/** Compares a mail that carries a sealed letter with what was decided, form by form; null where nothing differs. */
export async function sealedMismatch(
  parsed: ParsedMessage,
  job: ProtectJob,
  protection: SealedProtection,
): Promise<Mismatch | null> {
  const [file, another] = parsed.parts;
  if (another !== undefined) return 'page';
  if (protection.form === 'link') return linkMismatch(parsed, job, protection);
  if (file === undefined || !saysExactly(parsed, protection.cover)) return file === undefined ? 'page' : 'cover';
  return protection.form === 'pdf' ? pdfMismatch(file, job, protection) : pageMismatch(file, job, protection);
}

type File = Pick<ParsedMessage['parts'][number], 'bytes' | 'contentType' | 'name'>;

async function pageMismatch(file: File, job: ProtectJob, protection: SealedProtection): Promise<Mismatch | null> {
  if (file.contentType !== 'text/html') return 'page';
  const armored = findSealedArmor(file.bytes);
  if (armored === null || !isLockedWithPhrase(armored)) return 'not-encrypted';
  // Around the locked letter stands the page as it was built, to the byte: no word of anybody's, no picture from anywhere.
  if (Buffer.compare(file.bytes, sealedPage(protection.template, protection, armored)) !== 0) return 'page';
  return letterMismatch(armored, job, protection);
}

/** The letter stands in the link, or in a file that the page at the link opens; and nothing else stands anywhere. */
async function linkMismatch(
  parsed: ParsedMessage,
  job: ProtectJob,
  protection: SealedProtection,
): Promise<Mismatch | null> {
  const { link } = protection;
  if (link === null) return 'link';
  const [file] = parsed.parts;
  if (file !== undefined) {
    const cover = coverWithLink(protection.cover, letterUrl(protection, null));
    if (!saysExactly(parsed, cover)) return 'cover';
    const armored = Buffer.from(file.bytes).toString('latin1').trim();
    if (file.name !== cover.fileName || !isLockedWithPhrase(armored)) return 'not-encrypted';
    return letterMismatch(armored, job, protection);
  }
  const url = /\bhttps:\/\/\S+/.exec(parsed.text ?? '')?.[0] ?? '';
  const [address, fragment = ''] = url.split('#');
  const message = readFragment(fragment)?.message ?? null;
  if (address !== link.address || message === null || url.length > longestLink) return 'link';
  if (url !== letterUrl(protection, message)) return 'link';
  if (!saysExactly(parsed, coverWithLink(link.cover, url))) return 'cover';
  const armored = armorOf(message).trim();
  return isLockedWithPhrase(armored) ? letterMismatch(armored, job, protection) : 'not-encrypted';
}

function saysExactly(parsed: ParsedMessage, cover: Cover): boolean {
  return plain(parsed.text ?? '') === plain(cover.text) && plain(parsed.html ?? '') === plain(cover.html ?? '');
}

function isLockedWithPhrase(armored: string): boolean {
  const ciphertext = readCiphertext(armored);
  return ciphertext?.passphrases === 1 && ciphertext.keyIds.length === 0;
}

/** Opens the letter with the patient's phrase: they read what was written, and their answer comes to us, locked for us. */
async function letterMismatch(
  armored: string,
  { mail, ownPublicKey, now }: ProtectJob,
  { phrase, letterId, replySecret, practice, language }: SealedProtection,
): Promise<Mismatch | null> {
  const letter = await openLockedLetter({ armored, phrase }).catch(() => null);
  if (letter === null) return 'wrong-keys';
  const { subject, text, html, attachments } = mail;
  const { files, ...said } = letter.header;
  const decided: Omit<LetterHeader, 'files'> = {
    format: 'postern-letter',
    version: 1,
    letterId,
    replySecret,
    practice,
    publicKey: Buffer.from(ownPublicKey).toString('base64'),
    subject,
    sentAt: now,
    language,
    text,
    html,
  };
  if (!isDeepStrictEqual(said, decided)) return 'text';
  const named = attachments.map(({ name, contentType, contentId, bytes }) => ({
    name,
    contentType,
    contentId,
    size: bytes.length,
  }));
  const same = attachments.every(({ bytes }, at) => Buffer.compare(letter.files[at] ?? new Uint8Array(), bytes) === 0);
  return same && isDeepStrictEqual(files, named) ? null : 'attachments';
}

/**
 * Opens the PDF with the password that the patient is told and reads its pages: the text is exactly what was written, and
 * the pages behind it are those of this letter's files.
 */
async function pdfMismatch(file: File, job: ProtectJob, protection: SealedProtection): Promise<Mismatch | null> {
  if (file.contentType !== 'application/pdf') return 'pdf';
  const folder = protection.paperFolder;
  const added = await Promise.all(
    job.mail.attachments.map(({ bytes }, at) =>
      pageKind(bytes) === 'pdf' ? bytes : picturePdf(bytes, at + 1, folder),
    ),
  );
  const found = await readPdf({ bytes: file.bytes, password: pdfPassword(protection.phrase), files: added, folder });
  if (found === null) return 'wrong-keys';
  if (!found.locked) return 'not-encrypted';
  const said = letterText(pdfLetterOf(job, protection));
  const { practice, sign, subject, date, body, filesTitle, files, notLocked } = said;
  const expected = [practice, sign, subject, date, body, filesTitle, ...files, notLocked].map(letters).join('');
  const texts = found.texts.map((text, at) => {
    const foot = letters(said.page(at + 1, found.texts.length));
    const page = text === null ? '' : letters(text);
    return page.endsWith(foot) ? page.slice(0, page.length - foot.length) : null;
  });
  if (texts.includes(null) || texts.join('') !== expected) return 'text';
  return found.sameFiles ? null : 'attachments';
}

/** What is drawn of a text: white space and characters without a look of their own are the typesetter's affair. */
function letters(text: string): string {
  return text.normalize('NFC').replace(/(?:\s|\p{Cf}|\p{Cc}|\p{Variation_Selector})+/gu, '');
}
