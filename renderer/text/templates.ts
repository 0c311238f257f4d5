import type { ContentKind } from '../../main/contract/fields.ts';
import type {
  HeldReason,
  MergeField,
  MergeFieldName,
  MergeFilter,
  SendPurpose,
  TemplateProblem,
} from '../../main/contract/templates.ts';

/** Words of the templates and their editor. */
export const templatesText = {
  title: 'Templates',
  listOf: 'Templates',
  make: 'New template',
  pickTitle: 'No template is open',
  pickWords: 'A template is a letter for many: each patient gets it with their own name, dates and doctor in it.',
  name: 'Name of the template',
  nameMissing: 'A template needs a name.',
  subject: 'Subject',
  purpose: 'What it is for',
  content: 'How delicate it is',
  contentRaised: (kind: string) => `The fields in it make it “${kind}”.`,
  save: 'Save the template',
  savedToast: 'The template is saved.',
  remove: 'Remove',
  removeTitle: 'Remove this template?',
  removeWords: 'It leaves the list. Its versions stay on record, and what was sent stays as it is.',
  removedToast: 'The template is removed.',
  versions: 'Versions',
  version: (number: number, when: string, by: string) => `Version ${number}, ${when}, ${by}`,
  versionTaken: (number: number) => `This is version ${number} again. Save it to keep it.`,
  field: 'Field',
  fieldKey: 'mod+shift+i',
  condition: 'Only if',
  conditionKey: 'mod+shift+y',
  subjectField: 'Put a field into the subject',
  problemsTitle: 'This has to be mended first',
  letter: 'The letter',
  preview: 'Preview',
  previewAs: 'as',
  example: 'an example patient',
  pickPatient: 'Show it as another patient',
  pickTitleDialog: 'Show it as whom?',
  search: 'Find a patient by name or number',
  useExample: 'An example patient',
  fieldTitle: 'Put in a field',
  fieldWhich: 'Which field',
  fieldForm: 'How it is written',
  fieldMissing: 'Where a patient has nothing there',
  missingHold: 'hold that letter back',
  missingInstead: 'write this instead',
  instead: 'Words instead',
  insteadHint: 'patient',
  insteadMissing: 'Write what stands there instead.',
  fieldInsert: 'Put it in',
  conditionTitle: 'A text for some patients only',
  conditionWhich: 'Only for patients whose',
  conditionHow: 'Condition',
  conditionValue: 'Value',
  conditionElse: 'Another text for all others',
  conditionInsert: 'Put it in',
  conditionText: 'Write here what they read.',
  conditionOther: 'Write here what the others read.',
  asItIs: 'as it is',
} as const;

export const conditionNames = {
  known: 'is on file',
  unknown: 'is not on file',
  equals: 'is exactly',
  'at-least': 'is at least',
  'at-most': 'is at most',
} as const;
export type ConditionHow = keyof typeof conditionNames;

export const sendPurposeNames = {
  treatment: 'Care',
  payment: 'Payment',
  operations: 'Running the practice',
  marketing: 'News and offers',
} as const satisfies Record<SendPurpose, string>;

export const contentKindNames = {
  general: 'Nothing about health',
  health: 'About health',
  sensitive: 'Sensitive',
} as const satisfies Record<ContentKind, string>;

export const filterNames = {
  long_date: 'December 3, 2026',
  short_date: '12/03/2026',
  weekday: 'Thursday, December 3',
  time: '2:30 PM',
  title_case: 'With Capital Letters',
} as const satisfies Record<MergeFilter, string>;

const fieldNames = {
  first_name: 'First name',
  last_name: 'Last name',
  full_name: 'Full name',
  birth_date: 'Birth date',
  age: 'Age',
  record_number: 'Record number',
  telephone: 'Telephone',
  address: 'Mail address',
  doctor: 'Own doctor',
  last_visit: 'Last visit',
  last_visit_reason: 'Reason of the last visit',
  next_visit: 'Next visit',
  next_visit_reason: 'Reason of the next visit',
  conditions: 'Conditions',
  treatments: 'Medicines and treatments',
  practice_name: 'Practice: name',
  practice_address: 'Practice: postal address',
  practice_telephone: 'Practice: telephone',
  today: 'Today',
} as const satisfies Record<MergeFieldName, string>;

/** A field as the practice calls it: "Own doctor", "Date of A1C". */
export function fieldName(name: string, label: string | null = null): string {
  if (Object.hasOwn(fieldNames, name)) return fieldNames[name as MergeFieldName];
  const words = label ?? name.replace(/^(?:result_date|result|custom)_/, '').replaceAll('_', ' ');
  return name.startsWith('result_date_') ? `Date of ${words}` : name.startsWith('result_') ? `Last ${words}` : words;
}

export function fieldLabel({ name, label }: Pick<MergeField, 'name' | 'label'>): string {
  return fieldName(name, label);
}

const problems = {
  syntax: (detail) => (detail === '' ? 'A field or condition is not complete.' : `This is not complete: ${detail}`),
  'unknown-field': (detail) => `There is no field “${detail}”.`,
  'unknown-filter': (detail) => `There is no way of writing called “${detail}”.`,
  'unknown-tag': (detail) => `There is no instruction “${detail}”. A condition begins with “if” and ends with “endif”.`,
  'filter-kind': (detail) => `This way of writing does not go with that field: ${detail}`,
  'tag-in-markup': () => 'A field stands inside a link. Fields can only stand in the text.',
  'no-subject': () => 'It needs a subject.',
  'no-text': () => 'It needs a text.',
  'header-break': () => 'The subject has to be one line.',
  'too-long': () => 'The text is too long.',
} as const satisfies Record<TemplateProblem['code'], (detail: string) => string>;

export function problemWords({ code, detail }: TemplateProblem): string {
  return problems[code](detail);
}

const held = {
  'missing-field': (field) => `${field} is not on file.`,
  'line-break': (field) => `${field} has a line break in it, which a subject cannot have.`,
  'control-character': (field) => `${field} has characters in it that are no text.`,
  'encoded-word': (field) => `${field} has signs in it that mail programs could read as a line break.`,
  markup: (field) => `${field} has program code in it.`,
  'merge-tag': (field) => `${field} has a field’s brackets in it.`,
  'value-too-long': (field) => `${field} is too long.`,
  'wrong-kind': (field) => `${field} cannot be written that way.`,
  'no-time': (field) => `${field} has no time on file.`,
  'text-too-long': () => 'The letter is too long.',
  empty: () => 'The letter is empty.',
  'template-broken': () => 'The template itself has to be mended.',
  'no-document': () => 'No document of the batch is about this patient.',
  'document-unclear': () => 'Record number or birth date changed since the documents were compared.',
  'event-over': () => 'The appointment was moved, called off or is over.',
} as const satisfies Record<HeldReason['code'], (field: string) => string>;

export function heldWords({ code, field }: HeldReason): string {
  return held[code](field === null ? 'A text' : fieldName(field));
}
