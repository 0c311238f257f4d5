import type { ConsentView, Mode, Party } from '../../main/contract/fields.ts';
import type { MailboxRole } from '../../main/contract/mailboxes.ts';
import type { ModeOption, ModeReason } from '../../main/contract/threads.ts';
import { counted, formatDate, formatDay } from './format.ts';
import { midMoment } from './transport.ts';

const roleNames: Readonly<Record<MailboxRole, string>> = {
  inbox: 'Inbox',
  sent: 'Sent',
  drafts: 'Drafts',
  archive: 'Archive',
  junk: 'Junk',
  trash: 'Trash',
  all: 'All mail',
};

/** Words of the list of threads. */
export const threadsText = {
  roleNames,
  toBeChosen: 'To be chosen',
  searchResults: 'Search results',
  mailbox: 'Mailbox',
  listOf: (view: string) => `Conversations: ${view}`,
  search: 'Search mail and patients',
  searchPlaceholder: 'Search mail, patients, actions',
  openPalette: 'Find patients and actions',
  clearSearch: 'Clear the search',
  found: (count: number) => `${counted(count, 'conversation')} found`,
  foundPatients: 'Patients',
  newAbove: (count: number) => `${counted(count, 'new conversation')} above`,
  unread: 'Unread',
  hasAttachments: 'With files',
  hasDraft: 'Draft',
  flagged: 'Flagged',
  loading: 'Loading mail',
  reading: 'Conversation',
  pickTitle: 'No conversation open',
  pickWords: 'Choose one on the left. J and K go down and up.',
} as const;

/** What an empty list says, and what to do. */
export const emptyThreads = {
  inbox: { title: 'The inbox is empty', words: 'New mail appears here by itself.' },
  toBeChosen: { title: 'Nothing to choose', words: 'Every conversation in the inbox has its protection and consent.' },
  search: { title: 'Nothing found', words: 'Try fewer words, a name, or a part of an address.' },
  other: { title: 'Nothing here yet', words: 'Conversations of this folder appear here.' },
} as const;

/** Words of the reading pane. */
export const paneText = {
  born: (day: string) => `born ${formatDay(day)}`,
  record: (number: string) => `record ${number}`,
  patient: 'Patient',
  more: 'More actions',
  openPatient: 'Open the patient page',
  markUnread: 'Mark as unread',
  markRead: 'Mark as read',
  flag: 'Flag',
  unflag: 'Remove the flag',
  toInbox: 'Move to the inbox',
  junk: 'Move to junk',
  trash: 'Move to trash',
  changeParty: 'This is somebody else …',
  protectionMenu: 'Change the protection of this conversation',
  consentMenu: 'Consent to plain mail',
  showLedger: 'Show the whole consent record',
  seeAgain: 'Look at both choices again',
  newBelow: 'New message below',
  /** While nobody knows yet how it will leave. */
  reply: 'Reply',
  replyEncrypted: 'Reply encrypted',
  replyOpen: 'Reply, not encrypted',
  replyTls: 'Reply over TLS',
  continueDraft: 'Go on writing',
  replyAll: 'Reply to all',
  forward: 'Forward',
  archive: 'Archive',
  chooseAbove: 'First choose above',
  sayWhoAbove: 'First say above who this is',
  moved: { archive: 'Archived', trash: 'Moved to trash', inbox: 'Moved to the inbox', junk: 'Moved to junk' },
  undo: 'Undo',
  loading: 'Opening the conversation',
} as const;

/** Words of the two choices. "They" and "their", since nobody's sex is on file. */
export const choicesText = {
  title: (name: string) => `How do we write to ${name}?`,
  under: 'Once for this conversation. You can always go stronger later with one click.',
  /** They wrote encrypted, and nothing is there to answer so: what is missing stands at each way. */
  underEncrypted: 'They wrote encrypted, so an open answer is not suggested. See below what is missing.',
  changed: 'The consent record changed since this was chosen. Please look at both again.',
  protection: 'Protection',
  consent: 'Consent to plain mail',
  noConsent: 'Not a patient, so no consent is kept.',
  suggested: 'Suggested',
  use: 'Use these',
  recordAndGoOn: 'Record …',
  makePhrase: 'Make a phrase',
  printSlip: 'Print their phrase slip',
  phraseGiven: 'Record that it was given',
  shut: 'Send stays shut until both are chosen.',
  shutAlone: 'Send stays shut until it is chosen.',
  nothingChosen: 'Choose a protection first.',
  askTitle: 'Ask them now',
  askWords: (mode: string) => `Writes them the question: ${mode}.`,
  askShut: 'Needs a protected way to write to them first.',
  askAndGoOn: 'Use these and ask',
  recordTitle: 'Record what they said',
  recordWords: 'Form, phone, at the desk.',
} as const;

