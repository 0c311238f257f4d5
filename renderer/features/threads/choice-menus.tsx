import { ChevronDown, ListChecks, Lock, MailOpen, ShieldCheck } from 'lucide-react';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { choicesText, ledgerWords, paneText, plainMailWords, reasonText } from '../../text/threads.ts';
import { listedTitle } from '../../text/transport.ts';
import { modeNames } from '../../text/words.ts';
import { consentIcon } from '../../ui/consent-icon.ts';
import { Menu, type MenuButtonProps } from '../../ui/menu.tsx';
import './choices.css';
import { DowngradeDialog } from './downgrade-dialog.tsx';
import { modeTitle } from './mode-title.ts';
import { useChoose } from './use-choose.ts';

type ChoiceMenusProps = {
  readonly thread: ThreadDetail;
  /** Writes the question for their consent; null while something else is being written. */
  readonly onQuestion: (() => void) | null;
  readonly onRecord: () => void;
  readonly onAgain: () => void;
};

/** The two chips of a conversation, each a menu to change it. */
export function ChoiceMenus({ thread, onQuestion, onRecord, onAgain }: ChoiceMenusProps) {
  const { go } = useNavigation();
  const choose = useChoose(thread, () => undefined);
  const { choice, consent, patient } = thread;
  const mode = choice?.mode ?? null;
  const ConsentIcon = consentIcon(consent);
  return (
    <>
      <Menu
        label={paneText.protectionMenu}
        items={thread.options.map((option) => ({
          id: option.mode,
          label: modeTitle(option.mode, thread),
          checked: option.mode === mode,
          run: () => choose.run(option.mode),
          ...(option.available ? {} : { unavailable: reasonText(option) }),
        }))}
        button={(props) => (
          <ChipButton {...props} tone={toneOf(thread)}>
            <ModeIcon thread={thread} />
            {thread.listedBy === undefined ? modeNames[mode ?? 'none'] : listedTitle(thread.listedBy)}
          </ChipButton>
        )}
      />
      {consent !== null && patient !== null && (
        <Menu
          label={paneText.consentMenu}
          items={[
            ...(onQuestion === null || consent.status === 'given'
              ? []
              : [{ id: 'ask', label: choicesText.askTitle, run: onQuestion }]),
            { id: 'record', label: choicesText.recordTitle, run: onRecord },
            { id: 'again', label: `${ledgerWords(consent).title}: ${paneText.seeAgain}`, run: onAgain },
            { id: 'ledger', label: paneText.showLedger, run: () => go({ kind: 'patients', patientId: patient.id }) },
          ]}
          button={(props) => (
            <ChipButton {...props} tone="neutral">
              <ConsentIcon size={14} aria-hidden />
              {plainMailWords(consent)}
            </ChipButton>
          )}
        />
      )}
      {choose.asksReason !== null && mode !== null && (
        <DowngradeDialog
          from={mode}
          to={choose.asksReason}
          thread={thread}
          running={choose.running}
          failure={choose.failure}
          onClose={choose.leave}
          onReason={choose.giveReason}
        />
      )}
    </>
  );
}

type Tone = 'teal' | 'blue' | 'amber' | 'neutral';

function toneOf({ choice, listedBy }: ThreadDetail): Tone {
  if (choice?.mode === 'open') return 'amber';
  if (choice?.mode === 'tls') return listedBy === undefined ? 'blue' : 'neutral';
  return 'teal';
}

function ModeIcon({ thread: { choice, listedBy } }: { readonly thread: ThreadDetail }) {
  if (choice?.mode === 'open') return <MailOpen size={14} aria-hidden />;
  if (choice?.mode !== 'tls') return <Lock size={14} aria-hidden />;
  return listedBy === undefined ? <ShieldCheck size={14} aria-hidden /> : <ListChecks size={14} aria-hidden />;
}

function ChipButton({
  tone,
  children,
  ...props
}: MenuButtonProps & { readonly tone: Tone; readonly children: React.ReactNode }) {
  return (
    <button type="button" className={`chip-button chip-button-${tone}`} {...props}>
      {children}
      <ChevronDown size={14} aria-hidden />
    </button>
  );
}
