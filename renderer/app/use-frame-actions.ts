import {
  CalendarClock,
  CircleDashed,
  FilePen,
  FileText,
  Inbox,
  Lock,
  Megaphone,
  Monitor,
  Moon,
  RefreshCw,
  Save,
  ScrollText,
  Send,
  Settings,
  SquarePen,
  Sun,
  UserRound,
  UsersRound,
} from 'lucide-react';
import { call } from '../engine/call.ts';
import { useCommand } from '../engine/use-command.ts';
import type { PaletteEntry } from '../features/command-palette/palette-entry.ts';
import { describeFailure } from '../text/errors.ts';
import { frameText } from '../text/frame.ts';
import { paletteText } from '../text/palette.ts';
import { appKeys } from '../ui/keys.ts';
import { useToast } from '../ui/toast.tsx';
import { useEscape, useKeys } from '../ui/use-keys.ts';
import { useNavigation } from './navigation.tsx';
import { inbox, type Place } from './place.ts';

const toBeChosen: Place = { kind: 'threads', view: { kind: 'to-be-chosen' }, threadId: null };
const drafts: Place = { kind: 'drafts', draftId: null };
const outbox: Place = { kind: 'outbox' };
const patients: Place = { kind: 'patients', patientId: null };
const segments: Place = { kind: 'segments', segmentId: null };
const templates: Place = { kind: 'templates', templateId: null };
const campaigns: Place = { kind: 'campaigns', campaignId: null };
const automations: Place = { kind: 'automations', automationId: null };
const journal: Place = { kind: 'journal' };
const settings: Place = { kind: 'settings', section: 'practice' };

/** What can be done from everywhere, by key and in the palette. */
export function useFrameActions({ lock }: { readonly lock: () => void }) {
  const { go, back } = useNavigation();
  const open = useCommand('drafts.open');
  const toast = useToast();

  const newMessage = async () => {
    const fresh = { kind: 'new', threadId: null, messageId: null, patientId: null, to: null } as const;
    const result = await open.run(fresh);
    if (result && 'output' in result) go({ kind: 'drafts', draftId: result.output.id });
    else if (result) toast({ words: describeFailure(result.failure).title });
  };
  const setTheme = (theme: 'system' | 'light' | 'dark') => () =>
    void call('settings.change', { theme }).catch(() => {});

  const at = (place: Place) => () => go(place);
  useEscape(back);
  useKeys([
    { keys: appKeys.newMessage, run: () => void newMessage() },
    { keys: appKeys.goInbox, run: at(inbox) },
    { keys: appKeys.goToBeChosen, run: at(toBeChosen) },
    { keys: appKeys.goDrafts, run: at(drafts) },
    { keys: appKeys.goOutbox, run: at(outbox) },
    { keys: appKeys.goPatients, run: at(patients) },
    { keys: appKeys.goSegments, run: at(segments) },
    { keys: appKeys.goTemplates, run: at(templates) },
    { keys: appKeys.goCampaigns, run: at(campaigns) },
    { keys: appKeys.goAutomations, run: at(automations) },
    { keys: appKeys.goJournal, run: at(journal) },
    { keys: appKeys.settings, run: at(settings) },
  ]);

  const visit = (label: string, icon: PaletteEntry['icon'], place: Place, keyHint?: string): PaletteEntry => ({
    id: `go-${label}`,
    label: paletteText.goTo(label),
    icon,
    run: at(place),
    ...(keyHint ? { keyHint } : {}),
  });
  const palette: readonly PaletteEntry[] = [
    {
      id: 'new',
      label: frameText.newMessage,
      icon: SquarePen,
      keyHint: appKeys.newMessage,
      run: () => void newMessage(),
    },
    visit(frameText.inbox, Inbox, inbox, appKeys.goInbox),
    visit(frameText.toBeChosen, CircleDashed, toBeChosen, appKeys.goToBeChosen),
    visit(frameText.drafts, FilePen, drafts, appKeys.goDrafts),
    visit(frameText.outbox, Send, outbox, appKeys.goOutbox),
    visit(frameText.patients, UserRound, patients, appKeys.goPatients),
    visit(frameText.segments, UsersRound, segments, appKeys.goSegments),
    visit(frameText.templates, FileText, templates, appKeys.goTemplates),
    visit(frameText.campaigns, Megaphone, campaigns, appKeys.goCampaigns),
    visit(frameText.automations, CalendarClock, automations, appKeys.goAutomations),
    visit(frameText.journal, ScrollText, journal, appKeys.goJournal),
    visit(frameText.settings, Settings, settings, appKeys.settings),
    {
      id: 'sync',
      label: paletteText.lookForMail,
      icon: RefreshCw,
      run: () => void call('account.syncNow', {}).catch(() => {}),
    },
    { id: 'backup', label: paletteText.saveBackup, icon: Save, run: at({ kind: 'settings', section: 'backup' }) },
    { id: 'light', label: paletteText.lightTheme, icon: Sun, run: setTheme('light') },
    { id: 'dark', label: paletteText.darkTheme, icon: Moon, run: setTheme('dark') },
    { id: 'system', label: paletteText.systemTheme, icon: Monitor, run: setTheme('system') },
    { id: 'lock', label: frameText.lock, icon: Lock, keyHint: appKeys.lock, run: lock },
  ];
  return { palette, newMessage: () => void newMessage() };
}
