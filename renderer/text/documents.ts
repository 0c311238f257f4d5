import type {
  BatchSummary,
  DocumentPatient,
  DocumentRefusal,
  DocumentRow,
  DocumentState,
  MatchReason,
  ReceiptRow,
} from '../../main/contract/documents.ts';
import { rowStates } from './campaigns.ts';
import { counted, formatCount, formatDate, formatDay, formatMoment, formatSize } from './format.ts';
import { modeNames } from './words.ts';

/** Words of sending documents: a folder of files, each to the patient it is about. */
export const documentsText = {
  send: 'Send documents',
  under: 'A folder of PDFs, such as lab results: each goes locked to the patient it is about, and to nobody else.',
  step: 'Documents',
  chooseTitle: 'Which documents do we send?',
  chooseWords:
    'Postern finds each one’s patient by record number and birth date, in its name or on its pages. Only where both agree and every page could be read is it theirs; everything else you look at yourself. Nothing is sent yet.',
  folder: 'Choose a folder',
  files: 'Choose files',
  openTitle: 'Begun earlier',
  openRow: (batch: BatchSummary) => `${counted(batch.files, 'file')}, ${formatMoment(batch.madeAt)}`,
  nameOf: ({ name, madeAt }: Pick<BatchSummary, 'name' | 'madeAt'>) => name || `Documents of ${formatDate(madeAt)}`,
  reading: (done: number, total: number) => `Reading ${formatCount(done)} of ${counted(total, 'file')} …`,
  readingLabel: 'Files read',
  next: (patients: number) => `Go on with ${counted(patients, 'patient')}`,
  done: 'Done',
  sortAgain: 'Compare again',
  drop: 'Forget these files',
  dropTitle: 'Forget these files?',
  dropWords: 'Postern forgets what it read and what you confirmed. The files themselves stay where they are.',
  notDropped: 'They belong to a campaign now. Remove that first.',
  openLook: (count: number) =>
    `${counted(count, 'document needs', 'documents need')} your look. What you do not confirm stays here and goes to nobody.`,
  nothing: 'None of these files can go to anybody yet.',
  noFiles: 'There is no PDF among them.',
  refusedTitle: (count: number) => `${counted(count, 'file was', 'files were')} not taken in`,
  show: 'Show',
  shows: {
    all: 'All documents',
    look: 'Needs a look',
    good: 'Goes to a patient',
    out: 'Goes to nobody',
  },
  columns: { file: 'Document', patient: 'Patient', found: 'How we know', action: 'What to do' },
  tableLabel: 'Documents of this batch',
  nobodyHere: 'No document here.',
  about: ({ pages, size }: Pick<DocumentRow, 'pages' | 'size'>) =>
    pages === null ? formatSize(size) : `${counted(pages, 'page')}, ${formatSize(size)}`,
  others: (count: number) => `and ${counted(count, 'other document', 'other documents')} in the same letter`,
  lookAt: 'Look',
  leaveOut: 'Leave out',
  takeIn: 'Take in again',
  of: (action: string, file: string) => `${action}: ${file}`,
  confirmedBy: (name: string) => (name === '' ? 'confirmed' : `confirmed by ${name}`),
  lookTitle: 'Whose document is this?',
  step1: 'Step 1 of 2: find the patient',
  step2: 'Step 2 of 2: compare once more',
  inDocument: 'In the document',
  onFile: 'On file',
  number: 'Record number',
  birthDate: 'Birth date',
  name: 'Name',
  nothingFound: 'not found',
  excerpt: 'The beginning of the document',
  noText: {
    read: '',
    partly:
      'Some of its pages are pictures, or it is very long: Postern has not read all of it. Open the file in its folder and look at every page.',
    'no-text': 'Its pages are pictures: Postern cannot read them. Open the file in its folder to look at it.',
    locked: 'It asks for a password. Your patient would be asked for it, too.',
    unreadable: 'It cannot be read and may be damaged. Open the file in its folder to look at it.',
  },
  suggestions: 'Who it could be',
  search: 'Somebody else: name or record number',
  nextStep: 'Compare with this patient',
  back: 'Back',
  ticked: (name: string, born: string | null) =>
    born === null
      ? `I looked into the document. It is about ${name}.`
      : `I looked into the document. It is about ${name}, born ${formatDay(born)}.`,
  confirm: (name: string) => `It belongs to ${name}`,
  agrees: 'agrees',
  differs: 'differs',
  missing: 'cannot be compared',
  born: (day: string | null) => (day === null ? 'birth date not on file' : `born ${formatDay(day)}`),
  recordNumber: (number: string) => (number === '' ? 'no record number' : `No. ${number}`),
  attachTitle: 'A document for each patient',
  attachWords:
    'Each letter takes along the files that are about its patient, found by record number and birth date. Whoever has none gets no letter.',
  attached: (files: number, patients: number) => `${counted(files, 'file')} for ${counted(patients, 'patient')}`,
  attachLook: 'Look at them',
  detach: 'Without documents',
  receipt: 'Receipt',
  receiptTitle: 'Receipt of the documents',
  receiptWords: 'What became of each file. It stands in the journal, too.',
  receiptOf: (name: string, at: number) => `${name}, as of ${formatMoment(at)}`,
  receiptColumns: { file: 'Document', patient: 'Patient', how: 'Found by', sent: 'Sent' },
  print: 'Print',
  save: 'Save as CSV',
  saved: (name: string) => `Saved as ${name}. Names of patients stand in it, readable to whoever has the file.`,
  toNobody: 'to nobody',
  notSent: 'not sent',
  close: 'Close',
} as const;

