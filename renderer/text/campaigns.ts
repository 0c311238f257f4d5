import type {
  CampaignLimit,
  CampaignObstacle,
  CampaignState,
  CampaignTotals,
  CampaignTrouble,
  PauseReason,
  RowReason,
  RowState,
} from '../../main/contract/campaigns.ts';
import type { ContentKind } from '../../main/contract/fields.ts';
import type { SendPurpose } from '../../main/contract/templates.ts';
import { counted, formatCount, formatDate, formatMoment } from './format.ts';
import { causeWords } from './outbox.ts';

/** Words of campaigns: one letter to many, each protected in the way that fits. */
export const campaignsText = {
  title: 'Campaigns',
  under: 'One letter to many patients, each protected in the way that fits that patient.',
  fresh: 'New campaign',
  emptyTitle: 'No campaign yet',
  emptyWords: 'Choose whom to write to and what to say. Before anything leaves, you see every patient and why.',
  back: 'All campaigns',
  table: { name: 'Campaign', who: 'To', state: 'State', left: 'Sent', since: 'Since' },
  steps: { who: 'Who', what: 'What', how: 'Purpose and sender', plan: 'Plan', run: 'Run' },
  stepsLabel: 'Steps of this campaign',
  whoTitle: 'Whom do we write to?',
  whatTitle: 'What do we send?',
  howTitle: 'Purpose, sender and time',
  noSegments: 'No group is saved yet.',
  noTemplates: 'No template is saved yet.',
  chosen: 'Chosen',
  name: 'Name of the campaign',
  nameHint: 'For you and the journal; patients do not see it.',
  purpose: 'What is it for?',
  sender: 'Whose name do they see?',
  senders: {
    practice: { title: 'The practice', words: 'The name of the mail account.' },
    'own-doctor': {
      title: 'Each patient’s own doctor',
      words: 'The name on their file. Answers still come to the practice.',
    },
  },
  when: 'When?',
  times: {
    now: { title: 'As soon as it is approved', words: '' },
    at: { title: 'Later', words: 'It waits, and asks first if this computer was off at that time.' },
  },
  startAt: 'Day and time',
  pace: 'How fast?',
  paces: {
    all: 'As fast as the mail server takes them',
    some: (count: number) => `At most ${formatCount(count)} an hour`,
  },
  makePlan: 'Make the plan',
  planAgain: 'Make the plan again',
  planning: (done: number, total: number) => `Looking at ${formatCount(done)} of ${counted(total, 'patient')} …`,
  test: 'Send a test to me',
  tested: (to: string) => `A letter with made-up values is on its way to ${to}.`,
  send: (count: number) => `Send ${counted(count, 'letter')}`,
  sendTitle: (count: number) => `Send ${counted(count, 'letter')}?`,
  sendWords:
    'Each letter is merged, then protected, then queued once. You can halt at any time: what has not left then stays here.',
  promise: 'Each letter is merged, then protected, then queued once. Nothing is sent again by itself.',
  totals: {
    all: 'in the group',
    sealed: 'Sealed letter',
    keys: 'OpenPGP, S/MIME',
    tls: 'Verified TLS',
    open: 'Not encrypted',
    held: 'held back, see why',
  },
  columns: {
    patient: 'Patient',
    doctor: 'Doctor',
    leavesAs: 'Leaves as',
    why: 'Why',
    fix: 'What helps',
    thread: 'Conversation',
  },
  rowsLabel: 'Patients of this campaign',
  show: 'Show',
  range: (from: number, to: number, total: number) =>
    total === 0 ? '' : `${formatCount(from)} to ${formatCount(to)} of ${formatCount(total)}`,
  earlier: 'Those before',
  later: 'Those after',
  filters: {
    all: 'Everybody',
    waiting: 'Who gets it',
    sent: 'Sent',
    unsure: 'Not sure',
    failed: 'Did not leave',
    held: 'Held back',
  },
  nobodyHere: 'Nobody here.',
  nobodyWords: 'Or put right below what holds each patient’s letter back, and make the plan again.',
  groupTells:
    'Whoever sees that a patient gets this letter learns why they are in this group. So it leaves as if the letter said it.',
  lookHint: 'Press a name to see that letter',
  lookAt: (name: string) => `Look at the letter to ${name}`,
  optedOutAt: (at: number) => `wants no more news since ${formatMoment(at)}`,
  pause: 'Halt',
  resume: 'Go on',
  resumeRestored: 'Send to those not found',
  stop: 'Stop for good',
  stopTitle: 'Stop this campaign for good?',
  stopWords: 'What has left has left. Everybody else gets nothing, and the campaign cannot go on again.',
  exportReport: 'Save the report',
  exported: (file: string) => `Saved as ${file}.`,
  remove: 'Remove',
  lookUp: 'Look in Sent',
  lookedUp: (found: number, notFound: number, unknown: number) =>
    `${formatCount(found)} found, ${formatCount(notFound)} not there, ${formatCount(unknown)} unknown.`,
  allLeft: 'They were all sent',
  noneLeft: 'None of them was sent',
  settleTitle: 'What about those nobody can tell about?',
  settleWords: (count: number) =>
    `${counted(count, 'letter')} may have left after the backup was made. Ask one or two of the patients if you do not know.`,
  progress: (totals: CampaignTotals) =>
    `${formatCount(totals.byState.sent)} of ${counted(letters(totals), 'letter')} sent`,
  progressLabel: 'Letters sent',
  answered: (count: number) => (count === 0 ? 'no answer yet' : `${counted(count, 'patient')} answered`),
  bounced: (count: number) => `${formatCount(count)} came back`,
  bouncedAt: (at: number) => `came back ${formatMoment(at)}`,
  answeredAt: (at: number) => `answered ${formatMoment(at)}`,
  openThread: 'open conversation',
  openPatient: 'open patient',
  startsAt: (at: number) => `starts ${formatMoment(at)}`,
} as const;

