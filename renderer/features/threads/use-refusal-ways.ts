import type { Refusal } from '../../../main/contract/drafts.ts';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { useNavigation } from '../../app/navigation.tsx';
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
  const openPatient = patientId === null ? null : () => go({ kind: 'patients', patientId });
  // What is refused in the clear is often refused by TLS, too: more protection means encrypted.
  const encrypted = thread?.options.find(({ mode, available }) => available && mode !== 'open' && mode !== 'tls');
  const stronger = encrypted?.mode ?? null;
  return (way) => {
    switch (way) {
      case 'choose':
        return onChoose;
      case 'patient':
        // Whoever is no patient has no page; all keys stand in the settings.
        return openPatient ?? (() => go({ kind: 'settings', section: 'keys' }));
      case 'own-key':
        return () => go({ kind: 'settings', section: 'keys' });
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
        return () => go({ kind: 'settings', section: 'account' });
      case 'reader':
        return () => go({ kind: 'settings', section: 'letters' });
    }
  };
}
