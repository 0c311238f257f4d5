import {
  Archive,
  CalendarClock,
  CircleDashed,
  FilePen,
  FileText,
  Folder,
  Inbox,
  type LucideIcon,
  MailCheck,
  Megaphone,
  ScrollText,
  Send,
  Settings,
  ShieldAlert,
  Trash2,
  UserRound,
  UsersRound,
} from 'lucide-react';
import type { Counts, MailboxRole, MailboxView } from '../../main/contract/mailboxes.ts';
import { frameText, mailboxNames } from '../text/frame.ts';
import { appKeys } from '../ui/keys.ts';
import { inbox, type Place } from './place.ts';

export type SideEntryView = {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly place: Place;
  readonly keyHint?: string;
  readonly count?: number;
  /** The count in words: "12 unread". */
  readonly countWords?: string;
  readonly tone?: 'quiet' | 'accent' | 'amber' | 'red';
};

export type SideGroup = {
  readonly id: string;
  readonly heading: string | null;
  readonly entries: readonly SideEntryView[];
};

const role = (name: MailboxRole): Place => ({ kind: 'threads', view: { kind: 'role', role: name }, threadId: null });

/** The side bar's entries with their numbers; mailboxes that have no fixed entry come under a heading of their own. */
export function sideGroups(counts: Counts, mailboxes: readonly MailboxView[]): readonly SideGroup[] {
  const outboxTone = counts.outboxNeedsPerson > 0 ? 'red' : 'quiet';
  const mail: readonly SideEntryView[] = [
    {
      id: 'inbox',
      label: frameText.inbox,
      icon: Inbox,
      place: inbox,
      keyHint: appKeys.goInbox,
      count: counts.inboxUnread,
      countWords: frameText.unread(counts.inboxUnread),
      tone: 'accent',
    },
    {
      id: 'to-be-chosen',
      label: frameText.toBeChosen,
      icon: CircleDashed,
      place: { kind: 'threads', view: { kind: 'to-be-chosen' }, threadId: null },
      keyHint: appKeys.goToBeChosen,
      count: counts.toBeChosen,
      countWords: frameText.openChoices(counts.toBeChosen),
      tone: 'amber',
    },
    {
      id: 'drafts',
      label: frameText.drafts,
      icon: FilePen,
      place: { kind: 'drafts', draftId: null },
      keyHint: appKeys.goDrafts,
      count: counts.drafts,
      countWords: frameText.waitingDrafts(counts.drafts),
    },
    {
      id: 'outbox',
      label: frameText.outbox,
      icon: Send,
      place: { kind: 'outbox' },
      keyHint: appKeys.goOutbox,
      count: counts.outboxNeedsPerson || counts.outbox,
      countWords:
        counts.outboxNeedsPerson > 0
          ? frameText.needsPerson(counts.outboxNeedsPerson)
          : frameText.waitingMail(counts.outbox),
      tone: outboxTone,
    },
    { id: 'sent', label: frameText.sent, icon: MailCheck, place: role('sent') },
    { id: 'archive', label: frameText.archive, icon: Archive, place: role('archive') },
  ];
  const practice: readonly SideEntryView[] = [
    {
      id: 'patients',
      label: frameText.patients,
      icon: UserRound,
      place: { kind: 'patients', patientId: null },
      keyHint: appKeys.goPatients,
      count: counts.patients,
      countWords: frameText.patientCount(counts.patients),
    },
    {
      id: 'segments',
      label: frameText.segments,
      icon: UsersRound,
      place: { kind: 'segments', segmentId: null },
      keyHint: appKeys.goSegments,
    },
    {
      id: 'templates',
      label: frameText.templates,
      icon: FileText,
      place: { kind: 'templates', templateId: null },
      keyHint: appKeys.goTemplates,
    },
    {
      id: 'campaigns',
      label: frameText.campaigns,
      icon: Megaphone,
      place: { kind: 'campaigns', campaignId: null },
      keyHint: appKeys.goCampaigns,
    },
    {
      id: 'automations',
      label: frameText.automations,
      icon: CalendarClock,
      place: { kind: 'automations', automationId: null },
      keyHint: appKeys.goAutomations,
      count: counts.missedLetters,
      countWords: frameText.missedLetters(counts.missedLetters),
      tone: 'amber',
    },
  ];
  const evidence: readonly SideEntryView[] = [
    {
      id: 'journal',
      label: frameText.journal,
      icon: ScrollText,
      place: { kind: 'journal' },
      keyHint: appKeys.goJournal,
    },
    {
      id: 'settings',
      label: frameText.settings,
      icon: Settings,
      place: { kind: 'settings', section: 'practice' },
      keyHint: appKeys.settings,
    },
  ];
  return [
    { id: 'mail', heading: null, entries: mail },
    { id: 'practice', heading: frameText.practice, entries: practice },
    { id: 'evidence', heading: frameText.evidence, entries: evidence },
    { id: 'more', heading: frameText.otherMailboxes, entries: otherMailboxes(mailboxes) },
  ].filter(({ entries }) => entries.length > 0);
}

const hasOwnEntry: readonly (MailboxRole | null)[] = ['inbox', 'sent', 'archive', 'drafts'];
const icons: Partial<Readonly<Record<MailboxRole, LucideIcon>>> = { junk: ShieldAlert, trash: Trash2 };

function otherMailboxes(mailboxes: readonly MailboxView[]): readonly SideEntryView[] {
  return mailboxes
    .filter((mailbox) => !hasOwnEntry.includes(mailbox.role))
    .map(({ id, name, role: own, unread }) => ({
      id,
      label: own ? mailboxNames[own] : name,
      icon: (own && icons[own]) ?? Folder,
      place: own ? role(own) : { kind: 'threads', view: { kind: 'mailbox', mailboxId: id }, threadId: null },
      count: unread,
      countWords: frameText.unread(unread),
    }));
}