/** The chart of a report. */
export const chartText = {
  left: (count: number) => `${counted(count, 'patient')} in the group`,
  back: (count: number) => `What came back of ${counted(count, 'letter')}`,
  bars: {
    sent: 'Sent',
    waiting: 'On their way or waiting',
    unsure: 'Not sure',
    failed: 'Did not leave',
    held: 'Held back',
    answered: 'Answered',
    bounced: 'Came back',
    optedOut: 'No more news, please',
  },
} as const;

/** Everybody who gets or got a letter, or was to. */
export function letters({ all, byState }: CampaignTotals): number {
  return all - byState.held - byState.skipped;
}

export const purposeTexts: Readonly<Record<SendPurpose, { readonly title: string; readonly words: string }>> = {
  treatment: { title: 'Treatment', words: 'Reminders, results, recalls: part of their care.' },
  payment: { title: 'Payment', words: 'Statements and insurance.' },
  operations: { title: 'Running the practice', words: 'Opening hours, moves, surveys, reviews.' },
  marketing: {
    title: 'News and offers',
    words: 'Only to those who agreed to it. Our postal address and a way to opt out are put under it.',
  },
};

export const contentWords: Readonly<Record<ContentKind, string>> = {
  general: 'everyday content',
  health: 'health content',
  sensitive: 'sensitive (lab value or the like)',
};

export const campaignStates: Readonly<Record<CampaignState, string>> = {
  planned: 'Being planned',
  running: 'Running',
  paused: 'Halted',
  stopped: 'Stopped',
  finished: 'Finished',
  restored: 'Needs you',
};

export const rowStates: Readonly<Record<RowState, string>> = {
  waiting: 'waiting',
  queued: 'leaving',
  sent: 'sent',
  unsure: 'not sure',
  failed: 'did not leave',
  held: 'held back',
  skipped: 'held back',
  'taken-back': 'taken back',
  unsent: 'not sent',
};

