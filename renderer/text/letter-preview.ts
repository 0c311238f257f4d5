import type { Mode } from '../../main/contract/fields.ts';

/** Words of a letter that is looked at before it leaves. */
export const letterPreviewText = {
  from: 'From',
  to: 'To',
  leavesAs: 'Leaves as',
  example: 'An example patient. Choose a patient to see how their letter leaves.',
  letter: 'The letter',
  outside: 'Seen before it is opened',
  attached: 'Attached',
  locked: 'Nothing else. The letter can only be read in this patient’s own mail program.',
  heldTitle: 'This patient’s letter would be held back',
  heldWords: 'The others go out. It is held until this is put right:',
  noWay: 'This patient gets no letter',
  noPreview: 'The preview stands here as soon as the text can be read.',
  titleOf: (name: string) => `The letter to ${name}`,
  before: 'The one before',
  after: 'The one after',
  close: 'Close',
} as const;

/** What of a readable letter can be seen on its way. */
export const readableWords: Readonly<Record<Extract<Mode, 'tls' | 'open'>, string>> = {
  tls: 'The subject and the text, as they stand here. The way to their mail server is checked and encrypted.',
  open: 'The subject and the text, as they stand here: this letter is not encrypted.',
};
