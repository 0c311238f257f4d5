import type { ConceptPick, FoundFact, SegmentLeaf, SegmentRule } from '../../main/contract/segments.ts';
import { counted, formatCount, formatDay } from './format.ts';

/** Words of the groups of patients. */
export const segmentsText = {
  title: 'Groups',
  listOf: 'Groups of patients',
  make: 'New group',
  newName: 'New group',
  starter: 'Comes with Postern',
  saved: (by: string, when: string) => `Saved by ${by}, ${when}`,
  pickTitle: 'No group is open',
  pickWords:
    'A group is a rule, such as “men over 40 whose last A1C was high”. It always holds the patients who fit today.',
  name: 'Name of the group',
  nameMissing: 'A group needs a name.',
  save: 'Save the group',
  savedToast: 'The group is saved.',
  remove: 'Remove',
  removeTitle: 'Remove this group?',
  removeWords: 'It leaves the list. What was sent to its patients stays as it is.',
  removedToast: 'The group is removed.',
  changedElsewhere: 'Somebody saved this group in the meantime.',
  page: 'The group',
  rule: 'Who belongs to it',
  lead: 'Patients who fit',
  leadInner: 'who fit',
  leadAfter: 'of these:',
  groupKinds: { all: 'all', any: 'at least one', none: 'none' },
  add: 'Add a line',
  addGroup: 'A set of lines',
  removeLine: 'Remove this line',
  unfinished: 'Not counted yet: choose what is missing.',
  everybody: 'Without a line everybody belongs to it.',
  who: 'Who fits today',
  counting: 'Counting',
  count: (total: number) => counted(total, 'patient'),
  nobodyTitle: 'Nobody fits',
  nobodyWords: 'Take a line away, or check one patient to see which line keeps them out.',
  more: (count: number) => `and ${formatCount(count)} more`,
  check: 'Check one patient',
  checkTitle: 'In or out?',
  checkSearch: 'Find a patient by name or number',
  whyIn: (name: string) => `${name} belongs to this group.`,
  whyOut: (name: string) => `${name} does not belong to this group.`,
  why: 'Why?',
  fits: 'fits',
  fitsNot: 'does not fit',
  nothingOnFile: 'Nothing on file.',
  onFile: (what: string) => `On file: ${what}.`,
  back: 'Another patient',
  containing: (label: string) => `every name with “${label}” in it`,
} as const;

/** The lines that can be added, as the menu says them. */
export const lineNames = {
  age: 'Age',
  sex: 'Sex',
  birthday: 'Birthday',
  condition: 'Condition',
  treatment: 'Medicine or treatment',
  observation: 'Result of a test',
  measured: 'Test done or due',
  immunization: 'Vaccination',
  visited: 'Last visit',
  appointment: 'Next appointment',
  doctor: 'Own doctor',
  tag: 'Tag',
  field: 'Own field of the practice',
  'postal-code': 'Postal code',
  reachable: 'Can be reached',
  consent: 'Consent',
} as const satisfies Record<SegmentLeaf['is'], string>;

export const sexNames = { female: 'women', male: 'men', other: 'another sex', unknown: 'sex not on file' } as const;
const sexSentences = {
  female: 'they are a woman',
  male: 'they are a man',
  other: 'their sex is another',
  unknown: 'their sex is not on file',
} as const;
const sexFacts: Readonly<Record<string, string>> = {
  female: 'a woman',
  male: 'a man',
  other: 'another sex',
  unknown: '',
};

export const compareNames = {
  'at-least': 'at least',
  'at-most': 'at most',
  above: 'above',
  below: 'below',
  equals: 'exactly',
} as const;
export const fieldCompareNames = {
  is: 'is',
  'is-not': 'is not',
  contains: 'contains',
  'at-least': 'is at least',
  'at-most': 'is at most',
  empty: 'is empty',
} as const;
export const reachNames = {
  address: 'a mail address',
  telephone: 'a telephone number',
  phrase: 'a phrase that was given',
} as const;
export const consentPurposeNames = { 'unencrypted-email': 'plain mail', marketing: 'news and offers' } as const;
export const consentLineNames = { given: 'agreed to', 'not-given': 'have not agreed to', refused: 'refused' } as const;

/** Words between the controls of a line, and what a screen reader calls each control. */
export const lineText = {
  from: 'from age',
  to: 'to age',
  years: 'years',
  ageFrom: 'are at least',
  ageTo: 'and at most',
  any: 'any',
  are: 'are',
  birthdayLead: 'have their birthday within',
  days: 'days',
  have: 'have',
  haveNot: 'do not have',
  take: 'take',
  takeNot: 'do not take',
  yesOrNo: 'Yes or no',
  condition: 'Condition',
  conditionHint: 'diabetes',
  treatment: 'Medicine or treatment',
  treatmentHint: 'metformin',
  test: 'Test',
  testHint: 'A1C',
  vaccine: 'Vaccine',
  vaccineHint: 'influenza',
  which: { last: 'whose last', any: 'with any' },
  whichLabel: 'Last or any',
  is: 'is',
  compare: 'Comparison',
  value: 'Value',
  ever: 'ever',
  within: 'in the last',
  months: 'months',
  monthsLabel: 'Months back, empty for ever',
  hadTest: 'had the test',
  hadTestNot: 'did not have the test',
  gotVaccine: 'got the vaccine',
  gotVaccineNot: 'did not get the vaccine',
  visited: 'were here',
  visitedNot: 'were not here',
  appointment: 'have an appointment',
  appointmentNot: 'have no appointment',
  withinNext: 'in the next',
  forReason: 'for',
  reason: 'Reason',
  reasonHint: 'any reason',
  doctor: 'Doctor',
  doctorHint: 'Dr. Jones',
  doctorIs: 'are patients of',
  doctorIsNot: 'are not patients of',
  tag: 'Tag',
  tagHint: 'newsletter',
  tagged: 'are tagged',
  taggedNot: 'are not tagged',
  fieldLead: 'whose',
  field: 'Field',
  fieldHint: 'Insurer',
  text: 'Text',
  postal: 'live at a postal code that begins with',
  postalNot: 'do not live at a postal code that begins with',
  postalLabel: 'First digits',
  reach: 'What there is',
  consent: 'What they said',
  purpose: 'To what',
} as const;

