import type { SealedLanguage } from '../../contract/sealed/letter.ts';
import { coverWords, type PracticeFacts } from '../../contract/sealed/letter-words.ts';
import type { SealedForm } from '../../contract/sealed-form.ts';
import { escapeHtml } from '../protection/sealed-letter.ts';

/** What stands in the mail around a letter. `%LINK%` is where the address of the letter goes. */
export type Cover = { readonly text: string; readonly html: string | null };

/** A cover, and the name of the file that it speaks of. */
export type FileCover = Cover & { readonly fileName: string };

const linkPlace = '%LINK%';

/** The mail around a letter that is attached: two sentences, the sign, the telephone, in the patient's language. */
export function fileCover(language: SealedLanguage, form: SealedForm, facts: PracticeFacts): FileCover {
  const words = coverWords(language);
  const { practiceName } = facts;
  if (form === 'link') {
    const lines = [words.linkFile(practiceName, words.fileName), '', linkPlace, '', ...ending(language, facts)];
    return { fileName: words.fileName, text: lines.join('\n'), html: withButton(lines, words.reader) };
  }
  const lines =
    form === 'pdf'
      ? [words.pdf(practiceName), '', ...ending(language, facts), words.pdfNotLocked, '']
      : [words.page(practiceName), '', ...ending(language, facts)];
  return { fileName: form === 'pdf' ? words.pdfName : words.pageName, text: lines.join('\n'), html: null };
}

/** The mail around a letter that travels in its link. */
export function linkCover(language: SealedLanguage, facts: PracticeFacts): Cover {
  const words = coverWords(language);
  const lines = [words.link(facts.practiceName), '', linkPlace, '', ...ending(language, facts)];
  return { text: lines.join('\n'), html: withButton(lines, words.open) };
}

/** The cover with its address in place. */
export function coverWithLink<Kind extends Cover>(cover: Kind, url: string): Kind {
  const fill = (text: string) => text.replaceAll(linkPlace, () => url);
  return { ...cover, text: fill(cover.text), html: cover.html === null ? null : fill(cover.html) };
}

function ending(language: SealedLanguage, { sign, telephone }: PracticeFacts): string[] {
  const words = coverWords(language);
  return [words.sign(sign), '', words.help(telephone), ''];
}

/** The same lines as HTML, the address as a link with a name: programs cut long addresses in plain text. */
function withButton(lines: readonly string[], name: string): string {
  const paragraphs = lines.filter((line) => line !== '');
  return paragraphs
    .map((line) =>
      line === linkPlace ? `<p><a href="${linkPlace}">${escapeHtml(name)}</a></p>` : `<p>${escapeHtml(line)}</p>`,
    )
    .join('\n');
}
