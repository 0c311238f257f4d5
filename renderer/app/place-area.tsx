import { MailPlus } from 'lucide-react';
import { AutomationsPlace } from '../features/automations/automations-place.tsx';
import { CampaignsPlace } from '../features/campaigns/campaigns-place.tsx';
import { DraftsPlace } from '../features/drafts/drafts-place.tsx';
import { JournalPlace } from '../features/journal/journal-place.tsx';
import { OutboxPlace } from '../features/outbox/outbox-place.tsx';
import { PatientsPlace } from '../features/patients/patients-place.tsx';
import { SegmentsPlace } from '../features/segments/segments-place.tsx';
import { SettingsPlace } from '../features/settings/settings-place.tsx';
import { TemplatesPlace } from '../features/templates/templates-place.tsx';
import { ThreadsPlace } from '../features/threads/threads-place.tsx';
import { frameText } from '../text/frame.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ariaKeys } from '../ui/keys.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useNavigation } from './navigation.tsx';

/** What stands right of the side bar. */
export function PlaceArea({ hasAccount, lock }: { readonly hasAccount: boolean; readonly lock: () => void }) {
  const { place } = useNavigation();
  if (place.kind === 'threads') return hasAccount ? <ThreadsPlace view={place.view} /> : <NoAccount />;
  if (place.kind === 'drafts') return <DraftsPlace />;
  if (place.kind === 'outbox') return <OutboxPlace />;
  if (place.kind === 'patients') return <PatientsPlace />;
  if (place.kind === 'segments') return <SegmentsPlace />;
  if (place.kind === 'templates') return <TemplatesPlace />;
  if (place.kind === 'campaigns') return <CampaignsPlace />;
  if (place.kind === 'automations') return <AutomationsPlace />;
  if (place.kind === 'journal') return <JournalPlace />;
  return <SettingsPlace section={place.section} lock={lock} />;
}

function NoAccount() {
  const { go } = useNavigation();
  const connect = () => go({ kind: 'settings', section: 'account' });
  useKeys([{ keys: 'enter', run: connect }]);
  return (
    <EmptyState
      icon={MailPlus}
      title={frameText.noAccountTitle}
      actions={
        <Button variant="filled" keyHint="enter" aria-keyshortcuts={ariaKeys('enter')} onClick={connect}>
          {frameText.noAccountAction}
        </Button>
      }
    >
      {frameText.noAccountWords}
    </EmptyState>
  );
}