/** What a mode is called where it is chosen. */
export const modeTitles = {
  openpgp: 'OpenPGP',
  smime: 'S/MIME',
  sealed: 'Sealed letter',
  tls: 'Verified TLS',
  open: 'Not encrypted, with consent',
} as const satisfies Record<Mode, string>;

/** Not encrypted, to somebody who is no patient: there is no consent to speak of. */
export const openTitleOthers = 'Not encrypted';

const since = (at: number | null): string => (at === null ? '' : ` on ${formatDate(at)}`);

/** The age of an answer, once it is older than an hour. */
const seen = (at: number | null): string =>
  at === null || Date.now() - at < 3_600_000 ? '' : ` Looked up ${midMoment(at)}.`;

/** How what is missing is had: nothing to ask for that people would know by name. */
const theirs = 'It comes with their mail, or in a file from them.';
const theirNew = 'A new one comes with their mail, or in a file.';

const reasons: Readonly<Record<ModeReason, (at: number | null, detail: string) => string>> = {
  'key-compared': (at) => `Opens in their own mail program. Fingerprint compared${since(at)}.`,
  'key-not-compared': () => 'Nobody compared its fingerprint with them yet. Asks before health content.',
  'no-key': () => `None on file. ${theirs}`,
  'key-expired': (at) => `Theirs expired${since(at)}. ${theirNew}`,
  'key-revoked': () => `Theirs was withdrawn. ${theirNew}`,
  'key-weak': () => `Theirs is too weak. ${theirNew}`,
  'key-cannot-encrypt': () => `Theirs can only sign. ${theirNew}`,
  'certificate-trusted': () => 'Opens in their own mail program. Checked: it names this address.',
  'certificate-compared': (at) => `Opens in their own mail program. Compared${since(at)}.`,
  'certificate-not-checked': () => 'Nobody we know vouches for theirs. Asks before health content.',
  'no-certificate': () => `None on file. ${theirs}`,
  'certificate-came': () => 'It came with their mail. Keep it to answer this way.',
  'no-own-certificate': () => 'Ours is not set up yet: see the settings.',
  'certificate-expired': (at) => `Theirs expired${since(at)}. ${theirNew}`,
  'certificate-revoked': () => `Theirs was withdrawn. ${theirNew}`,
  'certificate-weak': () => `Theirs is too weak. ${theirNew}`,
  'certificate-cannot-encrypt': () => `Theirs can only sign. ${theirNew}`,
  'phrase-given': (at) => `Opens in any browser with the phrase given${since(at)}. They can answer sealed.`,
  'phrase-not-given': () => 'Their phrase is made, but not recorded as given.',
  'no-phrase': () => 'No phrase yet. Make one and hand over the slip.',
  'no-patient': () => 'For patients only: it opens with the phrase that a patient has.',
  'consent-given': (at) => `They agreed${since(at)}, after a warning.`,
  'consent-needed': () => 'Needs their consent after a warning.',
  'access-request': (at) => `They asked for their own records in plain mail${since(at)}.`,
  'general-content': () => 'For everyday matters only: opening hours, appointments without a reason.',
  'professional-needs-protection': () => 'Health content to a professional needs protection.',
  'content-needs-protection': () => 'This content needs protection.',
  'tls-content': () => 'Sensitive content leaves only encrypted.',
  'tls-requiretls': (_at, server) => `${server || 'Our mail server'} passes it on by verified TLS or not at all.`,
  'tls-dane': (at, provider) =>
    `Their mail servers are signed for, and ${provider || 'our provider'} checks that.${seen(at)}`,
  'tls-mta-sts': (at, provider) => `Their mail domain demands TLS, and ${provider || 'our provider'} obeys.${seen(at)}`,
  'tls-listed': (at, who) => `${who || 'Somebody'} vouched for their mail domain${since(at)}. Nothing proves it.`,
  'tls-waits': (_at, server) =>
    `It would wait: ${server || 'our mail server'} cannot promise verified TLS all the way, which the settings demand.`,
  'tls-provider': (_at, provider) =>
    `Their mail domain demands TLS, but ${provider || 'our provider'} is not known to obey that.`,
  'tls-provider-unknown': () => 'Their mail domain demands TLS, but our provider is not known to obey that.',
  'tls-testing': (at) => `Their mail domain only tries TLS out, so nothing is demanded.${seen(at)}`,
  'tls-untrusted': (at) => `What their mail domain says about TLS cannot be trusted.${seen(at)}`,
  'tls-expired': (at) => `Unknown: what was known has run out and cannot be looked up now.${seen(at)}`,
  'tls-no-resolver': (at) =>
    `Their mail domain demands no TLS by its policy. The settings say how to look for signed servers, too.${seen(at)}`,
  'tls-not-published': (at) => `Their mail provider does not insist on it.${seen(at)}`,
  'tls-unknown': () => 'Unknown: their mail domain could not be looked up yet.',
};

