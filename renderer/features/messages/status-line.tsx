import { ArrowLeftRight, Check, Lock, TriangleAlert } from 'lucide-react';
import type { MessageStatus } from '../../../main/contract/messages.ts';
import { messagesText, statusWords } from '../../text/messages.ts';

/** How a message came, in words; a tick only for what was verified. */
export function StatusLine({
  status,
  picturesBlocked,
}: {
  readonly status: MessageStatus;
  readonly picturesBlocked: boolean;
}) {
  const { tone, title, words } = statusWords(status);
  const blocked = picturesBlocked ? ` ${messagesText.picturesBlocked}` : '';
  const Icon = tone === 'amber' ? TriangleAlert : status.kind === 'plain' ? ArrowLeftRight : Lock;
  return (
    <p className={tone === 'amber' ? 'message-foot message-foot-amber' : 'message-foot'}>
      {tone === 'good' ? (
        <strong className="message-foot-good">
          <Check size={14} aria-hidden /> {title}
        </strong>
      ) : (
        <>
          <Icon size={14} aria-hidden />
          {title !== '' && <strong>{title}</strong>}
        </>
      )}
      <span>
        {words}
        {blocked}
      </span>
    </p>
  );
}
