import type { LetterPractice, SealedLanguage } from '../../contract/sealed/letter.ts';
import { longestLink, writeFragment } from '../../contract/sealed/link.ts';
import type { SealedForm } from '../../contract/sealed-form.ts';
import { buildSealed } from '../mime/build-message.ts';
import type { Attachment } from '../mime/types.ts';
import { letterPdf } from '../paper/letter-pdf.ts';
import { armorLetter, lockLetter, type SealedLetter, sealedPage } from '../protection/sealed-letter.ts';
import { type Cover, coverWithLink, type FileCover } from './letter-cover.ts';
import type { ProtectJob } from './protect.ts';

/** What it takes to seal one letter. Plain data, since it crosses into a worker. */
export type SealedProtection = {
  readonly mode: 'sealed';
  readonly form: SealedForm;
  readonly template: string;
  readonly phrase: string;
  readonly letterId: string;
  readonly replySecret: string;
  readonly language: SealedLanguage;
  readonly practice: LetterPractice;
  /** What stands in the mail around an attached letter. */
  readonly cover: FileCover;
  /** For a link: where the reader page stands, and the mail around a letter that fits into the link. */
  readonly link: { readonly address: string; readonly cover: Cover } | null;
  /** For a PDF: the folder of fonts and of what locks it. */
  readonly paperFolder: string;
};

/** Seals the letter in its form and builds the mail around it. Throws `phrase-missing`, `header-invalid`, `pdf-impossible`. */
export async function sealedBytes(job: ProtectJob, protection: SealedProtection): Promise<Uint8Array> {
  const outside = { ...job.mail, subject: job.visibleSubject };
  const { cover } = protection;
  if (protection.form === 'link') return linkBytes(job, protection);
  const file =
    protection.form === 'pdf'
      ? await letterPdf(pdfLetterOf(job, protection), protection.phrase, protection.paperFolder)
      : sealedPage(protection.template, protection, armorLetter(await lock(job, protection)));
  const contentType = protection.form === 'pdf' ? 'application/pdf' : 'text/html';
  return buildSealed(outside, cover.text, cover.html, attachment(cover.fileName, contentType, file));
}

async function linkBytes(job: ProtectJob, protection: SealedProtection): Promise<Uint8Array> {
  const outside = { ...job.mail, subject: job.visibleSubject };
  const locked = await lock(job, protection);
  const url = letterUrl(protection, Buffer.from(locked).toString('base64url'));
  if (protection.link !== null && url.length <= longestLink) {
    const { text, html } = coverWithLink(protection.link.cover, url);
    return buildSealed(outside, text, html, null);
  }
  const { text, html, fileName } = coverWithLink(protection.cover, letterUrl(protection, null));
  const file = new TextEncoder().encode(`${armorLetter(locked)}\n`);
  return buildSealed(outside, text, html, attachment(fileName, 'application/octet-stream', file));
}

/** The address of a letter in the practice's reader page; without a message, the page that opens its file. */
export function letterUrl({ link, language, practice }: SealedProtection, message: string | null): string {
  return `${link?.address ?? ''}#${writeFragment({ language, sign: practice.sign, message })}`;
}

function lock(job: ProtectJob, protection: SealedProtection): Promise<Uint8Array> {
  return lockLetter({
    letter: letterOf(job, protection),
    phrase: protection.phrase,
    now: job.now,
    squeeze: protection.form === 'link',
  });
}

function letterOf({ mail, ownPublicKey, now }: ProtectJob, protection: SealedProtection): SealedLetter {
  const { letterId, replySecret, practice, language } = protection;
  const { subject, text, html, attachments } = mail;
  return {
    letterId,
    replySecret,
    practice,
    language,
    publicKey: ownPublicKey,
    subject,
    sentAt: now,
    text,
    html,
    attachments,
  };
}

/** What a PDF letter is typeset from. */
export function pdfLetterOf({ mail, now }: ProtectJob, { practice, language }: SealedProtection) {
  const { subject, text, attachments } = mail;
  return { subject, text, attachments, practice, language, sentAt: now };
}

function attachment(name: string, contentType: string, bytes: Uint8Array): Attachment {
  return { name, contentType, bytes, contentId: null };
}