/** Why a campaign stands still, and what to do. */
export const pauseTexts: Readonly<Record<PauseReason, { readonly title: string; readonly words: string }>> = {
  'by-person': { title: 'Halted', words: 'What had not left was taken back. Nothing leaves until somebody goes on.' },
  'many-errors': {
    title: 'Halted: many letters did not leave',
    words: 'At least five of the last twenty went wrong. Look at what was said, then go on or stop.',
  },
  late: {
    title: 'Halted: this computer was off',
    words:
      'It should have gone on more than ten minutes ago. Please look whether the letters still say what you want to say.',
  },
};

/** What the mail server said about pace, and what the run does about it. */
export const limitText = {
  resting: ({ restUntil }: CampaignLimit) =>
    `The mail server asked us to slow down: goes on ${formatMoment(restUntil ?? 0)}`,
  kept: ({ letters, per }: CampaignLimit) => `Kept to ${counted(letters, 'letter')} ${perWords[per]}`,
  words: ({ letters, per, learntAt, answer }: CampaignLimit) =>
    `It took about ${counted(letters, 'letter')} ${perWords[per]} before it said, on ${formatDate(learntAt)}: “${answer.trim()}”. Nothing is lost: the others follow by themselves.`,
};

const perWords: Readonly<Record<CampaignLimit['per'], string>> = {
  minute: 'in a minute',
  hour: 'in an hour',
  day: 'in a day',
};

/** What went wrong most often in a run that halted. */
export function troubleWords({ code, answer, letters: times }: CampaignTrouble): string {
  const cause = code === 'answer-lost' ? 'The line broke before the server’s answer came.' : causeWords(code);
  const said = answer.trim() === '' ? '' : `The mail server said: “${answer.trim()}”.`;
  return [`Most often, ${counted(times, 'time')}:`, cause || (said === '' ? 'they did not leave.' : ''), said]
    .filter((part) => part !== '')
    .join(' ');
}

export const restoredText = {
  title: 'A backup was put in place while this campaign was being sent',
  words:
    'Letters that had not left then may have left since. None of them is sent again by itself. Look in the server’s Sent first.',
  nothingApproved:
    'It was only being planned in the backup. Make a new one if you are sure that it was not sent since.',
} as const;

export const obstacleTexts: Readonly<Record<CampaignObstacle, string>> = {
  'no-account': 'No mail account is set up.',
  nobody: 'Nobody would get this letter.',
  'plan-old': 'The group, the letter or the day changed since this plan. Make it again.',
  'marketing-by-another-name':
    'The template is for news and offers. Choose that as the purpose too, or another template.',
  'postal-address-missing': 'News and offers need the practice’s postal address. Put it into the settings.',
  'template-broken': 'The template has an error. Mend it first.',
  'template-missing': 'The template is no longer there. Choose another one.',
  'segment-missing': 'The group is no longer there. Choose another one.',
  'sorted-by-satisfaction':
    'A request for a review must go to everybody or nobody. This group asks how content patients are: choose another one.',
};

/** What to press to put it right. */
export const obstacleWays: Readonly<Record<CampaignObstacle, string>> = {
  'no-account': 'Set up the mail account',
  nobody: 'Choose another group',
  'plan-old': campaignsText.planAgain,
  'marketing-by-another-name': 'Change the purpose',
  'postal-address-missing': 'Open the settings',
  'template-broken': 'Open the template',
  'template-missing': 'Choose another template',
  'segment-missing': 'Choose another group',
  'sorted-by-satisfaction': 'Choose another group',
};

/** What a mode rests on, in a few words. */
export function becauseWords(reason: string, at: number | null): string {
  const since = at === null ? '' : ` ${formatDate(at)}`;
  const words: Readonly<Record<string, string>> = {
    'key-compared': `key checked${since}`,
    'certificate-trusted': 'certificate checked',
    'certificate-compared': `certificate compared${since}`,
    'phrase-given': `phrase given${since}`,
    'consent-given': `agreed to plain mail${since}`,
    'general-content': 'everyday content',
    'tls-requiretls': 'our server insists on TLS',
    'tls-dane': 'their servers are signed for',
    'tls-mta-sts': 'their mail domain demands TLS',
    'tls-listed': 'their mail domain was vouched for',
  };
  return words[reason] ?? reason;
}

