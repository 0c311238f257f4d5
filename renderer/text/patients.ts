import type { Purpose } from '../../main/contract/fields.ts';
import type { KeyView } from '../../main/contract/keys.ts';
import type { Device, LedgerRow, PhraseView } from '../../main/contract/patients.ts';
import { counted, formatDate } from './format.ts';

/** Words of the list of patients and of a patient's page. */
export const patientsText = {
  title: 'Patients',
  listOf: 'Patients',
  search: 'Search patients',
  searchPlaceholder: 'Name, birth date, record, address',
  count: (count: number) => counted(count, 'patient'),
  add: 'New patient',
  emptyTitle: 'No patients yet',
  emptyWords: 'Import a list from your practice program, or make one here or from a conversation with somebody new.',
  nothingTitle: 'Nobody found',
  nothingWords: 'Try a part of the name, the record number, or the address.',
  loading: 'Opening the patient',
  write: 'Write a message',
  edit: 'Change',
  details: 'Details',
  name: 'Name',
  nameMissing: 'A name is needed.',
  birthDate: 'Born',
  birthDateWrong: 'Please give a date of the past, as year, month, day.',
  recordNumber: 'Record number',
  telephone: 'Telephone',
  addresses: 'Mail addresses',
  addressLabel: (number: number) => `Mail address ${number}`,
  addressWrong: 'This is no mail address.',
  addAddress: 'Add an address',
  removeAddress: (address: string) => `Remove ${address || 'the empty address'}`,
  device: 'Reads mail on',
  note: 'Note',
  phrase: 'Phrase',
  save: 'Save',
  make: 'Make the patient',
  noAddress: 'No mail address',
  mail: 'Conversations',
  noMail: 'No conversation with this patient yet.',
} as const;

export const deviceNames = {
  computer: 'a computer',
  android: 'an Android phone',
  iphone: 'an iPhone',
  unknown: 'not asked',
} as const satisfies Record<Device, string>;

/** How a phrase was given, inside a sentence. */
export const givenHowNames = {
  'at-the-desk': 'at the desk',
  'by-phone': 'by phone',
  'by-post': 'by post',
  'in-person-visit': 'at a visit',
} as const;

/** The ways a phrase reaches a patient, for a list. */
export const givenHowOptions = [
  { value: 'at-the-desk', label: 'Slip handed over at the desk' },
  { value: 'in-person-visit', label: 'Slip handed over at a visit' },
  { value: 'by-phone', label: 'Words read out by phone' },
  { value: 'by-post', label: 'Slip sent by post' },
] as const;

/** "given Nov 3, 2026 at the desk". */
export function phraseWords(phrase: PhraseView): string {
  if (phrase.state === 'none') return 'none yet';
  if (phrase.state === 'made') return `made${on(phrase.madeAt)}, not given yet`;
  return `given${on(phrase.givenAt)}${phrase.givenHow === null ? '' : ` ${givenHowNames[phrase.givenHow]}`}`;
}

function on(time: number | null): string {
  return time === null ? '' : ` ${formatDate(time)}`;
}

/** Words of what stands beside a conversation. */
export const asideText = {
  title: 'About the patient',
  consent: 'Consent',
  others: 'Other conversations',
} as const;

/** Words of the phrase: making it, printing its slip, recording that it was given. */
export const phraseText = {
  title: 'Phrase for sealed letters',
  none: 'No phrase yet. It is made by the program, five ordinary words, and opens every sealed letter to this patient.',
  made: (by: string, on: string) => `Made by ${by}${on}.`,
  given: (how: string, by: string, on: string) => `Given ${how}${on}, recorded by ${by}.`,
  notGiven: 'Not given yet. Until then no letter can be sealed with it.',
  make: 'Make a phrase',
  makeNew: 'Make a new phrase',
  makeNewWords: 'The old phrase still opens the letters sealed with it. New letters need the new one.',
  makeNewTitle: 'Make a new phrase?',
  language: 'Language of the words',
  languages: { en: 'English', es: 'Spanish' },
  print: 'Print the slip',
  saveSlip: 'Save as PDF',
  slipSaved: (name: string) => `Saved as ${name}. The five words stand in it: delete it once it is printed.`,
  showSlip: 'Show the slip',
  recordGiven: 'Record that it was given',
  how: 'How was it given?',
  device: 'Which device do they read mail on?',
  record: 'It was given',
  recorded: 'Recorded. Sealed letters are ready.',
  phone: 'By phone: check name and birth date first, read the words slowly, let them repeat.',
} as const;

