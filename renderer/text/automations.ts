import type {
  AutomationContent,
  AutomationEvent,
  AutomationState,
  AutomationTiming,
  AutomationTrigger,
} from '../../main/contract/automations.ts';
import { counted, formatClock, formatCount, formatDayMonth } from './format.ts';

/** Words of standing letters: what leaves by itself, and what a person is asked about. */
export const automationsText = {
  title: 'Standing letters',
  under: 'Letters that leave by themselves at the right time. You see each of them a week ahead.',
  fresh: 'New standing letter',
  emptyTitle: 'No standing letter yet',
  emptyWords:
    'Say once when a letter is due: two days before an appointment, after a result, on a birthday. Postern shows what leaves in the next seven days, and you can hold any of it.',
  back: 'All standing letters',
  rules: 'Letters',
  switchOf: (name: string) => `Send “${name}”`,
  states: { on: 'On', off: 'Off', restored: 'Needs you' } satisfies Record<AutomationState, string>,
  everybody: 'Everybody',
  weekCount: (week: number, held: number) =>
    week === 0 ? 'none' : `${counted(week, 'letter')}${held > 0 ? `, ${formatCount(held)} held` : ''}`,
  templateChanged: 'Its template was changed since. These letters still say what was approved.',
  takeOver: 'Use the new words',
  restored: 'A backup was put in place. Nothing leaves before you switch it on again.',
  onTitle: (name: string) => `Switch on “${name}”?`,
  onYes: 'Switch on',
  onWords: 'From then on its letters leave by themselves, each protected in the way that fits that patient.',
  onRestored:
    'Letters that were due since the backup was made are not sent by themselves. You are asked about each of them.',
  tabs: { week: 'Next seven days', past: 'What became of them' },
  tabsLabel: 'Letters of the rules',
  sendsTable: {
    at: 'At',
    patient: 'Patient',
    letter: 'Letter',
    leavesAs: 'Leaves as',
    leftAs: 'Left as',
    act: 'Hold',
    result: 'Result',
  },
  nothingWeek: 'Nothing is due in the next seven days.',
  nothingPast: 'Nothing was due yet.',
  working: 'looking …',
  hold: 'Hold',
  release: 'Release',
  held: 'held by you',
  heldPast: 'held; its time has passed',
  holdOf: (name: string) => `Hold the letter to ${name}`,
  releaseOf: (name: string) => `Release the letter to ${name}`,
  today: 'Today',
  tomorrow: 'Tomorrow',
  yesterday: 'Yesterday',
  missedTitle: (count: number) =>
    count === 1 ? 'One letter was not sent at its time' : `${formatCount(count)} letters were not sent at their time`,
  missedWords: 'This computer was off or asleep, or the appointment was entered late. Nothing of it leaves by itself.',
  missedShown: (count: number) => `The first ${formatCount(count)} are shown.`,
  missedTable: { due: 'Was due', patient: 'Patient', letter: 'Letter', leavesAs: 'Would leave as', act: 'Decide' },
  mayHaveLeft: 'may have left before the backup was put in place',
  sendNow: 'Send now',
  leaveOut: 'Leave out',
  sendOf: (name: string) => `Send now to ${name}`,
  leaveOutOf: (name: string) => `Leave out ${name}`,
  sendAll: (count: number) => (count === 1 ? 'Send it now' : `Send all ${formatCount(count)} now`),
  leaveOutAll: (count: number) => (count === 1 ? 'Leave it out' : `Leave out all ${formatCount(count)}`),
  sendAllTitle: (count: number) => `Send ${counted(count, 'letter')} now?`,
  sendAllWords: 'They are the ones shown here. Those held back for a reason still do not leave.',
  leaveOutTitle: (count: number) => `Leave out ${counted(count, 'letter')}?`,
  leaveOutWords: 'These patients get no letter about it, now or later.',
  haltedTitle: (name: string, waiting: number) => `“${name}” stands still with ${counted(waiting, 'letter')} unsent`,
  haltedOpen: 'Look at it',
  lapsed: 'too late, not sent',
  leftOut: 'left out by you',
  form: {
    titleNew: 'New standing letter',
    name: 'Name',
    nameHint: 'For you and the journal; patients do not see it.',
    trigger: 'What is it about?',
    triggers: {
      'visit-before': 'Before an appointment',
      'visit-after': 'After an appointment',
      result: 'After a result was imported',
      birthday: 'On their birthday',
      date: 'When a date of their file is reached',
    },
    amount: 'How long',
    units: { hours: 'hours', days: 'days' },
    unit: 'Hours or days',
    at: 'At what time',
    atHint: 'Counted by days, letters leave at this time.',
    hoursHint: 'Counted by the clock from the appointment.',
    resultHint: 'In this time you can look at it and hold it.',
    concept: 'Which result',
    conceptHint: 'Empty: any result.',
    field: 'Which field',
    fieldHint: 'A field of your own with a date in it, like 2027-03-31 or 3/31/2027.',
    noFields: 'No field of your own is on file.',
    days: 'Days after the date',
    daysHint: 'With a minus: so many days before it.',
    quiet: 'Nothing leaves at night',
    quietFrom: 'From',
    quietUntil: 'Until',
    quietHint: 'A reminder leaves before these hours, every other letter after them.',
    who: 'Who gets it?',
    whoHint: 'Of those whom it happens to.',
    template: 'What do we send?',
    pickTemplate: 'Choose a template',
    purpose: 'What is it for?',
    sender: 'Whose name do they see?',
    save: 'Save',
    saveOn: 'Save and switch on',
    remove: 'Remove',
    removeTitle: 'Remove this standing letter?',
    removeWords: 'What it sent stays with the patients and in the journal.',
    removeWhileOn: 'Switch it off first.',
  },
  preview: {
    title: 'Next seven days',
    counting: 'Counting …',
    total: (count: number) => (count === 0 ? 'Nobody' : counted(count, 'letter')),
    more: (count: number) => `and ${formatCount(count)} more`,
    late: (count: number) =>
      `${count === 1 ? 'For one more patient' : `For ${formatCount(count)} more`} the time has passed and the appointment has not. You are asked about ${count === 1 ? 'it' : 'them'}.`,
    missingTemplate: 'Choose what to send.',
    missingField: 'Choose the field with the date.',
    missingName: 'Give it a name.',
  },
} as const;

