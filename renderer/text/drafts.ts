import type { DraftKind, Question, Refusal, RefusalCode } from '../../main/contract/drafts.ts';
import type { ContentKind, Mode } from '../../main/contract/fields.ts';
import { counted, formatSize } from './format.ts';
import { formReason } from './sealed-forms.ts';
import { refusalReason } from './threads.ts';

/** Words of writing a message. */
export const draftsText = {
  title: 'Drafts',
  listOf: 'Drafts',
  emptyTitle: 'No drafts',
  emptyWords: 'What you begin to write is kept here by itself, on this computer and locked.',
  noRecipient: '(no recipient yet)',
  noSubject: '(no subject)',
  pickTitle: 'No draft open',
  pickWords: 'Choose one on the left, or write a new message.',
  newMessage: 'New message',
  loading: 'Opening the draft',
  kinds: {
    new: 'New message',
    reply: 'Answer',
    'reply-all': 'Answer to all',
    forward: 'Forward',
  } satisfies Record<DraftKind, string>,
  to: 'To',
  cc: 'Cc',
  addCc: 'Cc',
  removeRecipient: (name: string) => `Remove ${name}`,
  recipientPlaceholder: 'Patient or address',
  recipientWrong: 'This is no mail address.',
  suggestions: 'Patients on file',
  theySee: 'They see:',
  ways: 'How it reaches each of them',
  subject: 'Subject',
  text: 'Your message',
  bold: 'Bold',
  italic: 'Italic',
  bullets: 'List',
  numbers: 'Numbered list',
  link: 'Link',
  linkTitle: 'Link to',
  linkAddress: 'Address',
  linkWrong: 'Please give a web address, for instance https://example.com.',
  linkSet: 'Set the link',
  tools: 'Formatting',
  attach: 'Attach files',
  dropHere: 'Drop the files to attach them',
  quote: 'Quoted text',
  showQuote: 'Show quoted text',
  hideQuote: 'Hide quoted text',
  dropQuote: 'Leave the quoted text out',
  asks: 'Once this has left, the consent record says that they were asked.',
  asksNot: 'Do not record it',
  attachments: 'Files',
  removeFile: (name: string) => `Remove ${name}`,
  uploading: (name: string, percent: number) => `${name}, ${percent} %`,
  notComplete: 'not complete',
  fileFailed: (name: string) => `${name} could not be attached.`,
  content: 'Content',
  contentHint: 'How delicate this message is',
  saved: 'Saved',
  saving: 'Saving …',
  notSaved: 'Not saved yet',
  discard: 'Discard the draft',
  discardTitle: 'Discard this draft?',
  discardWords: 'The text and its files are gone for good.',
  discardYes: 'Discard',
  keep: 'Keep',
  close: 'Close, keep the draft',
  stronger: 'Stronger …',
  strongerMenu: 'Stronger for this message',
  asThread: (mode: string) => `As chosen: ${mode}`,
  nobodyYet: 'No recipient yet',
  recipients: (count: number) => counted(count, 'recipient'),
  leavesNow: 'leaves now',
  leavesLater: 'leaves when the connection is back',
  limit: (size: number, limit: number) => `${formatSize(size)} of ${formatSize(limit)}`,
  refused: 'It cannot leave like this',
  refusedWords: 'Nothing was sent. Everything you wrote is kept.',
  undone: 'Taken back. It is a draft again.',
} as const;

export const contentNames = {
  general: 'Everyday',
  health: 'Health',
  sensitive: 'Sensitive',
} as const satisfies Record<ContentKind, string>;

export const contentHints = {
  general: 'Opening hours, appointments without a reason, forms.',
  health: 'Anything about somebody’s health.',
  sensitive: 'Lab results, mental health, HIV, substance use. Never leaves unprotected.',
} as const satisfies Record<ContentKind, string>;

/** The words on the Send button. */
export function sendLabel(mode: Mode | null): string {
  switch (mode) {
    case 'sealed':
      return 'Send sealed';
    case 'openpgp':
    case 'smime':
      return 'Send encrypted';
    case 'tls':
      return 'Send over TLS';
    case 'open':
      return 'Send not encrypted';
    case null:
      return 'Send';
  }
}