/** Words of OpenPGP keys, which are details. */
export const keysText = {
  title: 'OpenPGP',
  none: 'None on file. Only needed for people whose own mail program knows OpenPGP.',
  address: 'For the address',
  compare: 'Compare',
  compareTitle: 'Compare the fingerprint',
  compareWords:
    'Call them at a number you know, not one from a mail. Let them read their fingerprint out, and compare every group.',
  compareScan: 'If they stand here with a phone that knows OpenPGP, they can scan the code instead.',
  same: 'Every group is the same',
  compared: (on: string, by: string) => `Compared ${on} by ${by}`,
  notCompared: 'Not compared yet',
  remove: 'Remove',
  removeTitle: 'Remove this key?',
  removeWords: 'Mail to this address is not encrypted with it any more.',
  expires: (on: string) => `expires ${on}`,
} as const;

export const keyStatusNames = {
  usable: 'usable',
  expired: 'expired',
  revoked: 'withdrawn',
  weak: 'too weak',
  'cannot-encrypt': 'can only sign',
} as const satisfies Record<KeyView['status'], string>;

/** Words of the ledger. */
export const ledgerText = {
  title: 'Consent record',
  now: 'Plain mail today:',
  none: 'Nothing is recorded yet.',
  note: 'Nothing here is ever changed or removed; what happens next is added below it.',
  record: 'Record what they said',
  columns: { when: 'When', what: 'What', how: 'How', until: 'Until', by: 'Recorded by', form: 'Form' },
  warned: 'after the warning',
  notWarned: 'without the warning',
  honored: (until: string) => `Counts from this moment on; the law gives until ${until}.`,
  wording: 'The exact words',
  saveScan: (name: string) => `Save ${name}`,
  purpose: 'For',
  event: 'What they said',
  how: 'How',
  exact: 'The exact words they agreed to',
  exactHint: (version: string) => `The practice’s wording of ${version}. Change it only if other words were used.`,
  warnedTick: 'They were told that others can read plain mail on its way',
  warnedHint: 'Without this a consent does not open plain mail.',
  until: 'Until',
  untilHint: 'Empty: until they withdraw it.',
  untilWrong: 'Please give a day in the future.',
  scan: 'Signed form',
  scanHint: 'A scan or photo, up to 3 MB. It is kept locked on this computer.',
  scanTooLarge: 'The file is larger than 3 MB.',
  scanPick: 'Choose a file',
  scanRemove: 'Remove the file',
  save: 'Record',
  onlyHere: 'Counts for this conversation only.',
} as const;

export const eventNames = {
  asked: 'Asked, no answer yet',
  given: 'They agree',
  declined: 'They decline',
  withdrawn: 'They take it back',
} as const satisfies Record<LedgerRow['event'], string>;

export const eventWords = {
  asked: 'Asked',
  given: 'Given',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
} as const satisfies Record<LedgerRow['event'], string>;

export const howNames = {
  'signed-form': 'Signed form',
  'reply-by-mail': 'Reply by mail',
  'by-message': 'By a message of ours',
  'by-phone': 'By phone',
  'at-the-desk': 'At the desk',
} as const satisfies Record<LedgerRow['how'], string>;

export const purposeTitles = {
  'unencrypted-email': 'Plain mail',
  marketing: 'News and offers',
  'access-request': 'Own records in plain mail',
} as const satisfies Record<Purpose, string>;
