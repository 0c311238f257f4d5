import type {
  ImportCounts,
  ImportField,
  ImportLook,
  ImportRefusal,
  RefusalReason,
} from '../../main/contract/imports.ts';
import { counted, formatCount } from './format.ts';

/** Words of bringing patients in from a file. */
export const importsText = {
  open: 'Import',
  title: 'Bring in patients from a file',
  save: 'Save as CSV',
  saved: (name: string) => `Saved as ${name}. Everybody’s data stands in it, readable to whoever has the file.`,
  dropTitle: 'Drop the file here',
  dropWords:
    'A CSV file from your practice program, or a FHIR file (JSON or NDJSON). Nothing is changed until you have seen what it would do.',
  pick: 'Choose a file',
  reading: (name: string) => `Reading ${name}`,
  looking: 'Working out what the columns mean',
  previewing: 'Comparing with the patients on file',
  applying: 'Bringing the patients in',
  columnsTitle: 'What do the columns mean?',
  columnsWords: (columns: number) =>
    `Postern guessed ${counted(columns, 'column')} by name. Change what is wrong; a column you do not need can stay out.`,
  remembered: 'You imported a file with these columns before. They are set as you set them then.',
  column: 'In the file',
  samples: 'For example',
  meaning: 'Means',
  meaningOf: (column: string) => `What “${column}” means`,
  labelOf: (column: string) => `Name of “${column}”`,
  dates: 'How are dates written?',
  dateOrders: { 'month-first': 'Month first: 3/14/1971', 'day-first': 'Day first: 14/3/1971' },
  datesOpen: 'The dates in this file can be read either way. Please look at one you know.',
  noName: 'Say which column holds the name, or the first and the last name.',
  next: 'See what it does',
  back: 'Back',
  previewTitle: 'This is what the file does',
  added: 'New',
  changed: 'Changed',
  unchanged: 'Unchanged',
  refused: 'Refused',
  nothing: 'The file says nothing that is not on file already.',
  examples: (shown: number, all: number) =>
    shown < all ? `The first ${formatCount(shown)} of ${formatCount(all)}` : '',
  refusedWords:
    'Refused rows stay out; all others come in. Mend them in the practice program and import the file again.',
  row: (row: number) => `Row ${formatCount(row)}`,
  noneRefused: 'No row is refused.',
  saveRefused: 'Save the list of refused rows',
  refusedSaved: (name: string) => `Saved as ${name}.`,
  apply: ({ added, changed }: ImportCounts) => `Bring in ${counted(added + changed, 'patient')}`,
  doneTitle: 'The patients are here',
  done: ({ added, changed, unchanged, refused }: ImportCounts) =>
    `${formatCount(added)} new, ${formatCount(changed)} changed, ${formatCount(unchanged)} unchanged, ${formatCount(refused)} refused.`,
  undo: 'Take this import back',
  undoShort: 'Take back',
  undoOf: (name: string) => `Take back: ${name}`,
  undoTitle: 'Take this import back?',
  undoWords:
    'New patients go, and what was changed is as before. Patients whom somebody wrote to, or changed since, stay.',
  undone: (removed: number, kept: number) =>
    `Taken back: ${counted(removed, 'patient is', 'patients are')} gone${kept > 0 ? `, ${formatCount(kept)} stayed because something was done for them since` : ''}.`,
  close: 'Close',
  past: 'Earlier imports',
  pastNone: 'No file was imported yet.',
  wasUndone: (on: string) => `taken back ${on}`,
} as const;

/** What was found about the file, in one line. */
export function lookWords(name: string, look: ImportLook): string {
  if (look.format === 'fhir')
    return `${name} · FHIR, ${look.shape === 'bundle' ? 'one bundle' : 'a line for each entry'}`;
  const separators = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;
  const encodings = {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16',
    'utf-16be': 'UTF-16',
    'windows-1252': 'Windows letters',
  } as const;
  return `${name} · ${counted(look.columns.length, 'column')}, between ${separators[look.separator]} · ${encodings[look.encoding]}`;
}

/** What a column can mean, in the order of the list. */
export const fieldNames = {
  ignore: 'Leave out',
  'record-number': 'Record number',
  name: 'Name',
  'given-name': 'First name',
  'family-name': 'Last name',
  'birth-date': 'Birth date',
  sex: 'Sex',
  mail: 'Mail address',
  telephone: 'Telephone',
  street: 'Street',
  city: 'City',
  region: 'State',
  'postal-code': 'ZIP code',
  doctor: 'Own doctor',
  tags: 'Tags',
  'last-visit': 'Last visit',
  'last-visit-reason': 'Reason of the last visit',
  'next-visit': 'Next visit',
  'next-visit-reason': 'Reason of the next visit',
  conditions: 'Conditions',
  treatments: 'Treatments and medication',
  immunizations: 'Immunizations',
  observation: 'A result, such as A1C',
  'observation-day': 'Date of the result before it',
  'result-name': 'Name of a result (one a row)',
  'result-value': 'Value of that result',
  'result-unit': 'Unit of that result',
  'result-day': 'Date of that result',
  custom: 'A field of your own',
} as const satisfies Record<ImportField, string>;