const within = (months: number | null) =>
  months === null ? '' : months === 1 ? ' in the last month' : ` in the last ${formatCount(months)} months`;
const concept = ({ label, match }: ConceptPick) => (match === 'contains' ? `“${label}”` : label);
const reasonFor = (reason: string) => (reason === '' ? '' : ` for “${reason}”`);

/** One line as a sentence: "their last A1C is at least 6.5". */
export function leafSentence(leaf: SegmentLeaf): string {
  switch (leaf.is) {
    case 'age':
      return ageSentence(leaf.from, leaf.to);
    case 'sex':
      return sexSentences[leaf.sex];
    case 'birthday':
      return leaf.days === 0 ? 'today is their birthday' : `their birthday is within ${counted(leaf.days, 'day')}`;
    case 'observation': {
      const which = leaf.which === 'last' ? 'their last' : 'any';
      return `${which} ${concept(leaf.concept)} is ${compareNames[leaf.compare]} ${leaf.value}${within(leaf.months)}`;
    }
    case 'measured':
      return `they ${leaf.has ? 'had' : 'did not have'} ${concept(leaf.concept)} measured${within(leaf.months) || ' ever'}`;
    case 'condition':
      return `they ${leaf.has ? 'have' : 'do not have'} ${concept(leaf.concept)}`;
    case 'treatment':
      return `they ${leaf.has ? 'take' : 'do not take'} ${concept(leaf.concept)}`;
    case 'immunization':
      return `they ${leaf.has ? 'got' : 'did not get'} the vaccine ${concept(leaf.concept)}${within(leaf.months) || ' ever'}`;
    case 'visited':
      return `they were ${leaf.has ? '' : 'not '}here${within(leaf.months)}${reasonFor(leaf.reason)}`;
    case 'appointment':
      return `they have ${leaf.has ? 'an' : 'no'} appointment in the next ${counted(leaf.days, 'day')}${reasonFor(leaf.reason)}`;
    case 'doctor':
      return `they are ${leaf.has ? '' : 'not '}patients of ${leaf.name}`;
    case 'tag':
      return `they are ${leaf.has ? '' : 'not '}tagged “${leaf.tag}”`;
    case 'field':
      return fieldSentence(leaf);
    case 'postal-code':
      return `their postal code ${leaf.has ? 'begins' : 'does not begin'} with ${leaf.starts}`;
    case 'reachable':
      return `there is ${leaf.has ? '' : 'not '}${reachNames[leaf.by]}`;
    case 'consent':
      return `they ${consentLineNames[leaf.status]} ${consentPurposeNames[leaf.purpose]}`;
  }
}

function ageSentence(from: number | null, to: number | null): string {
  if (from !== null && to !== null) return `they are ${from} to ${to} years old`;
  if (from !== null) return `they are ${from} or older`;
  return to === null ? 'their birth date is on file' : `they are ${to} or younger`;
}

function fieldSentence({ name, compare, text, value }: Extract<SegmentLeaf, { is: 'field' }>): string {
  const wanted =
    compare === 'empty' ? '' : compare === 'at-least' || compare === 'at-most' ? ` ${value}` : ` “${text}”`;
  return `their field ${name} ${fieldCompareNames[compare]}${wanted}`;
}

/** A rule's head in an explanation; what belongs to it stands below. */
export function ruleSentence(rule: SegmentRule): string {
  if (rule.is === 'all') return 'all of these:';
  if (rule.is === 'any') return 'at least one of these:';
  if (rule.is === 'not') return 'not:';
  return leafSentence(rule);
}

/** What is on file about a sentence, or that nothing is; empty where the sentence itself says it all. */
export function foundWords(rule: SegmentRule, found: FoundFact | null): string {
  if (rule.is === 'all' || rule.is === 'any' || rule.is === 'not') return '';
  if (rule.is === 'reachable' || rule.is === 'consent' || rule.is === 'field') return '';
  const words = found === null ? '' : rule.is === 'sex' ? (sexFacts[found.text] ?? '') : factWords(found);
  return words === '' ? segmentsText.nothingOnFile : segmentsText.onFile(words);
}

/** "6.8 % on Feb 3, 2026". */
function factWords({ day, number, unit, text }: FoundFact): string {
  const what = number === null ? text : `${number}${unit === '' ? '' : ` ${unit}`}`;
  const on = day === null ? '' : formatDay(day);
  if (what === '') return on;
  return on === '' ? what : `${what} on ${on}`;
}
