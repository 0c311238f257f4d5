import type { MailboxRole } from '../../main/contract/mailboxes.ts';
import { counted, formatCount, formatMoment } from './format.ts';

/** Words of the side bar, the foot of the window, and the questions at leaving. */
export const frameText = {
  product: 'Postern',
  opening: 'Opening Postern',
  navigation: 'Places',
  newMessage: 'New message',
  inbox: 'Inbox',
  toBeChosen: 'To be chosen',
  drafts: 'Drafts',
  outbox: 'Outbox',
  sent: 'Sent',
  archive: 'Archive',
  otherMailboxes: 'More mailboxes',
  practice: 'Practice',
  patients: 'Patients',
  segments: 'Groups',
  templates: 'Templates',
  campaigns: 'Campaigns',
  automations: 'Standing letters',
  evidence: 'Evidence',
  journal: 'Journal',
  settings: 'Settings',
  lock: 'Lock',
  unread: (count: number) => `${formatCount(count)} unread`,
  openChoices: (count: number) => `${counted(count, 'conversation')} without a choice`,
  waitingDrafts: (count: number) => counted(count, 'draft'),
  waitingMail: (count: number) => `${counted(count, 'message')} waiting`,
  needsPerson: (count: number) => `${counted(count, 'message')} need${count === 1 ? 's' : ''} you`,
  missedLetters: (count: number) => `${counted(count, 'letter')} missed`,
  patientCount: (count: number) => counted(count, 'patient'),
  noAccountTitle: 'No mail account yet',
  noAccountWords: 'Connect the mail account the practice already has. Its mail is then kept locked on this computer.',
  noAccountAction: 'Set up the mail account',
  engineRestarting: 'Postern’s mail engine is starting again. Nothing typed is lost.',
  engineRestarted: 'Postern’s mail engine restarted. Nothing typed is lost.',
  engineGoneTitle: 'The mail engine does not start',
  engineGoneWords:
    'The part of Postern that keeps the mail stopped several times in a row. Your mail and your drafts are on the disk, locked and untouched.',
  engineGoneNext:
    'Start it once more. If that does not help, restart the computer; then restore a backup from the first screen.',
  engineGoneAgain: 'Start it once more',
  quit: 'Quit Postern',
} as const;

/** Mailboxes with a role have our name, all others their own. */
export const mailboxNames = {
  inbox: frameText.inbox,
  sent: frameText.sent,
  drafts: 'Drafts on the server',
  archive: frameText.archive,
  junk: 'Junk',
  trash: 'Trash',
  all: 'All mail',
} as const satisfies Record<MailboxRole, string>;

/** The line at the foot: the state of the connection in a few words, and more of it as a tip. */
export const connectionText = {
  none: 'No account',
  connecting: 'Connecting …',
  syncing: (done: number, total: number) =>
    total > 0 ? `Fetching, ${Math.floor((100 * done) / total)} %` : 'Fetching …',
  syncingMore: (done: number, total: number) =>
    total > 0 ? `${formatCount(done)} of ${formatCount(total)} messages are here.` : '',
  upToDate: 'Up to date',
  upToDateSince: (at: number) => `Looked at the server ${formatMoment(at)}.`,
  offline: 'Offline',
  offlineTip: 'Reading and writing go on. Mail leaves when the connection is back.',
  failed: 'Not connected',
  failedTip: (title: string) => `${title}. Open the account settings.`,
} as const;

/** Asked when somebody locks or quits while mail waits. */
export const leavingText = {
  quitTitle: 'Send what is waiting before you quit?',
  lockTitle: 'Send what is waiting before you lock?',
  words: (waiting: number) =>
    waiting === 1
      ? 'One message has not left yet. It can leave now, or become a draft again.'
      : `${formatCount(waiting)} messages have not left yet. They can leave now, or become drafts again.`,
  sendNow: 'Send now',
  keepAsDrafts: 'Keep as draft',
  stay: 'Stay',
} as const;