/** Why a mode is suggested or cannot be chosen, in one line. */
export function reasonText(option: Pick<ModeOption, 'reason' | 'at' | 'detail'>): string {
  return reasons[option.reason](option.at, option.detail ?? '');
}

/** The line of a reason that came with a refusal; empty for anything else. */
export function refusalReason(code: string | null): string {
  const known = Object.entries(reasons).find(([reason]) => reason === code);
  return known === undefined ? '' : known[1](null, '');
}

/** What can be done about a reason, as a link beside it. */
export const reasonWays = { add: 'Add it', keep: 'Keep it', set: 'Settings' } as const;

const ledgerTitles = {
  'not-asked': 'Not asked',
  asked: 'Asked',
  given: 'Given',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
} as const;

/** "Plain mail: given", short for the head of a conversation; its menu says more. */
export function plainMailWords({ status }: ConsentView): string {
  return `Plain mail: ${ledgerTitles[status].toLowerCase()}`;
}

/** What the ledger says, as the first choice: title and one line. */
export function ledgerWords(consent: ConsentView): { readonly title: string; readonly words: string } {
  const day = consent.at === null ? '' : ` ${formatDate(consent.at)}`;
  const until = consent.until === null ? '' : ` until ${formatDate(consent.until)}`;
  const title = `${ledgerTitles[consent.status]}${day}`;
  switch (consent.status) {
    case 'not-asked':
      return { title, words: 'Nothing on file. Seen, go on without.' };
    case 'asked':
      return { title, words: 'No answer yet. Seen, go on without.' };
    case 'given':
      return { title, words: `On file${until}. Seen, go on.` };
    case 'declined':
    case 'withdrawn':
      return { title, words: 'They do not want plain mail. Seen, go on.' };
    case 'expired':
      return { title, words: `It ran out${until === '' ? '' : until.replace(' until', ' on')}. Seen, go on without.` };
  }
}

/** Asks a patient for their consent to plain mail, in the practice's own wording, which the ledger keeps. */
export function consentQuestion(name: string, wording: string): string {
  return [
    `Dear ${name},`,
    'you may choose how we write to you. If you want ordinary e-mail without encryption, please read this first:',
    `“${wording}”`,
    'If you agree, answer with “I agree”. If not, you need not do anything: we go on writing to you protected.',
  ].join('\n\n');
}

/** Words of the question who somebody is. */
export const partyText = {
  title: (name: string) => `Who is ${name}?`,
  aboutWhom: 'About whom is this?',
  under: 'Asked once. It decides what may be sent and how.',
  underSeveral: (address: string) => `${address} belongs to several patients.`,
  group: 'Who this is',
  suggested: 'Suggested',
  candidate: (facts: string) => facts || 'Patient with this address.',
  newPatient: 'A new patient',
  newPatientWords: 'Made here, with what you know now.',
  knownPatient: 'A patient on file, with a new address',
  knownPatientWords: 'Search by name, birth date or record number.',
  names: {
    professional: { title: 'A professional', words: 'Another practice, a laboratory, a pharmacy, an insurer.' },
    other: { title: 'Somebody else', words: 'Suppliers, newsletters, everybody who is neither.' },
  } as const satisfies Record<Exclude<Party, 'patient'>, { title: string; words: string }>,
  goOn: 'Go on',
  pick: 'Choose one to answer.',
  makePatient: 'Make the patient',
  link: 'Link to this patient',
  addsAddress: (address: string) => `${address} is added to their addresses.`,
  searchPatient: 'Patient on file',
  pickPatient: 'Choose a patient first.',
} as const;

/** Words of going weaker. */
export const downgradeText = {
  title: 'Use less protection from now on?',
  words: (from: string, to: string) =>
    `From ${from} to ${to}. The reason goes into the journal, and text quoted from protected messages is dropped.`,
  reason: 'Reason',
  reasonHint: 'For instance: “They called and asked for plain mail for this appointment.”',
  reasonMissing: 'Please write a reason in a few words.',
  use: (to: string) => `Use ${to}`,
} as const;
