import { ArrowLeftRight, Check, Lock, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { MessageView } from '../../../main/contract/messages.ts';
import { messagesText, protectionText, signerDetails, statusWords } from '../../text/messages.ts';
import { ProtectionDialog } from './protection-dialog.tsx';

/** How a message came, in words; a tick only for what was verified. The details are one click away. */
export function StatusLine({
  message: { id, status, signedBy },
  picturesBlocked,
}: {
  readonly message: Pick<MessageView, 'id' | 'status' | 'signedBy'>;
  readonly picturesBlocked: boolean;
}) {
  const [details, setDetails] = useState(false);
  const { tone, title, words } = statusWords(status, signedBy);
  const blocked = picturesBlocked ? ` ${messagesText.picturesBlocked}` : '';
  // A closed lock only where the way was closed: a signature hides nothing.
  const wasOpen = status.kind === 'plain' || status.kind === 'signed';
  const Icon = tone === 'amber' ? TriangleAlert : wasOpen ? ArrowLeftRight : Lock;
  const isSecured = status.kind === 'encrypted' || status.kind === 'signed';
  return (
    <>
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
        <span className="message-foot-words">
          {words}
          {blocked}
        </span>
        {isSecured && (
          <button type="button" className="text-link" aria-haspopup="dialog" onClick={() => setDetails(true)}>
            {protectionText.show}
          </button>
        )}
      </p>
      {details && <ProtectionDialog messageId={id} signer={signerDetails(status)} onClose={() => setDetails(false)} />}
    </>
  );
}