const lackWords: Readonly<Record<string, string>> = {
  'no-key': 'no checked key',
  'key-expired': 'key expired',
  'key-revoked': 'key withdrawn',
  'no-phrase': 'no phrase',
  'phrase-not-given': 'phrase not given yet',
  'consent-needed': 'no consent to plain mail',
  'content-needs-protection': 'plain mail will not do for this content',
};

const fieldWords = (detail: string | null) => (detail ?? 'a value').replaceAll('_', ' ');

const reasonWords: Readonly<Record<string, (detail: string | null) => string>> = {
  'no-address': () => 'no mail address on file',
  'address-bounced': (at) => `mail to this address came back on ${formatDate(Number(at))}`,
  duplicate: () => 'the same person is on file twice; one letter is enough',
  'patient-gone': () => 'no longer on file',
  deceased: () => 'marked as deceased',
  'address-changed': () => 'the address is not on their file any more',
  'left-group': () => 'does not fit the group any more',
  'not-built': () => 'the letter could not be made',
  asks: () => 'needs a look first: write to them by hand',
  'missing-field': (field) => `“${fieldWords(field)}” is missing`,
  'line-break': (field) => `“${fieldWords(field)}” has a line break in it`,
  'control-character': (field) => `“${fieldWords(field)}” has hidden characters in it`,
  'encoded-word': (field) => `“${fieldWords(field)}” looks like code`,
  markup: (field) => `“${fieldWords(field)}” has markup in it`,
  'merge-tag': (field) => `“${fieldWords(field)}” has braces in it`,
  'value-too-long': (field) => `“${fieldWords(field)}” is too long`,
  'wrong-kind': (field) => `“${fieldWords(field)}” is not what the letter expects`,
  'no-time': (field) => `“${fieldWords(field)}” has no time on file`,
  'text-too-long': () => 'the letter would be too long',
  empty: () => 'the letter would be empty',
  'template-broken': () => 'the template has an error',
  'no-document': () => 'no document is about them',
  'document-unclear': () => 'record number or birth date changed since; compare the documents again',
  'event-over': () => 'the appointment was moved, called off or is over',
  'recipient-invalid': () => 'the address cannot be written to',
  'about-whom': () => 'the address belongs to several patients',
  'marketing-without-consent': (status) =>
    status === 'withdrawn' || status === 'declined'
      ? 'asked not to get news and offers'
      : 'has not agreed to news and offers',
  'consent-not-given': () => 'has not agreed to plain mail',
  'consent-not-warned': () => 'agreed without the warning',
  'consent-changed': () => 'the consent record changed since',
  'phrase-not-given': () => 'no phrase given',
  'no-key': () => 'no checked key',
  'no-certificate': () => 'no checked certificate',
  'tls-unproven': () => 'nothing proves TLS any more',
  'sensitive-needs-encryption': () => 'sensitive content leaves only encrypted',
  'own-key-unusable': () => 'our own key has ended',
};

/** Why somebody gets nothing, in one line. */
export function rowReasonWords(reasons: readonly RowReason[], lacks: readonly string[]): string {
  const lacking = [...new Set(lacks.flatMap((lack) => lackWords[lack] ?? []))];
  const said = reasons.flatMap(({ code, detail }) => {
    if (code === 'no-mode') return lacking.length > 0 ? lacking : ['no way to write to them'];
    return [reasonWords[code]?.(detail) ?? 'cannot be written to now'];
  });
  return [...new Set(said)].join(', ');
}

const fixes: readonly (readonly [RegExp, string])[] = [
  [/^(no-address|address-bounced|recipient-invalid)$/, 'correct address'],
  [/^(marketing-without-consent|consent-)/, 'record a consent'],
  [/^(no-mode|phrase-not-given)$/, 'print phrase slip'],
];

/** What to do about it on the patient's page, in two or three words. */
export function fixWords(reasons: readonly RowReason[]): string {
  const [first] = reasons;
  return fixes.find(([codes]) => first !== undefined && codes.test(first.code))?.[1] ?? campaignsText.openPatient;
}