/** Words of a state, in a chip. */
export const documentStates: Readonly<Record<DocumentState, string>> = {
  matched: 'matched',
  look: 'needs a look',
  none: 'no patient',
  copy: 'the same file twice',
  confirmed: 'confirmed',
  'left-out': 'left out',
};

/** What a match rests on, or what is missing. */
export const matchReasons: Readonly<Record<MatchReason, string>> = {
  'number-and-date': 'record number and birth date agree',
  'number-only': 'the record number agrees; no birth date stands there',
  'no-birth-date-on-file': 'the record number agrees; we have no birth date on file',
  'date-differs': 'the record number agrees, the birth date is another',
  'number-and-date-differ': 'the record number is one patient’s, name and birth date are another’s',
  'name-differs': 'number and birth date agree, but another name stands there',
  'number-differs': 'name and birth date agree, the record number is another',
  'date-and-name': 'name and birth date agree; no record number of ours stands there',
  'date-only': 'only a birth date agrees',
  'name-only': 'only the name agrees',
  several: 'it may be about several patients',
  nobody: 'nobody on file fits',
  'same-file': 'the same file is in this batch already',
  'sent-before': 'this very file was sent before',
  'not-all-read': 'record number and birth date agree, but not every page could be read',
  locked: 'it asks for a password',
  unreadable: 'it cannot be read',
};

/** Why a file was not taken in. */
export const documentRefusals: Readonly<Record<DocumentRefusal['reason'], string>> = {
  'not-pdf': 'not a PDF',
  link: 'only a link to a file elsewhere',
  folder: 'a folder; choose it by itself',
  empty: 'empty',
  'too-large': 'larger than 20 MB, more than mail servers take',
  'too-much': 'more than 500 MB in one batch; send it in the next',
  unreadable: 'could not be opened',
};

/** How a file was found to be somebody's, on the receipt. */
export function howFound(how: DocumentState, confirmedBy: string): string {
  if (how === 'matched') return 'record number and birth date';
  return how === 'confirmed' ? documentsText.confirmedBy(confirmedBy) : documentStates[how];
}

/** When a file left and how it was protected, on the receipt. */
export function howSent({ state, mode, at }: Pick<ReceiptRow, 'state' | 'mode' | 'at'>): string {
  if (state === null) return documentsText.notSent;
  if (at === null || mode === null) return rowStates[state];
  return `${rowStates[state]} ${formatMoment(at)}, ${modeNames[mode]}`;
}

/** "No. 4711, born Mar 14, 1971". */
export function patientLine({ recordNumber, birthDate }: Pick<DocumentPatient, 'recordNumber' | 'birthDate'>): string {
  return `${documentsText.recordNumber(recordNumber)}, ${documentsText.born(birthDate)}`;
}

type Compared = 'agrees' | 'differs' | 'missing';

/** The same, each with what the document says to it: "No. 4711 (agrees), born Mar 14, 1971 (differs)". */
export function comparedLine(
  { recordNumber, birthDate }: Pick<DocumentPatient, 'recordNumber' | 'birthDate'>,
  compared: { readonly number: Compared; readonly birthDate: Compared },
): string {
  const number = `${documentsText.recordNumber(recordNumber)} (${documentsText[compared.number]})`;
  return `${number}, ${documentsText.born(birthDate)} (${documentsText[compared.birthDate]})`;
}
