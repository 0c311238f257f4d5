import type { Letter } from '../letter.ts';
import type { DemoPatient } from '../people/patients.ts';

/** What somebody said before, to be quoted. */
export type Quoted = { readonly who: string; readonly words: string; readonly minutesAgo: number };

type Body = Pick<Letter, 'headers' | 'text'> & { readonly html?: string };

/** The same words as different mail programs send them: plain from phones, HTML with a quote from web mail and Outlook. */
export function writeAs(
  program: DemoPatient['device'] | 'practice',
  words: string,
  quoted: Quoted | null,
  language: 'en' | 'es',
): Body {
  if (program === 'iphone') return asPhone(words, quoted, language);
  if (program === 'android') return asWebMail(words, quoted, language);
  return asOutlook(words, quoted);
}

function asPhone(words: string, quoted: Quoted | null, language: 'en' | 'es'): Body {
  const sent = language === 'es' ? 'Enviado desde mi iPhone' : 'Sent from my iPhone';
  return {
    headers: { 'X-Mailer': 'iPhone Mail (22F76)' },
    text: `${words}\n\n${sent}${quoted === null ? '' : `\n\n> ${wrote(quoted, language)}\n${quote(quoted.words)}`}\n`,
  };
}

function asWebMail(words: string, quoted: Quoted | null, language: 'en' | 'es'): Body {
  const before = quoted === null ? '' : `\n\n${wrote(quoted, language)}\n\n${quote(quoted.words)}`;
  const beforeHtml =
    quoted === null
      ? ''
      : `<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${wrote(quoted, language)}<br></div>` +
        `<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${lines(quoted.words)}</blockquote></div>`;
  return { text: `${words}${before}\n`, html: `<div dir="ltr">${lines(words)}</div>${beforeHtml}` };
}

function asOutlook(words: string, quoted: Quoted | null): Body {
  const rule = '________________________________';
  const before = quoted === null ? '' : `\n\n${rule}\nFrom: ${quoted.who}\n\n${quoted.words}`;
  const beforeHtml =
    quoted === null
      ? ''
      : `<hr style="display:inline-block;width:98%"><div><b>From:</b> ${escapeHtml(quoted.who)}<br></div><div>${lines(quoted.words)}</div>`;
  return {
    headers: { 'X-Mailer': 'Microsoft Outlook 16.0' },
    text: `${words}${before}\n`,
    html:
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">' +
      '<style>p.MsoNormal{margin:0;font-family:Calibri,sans-serif;font-size:11pt}</style></head><body>' +
      `<p class="MsoNormal">${lines(words)}</p>${beforeHtml}</body></html>`,
  };
}

const wrote = (quoted: Quoted, language: 'en' | 'es') =>
  language === 'es' ? `${quoted.who} escribió:` : `${quoted.who} wrote:`;

const quote = (words: string) => words.replace(/^/gm, '> ');

const lines = (words: string) => escapeHtml(words).replace(/\n/g, '<br>\n');

/** For text between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
}
