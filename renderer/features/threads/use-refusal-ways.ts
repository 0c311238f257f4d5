import type { Refusal } from '../../../main/contract/drafts.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { useNavigation } from '../../app/navigation.tsx';
import type { SettingsSection } from '../../app/place.ts';
import type { Way } from '../../text/drafts.ts';
import type { Composer } from '../drafts/use-composer.ts';

type Wanted = {
  readonly thread: ThreadDetail | null;
  readonly composer: Composer | null;
  /** Opens the two choices. */
  readonly onChoose: (() => void) | null;
};

function focusFirst(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

/** What the button beside a refusal does; null where there is no way on from here. */
export function useRefusalWays({
  thread,
  composer,
  onChoose,
}: Wanted): (way: Way, refusal: Refusal) => (() => void) | null {
  const { go } = useNavigation();
  const patientId = thread?.patient?.id ?? null;
  const openSettings = (section: SettingsSection) => () => go({ kind: 'settings', section });
  const openPatient = patientId === null ? null : () => go({ kind: 'patients', patientId });
  // What is refused in the clear is often refused by TLS, too: more protection means encrypted.
  const encrypted = thread?.options.find(({ mode, available }) => available && mode !== 'open' && mode !== 'tls');
  const stronger = encrypted?.mode ?? null;
  /** The patient's page where it is about them; whoever else is kept stands in the settings. */
  const pageOr = (section: SettingsSection, address: string | null) =>
    (address === null || address === thread?.correspondent.address ? openPatient : null) ?? openSettings(section);
  return (way, { address }) => {
    switch (way) {
      case 'choose':
        return onChoose;
      case 'keys':
      case 'certificates':
        return pageOr(way, address);
      case 'own-key':
        return openSettings('keys');
      case 'own-certificate':
        return openSettings('certificates');
      case 'phrase':
      case 'consent':
        return openPatient;
      case 'stronger':
        return stronger === null ? null : () => composer?.change({ strongerMode: stronger });
      case 'recipients':
        return () => focusFirst('.recipients-input');
      case 'write':
        return () => focusFirst('.rich-editor-text');
      case 'subject':
        return () => focusFirst('.composer-subject input');
      case 'files':
        return () => focusFirst('.draft-file-remove');
      case 'quote':
        return () => composer?.dropQuote();
      case 'form':
        return () => composer?.change({ sealedForm: 'page' });
      case 'account':
        return openSettings('account');
      case 'reader':
        return openSettings('letters');
    }
  };
}
