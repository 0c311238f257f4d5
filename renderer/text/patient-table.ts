import type { Sex } from '../../main/contract/patients.ts';

/** Words of the patients' list and of what is on file about one. */
export const tableText = {
  name: 'Name',
  recordNumber: 'Record',
  born: 'Born · age',
  sex: 'Sex',
  doctor: 'Own doctor',
  lastVisit: 'Last visit',
  nextVisit: 'Next visit',
  conditions: 'Conditions',
  condition: 'Condition',
  tag: 'Tag',
  reach: 'Mail or telephone',
  noReach: 'none',
  anySex: 'Any sex',
  anyDoctor: 'Any doctor',
  anyCondition: 'Any condition',
  anyTag: 'Any tag',
  ageFrom: 'Age from',
  ageTo: 'Age to',
  showAll: 'Show all',
  all: 'All patients',
  sortBy: (label: string, again: boolean) => `Sort by ${label}${again ? ', last first' : ''}`,
} as const;

export const sexNames = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  unknown: 'Not known',
} as const satisfies Record<Sex, string>;

/** Words of the profile and the record on a patient's page. */
export const profileText = {
  title: 'About',
  givenName: 'First name',
  familyName: 'Last name',
  sex: 'Sex',
  address: 'Address',
  street: 'Street',
  city: 'City',
  region: 'State',
  postalCode: 'ZIP code',
  doctor: 'Own doctor',
  tags: 'Tags',
  tagsHint: 'Commas between them.',
  nothing: 'Nothing is on file yet. It comes with an import, or is typed here.',
  record: 'Record',
  recordNote: 'This comes from the practice program and is changed there.',
  recordNone: 'No file brought in visits, results or conditions yet.',
  lastVisit: 'Last visit',
  nextVisit: 'Next visit',
  conditions: 'Conditions',
  treatments: 'Treatments and medication',
  results: 'Results',
  immunizations: 'Immunizations',
  over: (day: string) => `until ${day}`,
  since: (day: string) => `since ${day}`,
  moreResults: (count: number) => `and ${count} older ones`,
} as const;
