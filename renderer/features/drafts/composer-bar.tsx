import { X } from 'lucide-react';
import { Fragment } from 'react';
import type { Mode } from '../../../main/contract/fields.ts';
import { useQuery } from '../../engine/use-query.ts';
import { draftsText, sendLabel } from '../../text/drafts.ts';
import { formatSize } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { FormMenu } from './form-menu.tsx';
import { StrongerMenu, type StrongerOption } from './stronger-menu.tsx';
import type { Composer } from './use-composer.ts';

type ComposerBarProps = {
  readonly composer: Composer;
  /** The conversation's mode; null before both choices are made: then Send only says what is missing. */
  readonly threadMode: Mode | null;
  readonly options: readonly StrongerOption[];
  readonly onClose: () => void;
};

/** The mode that the message leaves with; null where recipients differ or nobody has chosen. */
export function leavingMode(composer: Composer, threadMode: Mode | null): Mode | null {
  const decision = composer.preview?.decision;
  if (decision?.outcome === 'allow') {
    const modes = new Set(decision.deliveries.map(({ mode }) => mode));
    return modes.size === 1 ? ([...modes][0] ?? null) : null;
  }
  return composer.content.strongerMode ?? threadMode;
}

/** The foot of the pane while a message is written: Send, stronger, what leaves. */
export function ComposerBar({ composer, threadMode, options, onClose }: ComposerBarProps) {
  const mode = leavingMode(composer, threadMode);
  return (
    <div className="pane-bar">
      <Button
        variant={threadMode === null ? 'plain' : 'filled'}
        keyHint="mod+enter"
        aria-keyshortcuts={ariaKeys('mod+enter')}
        busy={composer.sending}
        onClick={() => composer.send()}
      >
        {sendLabel(mode)}
      </Button>
      <StrongerMenu
        threadMode={threadMode}
        options={options}
        chosen={composer.content.strongerMode}
        onChoose={(strongerMode) => composer.change({ strongerMode })}
      />
      <FormMenu
        sealed={composer.preview?.sealed ?? null}
        chosen={composer.content.sealedForm}
        onChoose={(sealedForm) => composer.change({ sealedForm })}
      />
      <IconButton icon={X} label={draftsText.close} keyHint={appKeys.back} onClick={onClose} />
      <LeavingWords composer={composer} />
    </div>
  );
}

function LeavingWords({ composer }: { readonly composer: Composer }) {
  const { content, preview } = composer;
  const { data: account } = useQuery('account.get', {}, { refreshOn: ['account.connection'] });
  const size = preview === null ? null : sizeWords(preview.size, preview.sizeLimit);
  const offline = account?.connection.state === 'offline' || account?.connection.state === 'failed';
  const recipients = content.to.length + content.cc.length;
  const words =
    recipients === 0
      ? [draftsText.nobodyYet]
      : [draftsText.recipients(recipients), size, offline ? draftsText.leavesLater : draftsText.leavesNow];
  const facts = words.filter((part) => part !== null);
  return (
    <span className="pane-bar-words" title={facts.join(' · ')}>
      {facts.map((fact, at) => (
        <Fragment key={fact}>
          {at > 0 && ' '}
          <span className="pane-bar-fact">{at < facts.length - 1 ? `${fact} ·` : fact}</span>
        </Fragment>
      ))}
    </span>
  );
}

/** The limit is named once the message comes near it. */
function sizeWords(size: number, limit: number | null): string {
  return limit !== null && size > limit / 2 ? draftsText.limit(size, limit) : formatSize(size);
}
