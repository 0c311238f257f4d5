import { useId } from 'react';
import type { ThreadDetail } from '../../../main/contract/threads.ts';
import { paneText } from '../../text/threads.ts';
import { Button } from '../../ui/button.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import type { ThreadActions } from './use-thread-actions.ts';

type ReplyBarProps = {
  readonly thread: ThreadDetail;
  readonly actions: ThreadActions;
  readonly needsParty: boolean;
  readonly onShow: () => void;
};

/** The foot of the pane while nothing is written. Answering stays shut until both choices are made. */
export function ReplyBar({ thread, actions, needsParty, onShow }: ReplyBarProps) {
  const id = useId();
  const last = thread.messages.at(-1);
  const several = last !== undefined && last.to.length + last.cc.length > 1;
  useKeys([
    { keys: appKeys.forward, run: actions.forward },
    { keys: appKeys.archive, run: () => actions.move('archive') },
    { keys: appKeys.replyAll, run: actions.replyAll, when: several && thread.chosen },
  ]);
  return (
    <div className="pane-bar">
      <Button
        variant={thread.chosen ? 'filled' : 'plain'}
        disabled={!thread.chosen}
        keyHint={appKeys.replyEncrypted}
        aria-keyshortcuts={ariaKeys(appKeys.replyEncrypted)}
        aria-describedby={thread.chosen ? undefined : id}
        onClick={() => actions.reply(thread.draftId)}
      >
        {replyLabel(thread)}
      </Button>
      {several && (
        <Button
          disabled={!thread.chosen}
          keyHint={thread.chosen ? appKeys.replyAll : null}
          aria-keyshortcuts={thread.chosen ? ariaKeys(appKeys.replyAll) : undefined}
          onClick={actions.replyAll}
        >
          {paneText.replyAll}
        </Button>
      )}
      <Button keyHint={appKeys.forward} aria-keyshortcuts={ariaKeys(appKeys.forward)} onClick={actions.forward}>
        {paneText.forward}
      </Button>
      <Button
        keyHint={appKeys.archive}
        aria-keyshortcuts={ariaKeys(appKeys.archive)}
        onClick={() => actions.move('archive')}
      >
        {paneText.archive}
      </Button>
      {!thread.chosen && (
        <span id={id} className="pane-bar-words">
          <button type="button" className="text-link" onClick={onShow}>
            {needsParty ? paneText.sayWhoAbove : paneText.chooseAbove}
          </button>
        </span>
      )}
    </div>
  );
}

/** Says "encrypted" only where a protected way is chosen, or would be by one key. */
function replyLabel({ chosen, choice, draftId, options }: ThreadDetail): string {
  if (chosen && draftId !== null) return paneText.continueDraft;
  const mode = chosen ? choice?.mode : options.find(({ suggested }) => suggested)?.mode;
  if (mode === undefined || (!chosen && (mode === 'open' || mode === 'tls'))) return paneText.reply;
  if (mode === 'open') return paneText.replyOpen;
  return mode === 'tls' ? paneText.replyTls : paneText.replyEncrypted;
}
