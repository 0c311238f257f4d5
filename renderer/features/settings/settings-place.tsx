import { useNavigation } from '../../app/navigation.tsx';
import type { SettingsSection } from '../../app/place.ts';
import { useQuery } from '../../engine/use-query.ts';
import { ownCertificateText } from '../../text/certificates.ts';
import { ownKeyText } from '../../text/keys.ts';
import { readerText } from '../../text/sealed-forms.ts';
import { settingsText } from '../../text/settings.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { OtherCertificatesSection } from '../certificates/other-certificates-section.tsx';
import { OtherKeysSection } from '../keys/other-keys-section.tsx';
import { OwnKeySection } from '../keys/own-key-section.tsx';
import { AccountSection } from './account-section.tsx';
import { BackupSection } from './backup-section.tsx';
import { CertificateSection } from './certificate-section.tsx';
import { LettersSection } from './letters-section.tsx';
import { PracticeSection } from './practice-section.tsx';
import { SecuritySection } from './security-section.tsx';
import './settings-place.css';
import { TransportSection } from './transport-section.tsx';

/** What a practice touches first, then what is set once with whoever looks after its computers. */
const tabs = [
  { id: 'practice', label: settingsText.practiceTab },
  { id: 'security', label: settingsText.securityTab },
  { id: 'backup', label: settingsText.backupTab },
  { id: 'account', label: settingsText.accountTab },
  { id: 'letters', label: readerText.tab },
  { id: 'keys', label: ownKeyText.tab },
  { id: 'certificates', label: ownCertificateText.tab },
  { id: 'transport', label: settingsText.transportTab },
] as const;

/** The settings, one section at a time. */
export function SettingsPlace({ section, lock }: { readonly section: SettingsSection; readonly lock: () => void }) {
  const { replace } = useNavigation();
  const settings = useQuery('settings.get', {}, { refreshOn: ['settings.changed'] });
  return (
    <div className="settings-place">
      <PlaceHeader title={settingsText.title} />
      <Tabs
        label={settingsText.tabs}
        tabs={tabs}
        selected={section}
        onSelect={(id) => replace({ kind: 'settings', section: id })}
      >
        <ScrollArea label={settingsText.title} className="settings-place-body">
          <FailureBanner failure={settings.failure} />
          {settings.loading && <Skeleton lines={5} />}
          {settings.data && section === 'practice' && <PracticeSection settings={settings.data} />}
          {settings.data && section === 'account' && <AccountSection settings={settings.data} />}
          {section === 'keys' && (
            <>
              <OwnKeySection />
              <OtherKeysSection />
            </>
          )}
          {section === 'certificates' && (
            <>
              <CertificateSection />
              <OtherCertificatesSection />
            </>
          )}
          {settings.data && section === 'transport' && <TransportSection settings={settings.data} />}
          {settings.data && section === 'letters' && <LettersSection />}
          {settings.data && section === 'security' && <SecuritySection settings={settings.data} />}
          {settings.data && section === 'backup' && <BackupSection lock={lock} />}
        </ScrollArea>
      </Tabs>
    </div>
  );
}
