import { ChevronDown, Lock, MailOpen } from 'lucide-react';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { choicesText, ledgerWords, paneText, plainMailWords, reasonText } from '../../text/threads.ts';
import { modeNames } from '../../text/words.ts';
import { Menu, type MenuButtonProps } from '../../ui/menu.tsx';
import './choices.css';
import { DowngradeDialog } from './downgrade-dialog.tsx';
import { modeTitle } from './mode-title.ts';
import { useChoose } from './use-choose.ts';

type ChoiceMenusProps = {
  readonly thread: ThreadDetail;
  readonly onRecord: () => void;
  readonly onAgain: () => void;
};

/** The two chips of a conversation, each a menu to change it. */
export function ChoiceMenus({ thread, onRecord, onAgain }: ChoiceMenusProps) {
  const { go } = useNavigation();
  const choose = useChoose(thread, () => undefined);
  const { choice, consent, patient } = thread;
  const mode = choice?.mode ?? null;
  return (
    <>
      <Menu
        label={paneText.protectionMenu}
        items={thread.options.map((option) => ({
          id: option.mode,
          label: modeTitle(option.mode, thread.party),
          checked: option.mode === mode,
          run: () => choose.run(option.mode),
          ...(option.available ? {} : { unavailable: reasonText(option) }),
        }))}
        button={(props) => (
          <ChipButton {...props} tone={mode === 'open' ? 'amber' : 'teal'}>
            {mode === 'open' ? <MailOpen size={14} aria-hidden /> : <Lock size={14} aria-hidden />}
            {modeNames[mode ?? 'none']}
          </ChipButton>
        )}
      />
      {consent !== null && patient !== null && (
        <Menu
          label={paneText.consentMenu}
          items={[
            { id: 'record', label: choicesText.recordTitle, run: onRecord },
            { id: 'again', label: `${ledgerWords(consent).title}: ${paneText.seeAgain}`, run: onAgain },
            { id: 'ledger', label: paneText.showLedger, run: () => go({ kind: 'patients', patientId: patient.id }) },
          ]}
          button={(props) => (
            <ChipButton {...props} tone="neutral">
              {plainMailWords(consent)}
            </ChipButton>
          )}
        />
      )}
      {choose.asksReason !== null && mode !== null && (
        <DowngradeDialog
          from={mode}
          to={choose.asksReason}
          party={thread.party}
          running={choose.running}
          failure={choose.failure}
          onClose={choose.leave}
          onReason={choose.giveReason}
        />
      )}
    </>
  );
}

function ChipButton({
  tone,
  children,
  ...props
}: MenuButtonProps & { readonly tone: 'teal' | 'amber' | 'neutral'; readonly children: React.ReactNode }) {
  return (
    <button type="button" className={`chip-button chip-button-${tone}`} {...props}>
      {children}
      <ChevronDown size={14} aria-hidden />
    </button>
  );
}