/** "2 days before an appointment, at 9:00 AM". */
export function timingWords({ trigger, at }: AutomationTiming): string {
  const clock = clockWords(at);
  switch (trigger.is) {
    case 'visit':
    case 'result': {
      const span = counted(trigger.amount, trigger.unit === 'hours' ? 'hour' : 'day');
      const about =
        trigger.is === 'visit'
          ? `${trigger.when} an appointment`
          : `after ${trigger.concept === null ? 'a result' : `a result “${trigger.concept.label}”`} was imported`;
      return `${span} ${about}${trigger.unit === 'days' ? `, at ${clock}` : ''}`;
    }
    case 'birthday':
      return `on their birthday, at ${clock}`;
    case 'date': {
      const { days, field } = trigger;
      const span = days === 0 ? 'on' : `${counted(Math.abs(days), 'day')} ${days < 0 ? 'before' : 'after'}`;
      return `${span} “${field}”, at ${clock}`;
    }
  }
}

/** What a letter is about: "appointment Nov 26, 2:30 PM". */
export function eventWords({ is, day, time, what }: AutomationEvent): string {
  const clock = time === '' ? '' : `, ${clockWords(time)}`;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const short = formatDayMonth(new Date(year, month - 1, date).getTime());
  switch (is) {
    case 'visit':
      return `appointment ${short}${clock}`;
    case 'result':
      return `result of ${short}`;
    case 'birthday':
      return `birthday ${short}`;
    case 'date':
      return `${what} ${short}`;
  }
}

/** "9:00 AM" of an hour on the wall `HH:MM`, which has no day. */
function clockWords(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return formatClock(new Date(2026, 0, 1, hours, minutes).getTime());
}

const weekday = new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'short', day: 'numeric' });

/** The heading of a day in the list: "Tomorrow", "Thursday, Nov 26". */
export function dayHeading(at: number, now: number = Date.now()): string {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  const near: Readonly<Record<number, string>> = {
    [-1]: automationsText.yesterday,
    0: automationsText.today,
    1: automationsText.tomorrow,
  };
  return near[days] ?? weekday.format(at);
}

/** The kinds that the editor offers, each with what it starts from. */
export const triggerStarts: Readonly<Record<keyof typeof automationsText.form.triggers, AutomationTrigger>> = {
  'visit-before': { is: 'visit', when: 'before', amount: 2, unit: 'days' },
  'visit-after': { is: 'visit', when: 'after', amount: 1, unit: 'days' },
  result: { is: 'result', concept: null, amount: 4, unit: 'hours' },
  birthday: { is: 'birthday' },
  date: { is: 'date', field: '', days: 0 },
};

/** Which of the editor's kinds a trigger is. */
export function triggerKind(trigger: AutomationTrigger): keyof typeof triggerStarts {
  return trigger.is === 'visit' ? `visit-${trigger.when}` : trigger.is;
}

/** What is still to be filled in; null: nothing. */
export function missingOf({ name, templateId, trigger }: AutomationContent): string | null {
  if (trigger.is === 'date' && trigger.field.trim() === '') return automationsText.preview.missingField;
  if (templateId === '') return automationsText.preview.missingTemplate;
  return name.trim() === '' ? automationsText.preview.missingName : null;
}