/** What a person can do about a refusal, as a button beside it. */
export type Way =
  | 'choose'
  | 'recipients'
  | 'consent'
  | 'stronger'
  | 'keys'
  | 'certificates'
  | 'phrase'
  | 'quote'
  | 'files'
  | 'write'
  | 'account'
  | 'own-key'
  | 'own-certificate'
  | 'subject'
  | 'form'
  | 'reader';

export const wayLabels: Readonly<Record<Way, string>> = {
  choose: 'Show the choices',
  recipients: 'Change the recipients',
  consent: 'Record the consent',
  stronger: 'Use more protection',
  keys: 'Show what is on file',
  certificates: 'Show what is on file',
  phrase: 'Hand over the phrase',
  quote: 'Leave the quote out',
  files: 'Look at the files',
  write: 'Write the text',
  account: 'Open the account settings',
  'own-key': 'Open the OpenPGP settings',
  'own-certificate': 'Open the S/MIME settings',
  subject: 'Change the subject',
  form: 'Send it as a page',
  reader: 'Open the settings',
};

/** Whom a refusal is about, as far as the conversation tells: only a patient can be sent a sealed letter instead. */
export type Refused = { readonly name: string; readonly isPatient: boolean };

type RefusalText = {
  readonly words: (who: string, detail: string | null, isPatient: boolean) => string;
  readonly way: Way;
};

const orSealed = (isPatient: boolean): string => (isPatient ? ', or use a sealed letter' : '');
const missing = (mode: string, who: string, isPatient: boolean): string =>
  `Nothing is on file for ${mode} with ${who}. It comes with their mail or in a file from them${orSealed(isPatient)}.`;
const dead = (mode: string, who: string, why: string): string =>
  `What is on file for ${mode} with ${who} ${why}. A new one comes with their mail or in a file from them.`;

