import { useEffect, useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import { call, toFailure } from '../../engine/call.ts';
import { kitText } from '../../text/kit.ts';
import { messagesText } from '../../text/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

/** Latin-1 shows every byte as one character, so that nothing of the source is hidden by decoding. */
const decoder = new TextDecoder('latin1');

type Source = { readonly text: string; readonly offset: number; readonly done: boolean };

/** The message as the server has it, a piece at a time. */
export function SourceDialog({ messageId, onClose }: { readonly messageId: string; readonly onClose: () => void }) {
  const [source, setSource] = useState<Source>({ text: '', offset: 0, done: false });
  const [wanted, setWanted] = useState(1);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => {
    if (wanted === 0) return;
    let stale = false;
    call('messages.source', { messageId, offset: source.offset }).then(
      ({ bytes, done }) => {
        if (stale) return;
        setSource((before) => ({
          text: before.text + decoder.decode(bytes),
          offset: before.offset + bytes.length,
          done: done || bytes.length === 0,
        }));
        setWanted(0);
      },
      (thrown: unknown) => {
        if (!stale) setFailure(toFailure(thrown));
      },
    );
    return () => {
      stale = true;
    };
  }, [messageId, source.offset, wanted]);

  return (
    <Dialog
      title={messagesText.source}
      width="wide"
      onClose={onClose}
      actions={
        <>
          {!source.done && (
            <Button busy={wanted > 0 && failure === null} onClick={() => setWanted(1)}>
              {messagesText.sourceMore}
            </Button>
          )}
          <Button variant="filled" onClick={onClose}>
            {kitText.close}
          </Button>
        </>
      }
    >
      <p>{messagesText.sourceHint}</p>
      <FailureBanner failure={failure} />
      <ScrollArea label={messagesText.sourceLabel} className="message-source">
        {source.text === '' && failure === null ? <Skeleton lines={8} /> : <pre>{source.text}</pre>}
      </ScrollArea>
    </Dialog>
  );
}
