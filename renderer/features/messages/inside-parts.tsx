import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { KeyOffer } from '../../../main/contract/keys.ts';
import type { MessageView } from '../../../main/contract/messages.ts';
import { call, toFailure } from '../../engine/call.ts';
import { findKeyText } from '../../text/keys.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { KeyOffers } from '../keys/key-offers.tsx';
import { InsidePart, TextBlocks } from './inside-part.tsx';
import type { MailLink } from './safe-mail.ts';

/** What can be looked into besides the message itself: inline OpenPGP, encrypted files, attached messages, keys. */
export function InsideParts({
  message,
  blocks,
  onLink,
}: {
  readonly message: MessageView;
  readonly blocks: number;
  readonly onLink: (link: MailLink) => void;
}) {
  const files = message.attachments.map((attachment, position) => ({ ...attachment, position }));
  return (
    <>
      <TextBlocks count={blocks} messageId={message.id} path={[]} onLink={onLink} />
      {files
        .filter(({ holds }) => holds === 'message' || holds === 'encrypted')
        .map(({ id, name, position }) => (
          <InsidePart key={id} messageId={message.id} path={[position]} name={name} onLink={onLink} />
        ))}
      {files
        .filter(({ holds }) => holds === 'key')
        .map(({ id, name }) => (
          <AttachedKey key={id} attachmentId={id} name={name} />
        ))}
    </>
  );
}

/** A file that holds keys: they are shown, and kept only when a person says so. */
function AttachedKey({ attachmentId, name }: { readonly attachmentId: string; readonly name: string }) {
  const [offers, setOffers] = useState<readonly KeyOffer[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const look = async () => {
    setFailure(null);
    try {
      setOffers(await call('keys.inAttachment', { attachmentId }));
    } catch (thrown) {
      setFailure(toFailure(thrown));
    }
  };
  return (
    <div className="inside">
      <p className="inside-line">
        <Button size="small" icon={KeyRound} onClick={look}>
          {findKeyText.lookAt(name)}
        </Button>
        <span className="inside-note">{findKeyText.lookAtWords}</span>
      </p>
      <FailureBanner failure={failure} />
      {offers && <KeyOffers offers={offers} source="attachment" address={null} onClose={() => setOffers(null)} />}
    </div>
  );
}
