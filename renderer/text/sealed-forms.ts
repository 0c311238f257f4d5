import type { ReaderView } from '../../main/contract/reader.ts';
import type { FormOption, FormReason, SealedForm } from '../../main/contract/sealed-form.ts';
import { formatMoment } from './format.ts';

/** How a sealed letter travels, by name. */
export const formNames = {
  page: 'Page, attached',
  link: 'Link to our website',
  pdf: 'Locked PDF',
} as const satisfies Record<SealedForm, string>;

/** The same on the button of a message that leaves so. */
export const formsAs = {
  page: 'As a page',
  link: 'As a link',
  pdf: 'As a PDF',
} as const satisfies Record<SealedForm, string>;

const reasons: Readonly<Record<FormReason, (detail: string | null) => string>> = {
  'no-reader': () =>
    'The reading page is not on your website yet, or was not seen there for a week (Settings, Sealed letters).',
  'reader-differs': () => 'The reading page on your website is not the one you exported. Look at it first.',
  'file-kind': (file) => `A PDF shows only pictures (JPEG, PNG) and PDFs, not ${file || 'this file'}.`,
};

/** Why a form cannot be had. */
export function formReason({ reason, detail }: Pick<FormOption, 'reason' | 'detail'>): string {
  return reason === null ? '' : reasons[reason](detail);
}

/** Words of choosing a form. */
export const formText = {
  menu: 'How the sealed letter travels',
  differs: 'By device',
  byDevice: 'Each by their device',
  other: 'Send in another form',
  cameBack: 'Did it come back, or could they not open it?',
} as const;

/** Words of the settings about the reader page. */
export const readerText = {
  tab: 'Sealed letters',
  page: 'Reading page for your website',
  pageWords:
    'One file that opens sealed letters. Put it on your website, and letters to iPhones travel as a link. It runs in the patient’s browser; nothing of a letter ever reaches the website.',
  export: 'Export the reading page',
  exportAgain: 'Export it again',
  exported: (at: number) => `Exported ${formatMoment(at)}.`,
  outdated: 'The file has changed since (new version, name or telephone). Export it again and put it on the website.',
  hash: 'SHA-256 of the file',
  saved: (name: string) => `Saved as ${name}. Put it on your website, then say where it is.`,
  address: 'Where it is',
  addressWords:
    'The address that patients see in their mail. It must begin with https://. Postern looks there once a day and compares, without telling anything about anybody.',
  addressLabel: 'Address of the reading page',
  addressHint: 'For instance https://clinic.example/letter.html',
  addressWrong: 'Please give an address that begins with https:// and has no “?” or “#” in it.',
  exportFirst: 'Export the file first.',
  save: 'Save and look',
  remove: 'Take it away',
  check: 'Look now',
  look: 'Look at it',
  warning: 'The reading page on your website is not the one you exported. No more links are sent until it is in order.',
  states: {
    ready: 'Letters to iPhones travel as a link.',
    none: 'Letters to iPhones travel as a PDF.',
    differs: 'Letters to iPhones travel as a PDF until the page is in order.',
  } satisfies Record<ReaderView['state'], string>,
} as const;

/** What the last look at the website found. */
export function checkWords(check: ReaderView['check']): string {
  if (check === null) return 'Nobody has looked yet.';
  const when = formatMoment(check.at);
  switch (check.result) {
    case 'same':
      return `It is the file you exported (${when}).`;
    case 'different':
      return `Something else stands there, or the website could not prove its name (${when}). If you did not change it yourself, somebody did: a page that is not yours could ask patients for their five words. Put the exported file back, and ask whoever keeps your website.`;
    case 'redirected':
      return `The website leads somewhere else (${when}). Give the address where the file really is.`;
    case 'missing':
      return `There is no such page (${when}). Put the exported file there.`;
    case 'unreachable':
      return `The website did not answer (${when}). It is looked at again tomorrow.`;
  }
}

/** A hash in groups that can be read out. */
export function hashGroups(sha256: string): string {
  return sha256.match(/.{1,4}/g)?.join(' ') ?? '';
}