/** Names of what changes, as the preview lists them; others are fields of the practice's own. */
const changeNames: Readonly<Record<string, string>> = {
  name: 'Name',
  given_name: 'First name',
  family_name: 'Last name',
  birth_date: 'Birth date',
  sex: 'Sex',
  record_number: 'Record number',
  telephone: 'Telephone',
  street: 'Street',
  city: 'City',
  region: 'State',
  postal_code: 'ZIP code',
  doctor: 'Own doctor',
  mail: 'Mail address',
  tags: 'Tags',
  observation: 'Result',
  condition: 'Condition',
  treatment: 'Treatment',
  immunization: 'Immunization',
  visit: 'Visit',
};
export const changeName = (field: string): string => changeNames[field] ?? field;

const reasons: { readonly [Reason in RefusalReason]: (refusal: ImportRefusal) => string } = {
  columns: ({ quoted }) => {
    const [has = '', wants = ''] = quoted.split(' / ');
    return `has ${has} cells where the first row has ${wants}`;
  },
  quotes: () => 'has quotation marks that do not match',
  'row-too-long': () => 'is too long',
  'cell-too-long': ({ field }) => `has too long a text under “${field}”`,
  'no-name': () => 'has no name',
  'birth-date': ({ quoted }) => `has a birth date that is none: “${quoted}”`,
  'future-birth-date': ({ quoted }) => `has a birth date in the future: “${quoted}”`,
  day: ({ field, quoted }) => `has a date that is none under “${field}”: “${quoted}”`,
  mail: ({ quoted }) => `has a mail address that is none: “${quoted}”`,
  sex: ({ quoted }) => `has a sex that Postern does not know: “${quoted}”`,
  'control-character': ({ field }) => `has invisible characters or line ends under “${field}”`,
  'number-of-someone-else': ({ field, quoted }) =>
    /^\d+$/.test(quoted) && field !== quoted
      ? `has the record number ${field} of somebody else in row ${quoted}`
      : `has the record number ${field}, which is ${quoted}’s`,
  'other-number': ({ field, quoted }) =>
    `is somebody known by name and birth date, but with another record number (${field}, ${quoted})`,
  'several-fit': ({ field }) => `fits several patients on file: ${field}`,
  'cannot-tell-who': ({ field }) => `has neither record number nor birth date, and a ${field} is on file already`,
  'twice-in-file': ({ quoted }) => `is the same patient as row ${quoted}`,
  'not-json': () => 'cannot be read: it is damaged or cut off',
  'not-fhir': ({ field }) => `is not as FHIR R4 has it${field === '' ? '' : `, at ${field}`}`,
  'patient-not-in-file': () => 'belongs to a patient who is not in the file',
  'patient-refused': () => 'belongs to a patient who was refused',
};

/** Why a row stays out, as the end of a sentence that begins with the row. */
export function refusalWords(refusal: ImportRefusal): string {
  return reasons[refusal.reason](refusal);
}

/** Why a whole file cannot be read: what it is, and what to do. */
export const fileProblems: Readonly<Record<string, readonly [happened: string, next: string]>> = {
  zip: [
    'It is an Excel workbook or a ZIP archive, whatever its name says.',
    'Open it in Excel and save it as “CSV UTF-8”, then import that file.',
  ],
  'old-excel': ['It is an old Excel file.', 'Open it in Excel and save it as “CSV UTF-8”, then import that file.'],
  pdf: ['It is a PDF.', 'Ask the practice program for a CSV or FHIR export.'],
  compressed: ['It is a compressed archive.', 'Unpack it first, then import the CSV or FHIR file in it.'],
  'not-text': [
    'It is no text: bytes stand in it that no list has.',
    'Export the list from the practice program once more, as CSV.',
  ],
  encoding: [
    'Its letters are written in a way that Postern does not know.',
    'Save it as “CSV UTF-8” and import that file.',
  ],
  'mixed-encoding': [
    'Some of its letters are written in one way and some in another, so names would be spoiled.',
    'Export the list once more, as “CSV UTF-8”.',
  ],
  empty: ['It is empty.', 'Export the list from the practice program once more.'],
  'no-rows': ['It has column names and nothing under them.', 'Export the list from the practice program once more.'],
  'one-column': [
    'It has only one column, so it is no list of patients.',
    'Export the list as CSV, with at least a name and a record number or birth date.',
  ],
  'too-many-columns': ['It has more than 300 columns.', 'Leave out what is not about patients.'],
  'too-many-rows': ['It has more rows than Postern takes at once.', 'Export it in several parts.'],
  'bundle-too-large': [
    'This FHIR bundle is larger than Postern reads in one piece.',
    'Export it as NDJSON, one resource a line, which may be as large as 512 MB.',
  ],
  'no-name-column': ['No column is said to hold the name.', 'Say which one does.'],
  'cut-off': [
    'It ends in the middle: an opened quotation mark or bracket is never closed.',
    'Export or copy the file once more. Nothing of it was imported.',
  ],
  quotes: [
    'Quotation marks in it do not match, so nobody can tell where a row ends.',
    'Export the list once more. Nothing of it was imported.',
  ],
  'row-too-long': [
    'A row in it is longer than a million characters.',
    'Look for a quotation mark that is never closed. Nothing of it was imported.',
  ],
  'not-fhir': [
    'It is JSON or XML, but not FHIR R4 with patients.',
    'Ask the practice program for a FHIR R4 bundle or NDJSON, or for CSV.',
  ],
  'no-patients': ['There is nothing about patients in it.', 'Choose another file.'],
};