const refusals: Readonly<Record<RefusalCode, RefusalText>> = {
  'no-recipient': { words: () => 'Nobody is named in “To”.', way: 'recipients' },
  'recipient-invalid': { words: (who) => `${who} is no mail address that can be written to.`, way: 'recipients' },
  'no-party': { words: (who) => `Nobody has said yet who ${who} is.`, way: 'choose' },
  'no-mode-chosen': { words: () => 'Nobody has chosen yet how this conversation is protected.', way: 'choose' },
  'no-consent-acknowledged': { words: () => 'Nobody has looked yet at the consent to plain mail.', way: 'choose' },
  'consent-changed': { words: () => 'The consent record changed since the choice. Please look again.', way: 'choose' },
  'consent-not-given': { words: (who) => `${who} has not agreed to plain mail.`, way: 'consent' },
  'consent-not-warned': { words: (who) => `${who} agreed, but without the warning about plain mail.`, way: 'consent' },
  'sensitive-needs-encryption': { words: () => 'Sensitive content leaves only encrypted.', way: 'stronger' },
  'tls-unproven': {
    words: (who, detail) => `Nothing proves that mail reaches ${who} by TLS. ${refusalReason(detail)}`.trim(),
    way: 'choose',
  },
  'health-to-other-needs-encryption': {
    words: (who) => `Health content to ${who} leaves only encrypted.`,
    way: 'stronger',
  },
  'health-to-professional-needs-encryption': {
    words: (who) => `Health content to ${who} leaves only encrypted.`,
    way: 'stronger',
  },
  'no-key': {
    words: (who, _detail, isPatient) => missing('OpenPGP', who, isPatient),
    way: 'keys',
  },
  'key-expired': { words: (who) => dead('OpenPGP', who, 'has expired'), way: 'keys' },
  'key-revoked': { words: (who) => dead('OpenPGP', who, 'was withdrawn'), way: 'keys' },
  'key-weak': { words: (who) => dead('OpenPGP', who, 'is too weak'), way: 'keys' },
  'key-cannot-encrypt': { words: (who) => dead('OpenPGP', who, 'can only sign'), way: 'keys' },
  'own-key-unusable': {
    words: () => 'The practice’s own OpenPGP has ended or cannot be used. Renew it in the settings.',
    way: 'own-key',
  },
  'no-certificate': {
    words: (who, _detail, isPatient) => missing('S/MIME', who, isPatient),
    way: 'certificates',
  },
  'certificate-expired': {
    words: (who) => dead('S/MIME', who, 'has expired'),
    way: 'certificates',
  },
  'certificate-revoked': {
    words: (who) => dead('S/MIME', who, 'was withdrawn'),
    way: 'certificates',
  },
  'certificate-weak': {
    words: (who) => dead('S/MIME', who, 'is too weak'),
    way: 'certificates',
  },
  'certificate-cannot-encrypt': {
    words: (who) => dead('S/MIME', who, 'can only sign'),
    way: 'certificates',
  },
  'no-own-certificate': {
    words: () => 'S/MIME is not set up for the practice yet. The settings show how.',
    way: 'own-certificate',
  },
  'phrase-not-given': { words: (who) => `${who} has no phrase yet to open a sealed letter with.`, way: 'phrase' },
  'sealed-needs-patient': { words: (who) => `Sealed letters are for patients; ${who} is not one.`, way: 'recipients' },
  'form-no-reader': { words: () => formReason({ reason: 'no-reader', detail: null }), way: 'reader' },
  'form-reader-differs': { words: () => formReason({ reason: 'reader-differs', detail: null }), way: 'reader' },
  'form-file-kind': { words: (_who, detail) => formReason({ reason: 'file-kind', detail }), way: 'form' },
  'about-whom': { words: (who) => `${who} belongs to several patients. Say about whom this is.`, way: 'choose' },
  'downgrade-needs-reason': { words: () => 'Going weaker than before needs a reason.', way: 'choose' },
  'text-would-leak': {
    words: () => 'This text left protected before and would leave in the clear now. Please choose a protected way.',
    way: 'choose',
  },
  'quote-would-leak': { words: () => 'The quoted text came protected and would leave in the clear.', way: 'quote' },
  'marketing-without-consent': { words: (who) => `${who} has not agreed to news and offers.`, way: 'consent' },
  'attachment-incomplete': { words: () => 'A file is not attached completely yet.', way: 'files' },
  'too-large': {
    words: (_who, detail) =>
      detail === null
        ? 'It is larger than the mail server takes.'
        : `It is larger than the mail server takes (${formatSize(Number(detail))}).`,
    way: 'files',
  },
  'empty-message': { words: () => 'There is nothing in it yet.', way: 'write' },
  'no-account': { words: () => 'No mail account is set up.', way: 'account' },
  'subject-would-leak': { words: () => 'The subject would be readable on the way.', way: 'subject' },
};

/** A refusal in plain words, with what can be done; null where nothing tells more of them than their address. */
export function refusalText(
  { code, address, detail }: Refusal,
  refused: Refused | null,
): { readonly words: string; readonly way: Way } {
  const { words, way } = refusals[code];
  const told = words(refused?.name ?? address ?? 'the recipient', detail, refused?.isPatient ?? false);
  return { words: told.replace(/^the recipient/, 'The recipient'), way };
}

/** Asked once before Send. */
export const questionTexts: Readonly<Record<Question, { readonly title: string; readonly words: string }>> = {
  'compare-key-first': {
    title: 'Nobody asked them yet whether this is really theirs',
    words:
      'Anybody can write a mail in their name. Call them and compare the fingerprint, on the patient page or in the settings. If you are sure, go on without.',
  },
  'about-whom': {
    title: 'This goes to another patient',
    words: 'Somebody in “To” is not the patient this conversation is about. Please look at every name once more.',
  },
  'attachment-forgotten': {
    title: 'No file is attached',
    words: 'The text speaks of a file, but none is attached.',
  },
  'consent-open-warning': {
    title: 'This leaves unprotected',
    words: 'It is sensitive and anybody on the way can read it. They asked for their records this way.',
  },
};

export const questionsText = {
  title: 'Before it leaves',
  goOn: 'Send all the same',
  back: 'Back to the message',
} as const;
