import { Send } from 'lucide-react';
import { useState } from 'react';
import type { MessageView } from '../../../main/contract/messages.ts';
import { formatMoment } from '../../text/format.ts';
import { deliveryText, messagesText, warningText } from '../../text/messages.ts';
import { Banner } from '../../ui/banner.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { KeepCertificate } from '../certificates/keep-certificate.tsx';
import { AttachmentList } from './attachment-list.tsx';
import { DeliveryLine } from './delivery-line.tsx';
import { TextPieces } from './inside-part.tsx';
import { InsideParts } from './inside-parts.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { MailFrame } from './mail-frame.tsx';
import type { MessageActions } from './message-card.tsx';
import { senderName } from './names.ts';
import type { MailLink } from './safe-mail.ts';
import { StatusLine } from './status-line.tsx';
import { useShownBody } from './use-shown-body.ts';

type MessageBodyProps = { readonly message: MessageView; readonly actions: MessageActions };

/** What an open message shows under its head: warnings, text, files and the line at its foot. */
export function MessageBody({ message, actions }: MessageBodyProps) {
  const { body, blocks, failure } = useShownBody(message);
  const [link, setLink] = useState<MailLink | null>(null);
  // Pictures that stand in the text are not listed as files once more.
  const shown = body?.mail?.shownPictures;
  const files = message.attachments.filter(({ contentId }) => contentId === null || !shown?.has(contentId));
  return (
    <>
      {message.warnings.length > 0 && (
        <div className="message-warnings">
          {message.warnings.map((warning) => (
            <Banner key={warning} tone="amber" announce={null}>
              {warningText(warning)}
            </Banner>
          ))}
        </div>
      )}
      <div className="message-body">
        <FailureBanner failure={failure} />
        {body === null && failure === null && <Skeleton lines={3} />}
        {body?.mail && (
          <MailFrame
            messageId={message.id}
            mail={body.mail}
            title={messagesText.bodyOf(senderName(message), formatMoment(message.at))}
            onLink={setLink}
          />
        )}
        {body !== null && body.mail === null && (
          <TextPieces messageId={message.id} path={[]} pieces={body.pieces} onLink={setLink} />
        )}
      </div>
      <AttachmentList attachments={files} />
      <InsideParts message={message} blocks={blocks} onLink={setLink} />
      {message.offersCertificate === true && <KeepCertificate messageId={message.id} />}
      <Foot message={message} actions={actions} picturesBlocked={(body?.mail?.blockedPictures ?? 0) > 0} />
      {link !== null && <LinkDialog link={link} onClose={() => setLink(null)} onWrite={actions.onWrite} />}
    </>
  );
}

function Foot({ message, actions, picturesBlocked }: MessageBodyProps & { readonly picturesBlocked: boolean }) {
  if (message.delivery !== null) {
    return (
      <DeliveryLine
        message={message}
        delivery={message.delivery}
        onUndo={actions.onUndo}
        onOutbox={actions.onOutbox}
        onDraft={actions.onDraft}
      />
    );
  }
  if (message.direction === 'in') return <StatusLine message={message} picturesBlocked={picturesBlocked} />;
  return (
    <p className="message-foot">
      <Send size={14} aria-hidden /> {deliveryText.filed}
    </p>
  );
}
